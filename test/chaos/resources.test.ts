import { expect, test } from 'vitest';
import { playResources } from './resources.ts';

/** As for people: CHAOS_RUNS and CHAOS_SEED. */
const given = process.env['CHAOS_SEED'];
const first = Number(given ?? 1);
const count = given === undefined ? Number(process.env['CHAOS_RUNS'] ?? 100) : 1;
const inOne = 25;

const starts = Array.from({ length: Math.ceil(count / inOne) }, (_, index) => first + index * inOne);

test.each(starts)(
  'whatever happens, everything ends in the group that it is declared in, and the report is true: from seed %i',
  async (start) => {
    for (let seed = start; seed < Math.min(start + inOne, first + count); seed++) {
      const problems = await playResources(seed).catch((error: unknown) => [
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      ]);
      const replay = `Replay: CHAOS_SEED=${seed} npx vitest run test/chaos/resources.test.ts`;
      expect(problems.length === 0 ? '' : [replay, ...problems].join('\n')).toBe('');
    }
  },
  120_000,
);
