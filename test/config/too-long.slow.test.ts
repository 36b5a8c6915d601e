import { expect, test } from 'vitest';
import { diagnosticsOf, load } from './support/load.ts';

test('a file of more words and signs than an ordinary heap holds is refused, and nothing else is said of it', () => {
  expect(diagnosticsOf(load(`[${','.repeat(2_000_001)}]`)).map(({ code }) => code)).toEqual([
    'yaml-too-long',
  ]);
});
