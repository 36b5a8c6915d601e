import { describe } from 'vitest';
import { othersWith, staysText } from './hostile-texts.ts';

describe.each(othersWith)('%s', (_, textOf) => staysText(textOf));
