import { describe } from 'vitest';
import { commentsWith, staysText } from './hostile-texts.ts';

describe.each(commentsWith)('%s', (_, textOf) => staysText(textOf));
