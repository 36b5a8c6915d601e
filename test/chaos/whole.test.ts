import { expect, test } from 'vitest';
import { failureOf, seedsFor, seedsFrom } from './seeds.ts';
import { playWhole } from './whole/play.ts';

// Every other test; `whole-rest.test.ts` has the rest.
const seeds = seedsFor(300, { part: 0, of: 2 });

test.each(seeds.starts)(
  'whatever happens, everything of every kind ends as declared, and the report is true: from seed %i',
  async (start) => {
    for (const seed of seedsFrom(start, seeds)) {
      expect(await failureOf(playWhole, seed, 'whole.test.ts')).toBe('');
    }
  },
  120_000,
);
