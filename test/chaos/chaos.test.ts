import { describe, expect, test } from 'vitest';
import { play } from './play.ts';

/*
 * Random configurations, live states, faults, clicks and early ends, each made of one number. A failing one prints how
 * to play it again. CHAOS_RUNS sets how many there are, CHAOS_SEED plays one.
 */
const given = process.env['CHAOS_SEED'];
const runs = Number(process.env['CHAOS_RUNS'] ?? 300);
const [first, count] = given === undefined ? [1, runs] : [Number(given), 1];
const inOne = 25;

describe('whatever happens, the end is as declared and the report is true', () => {
  const starts = Array.from({ length: Math.ceil(count / inOne) }, (_, index) => first + index * inOne);
  test.each(starts)(
    'from seed %i',
    async (start) => {
      for (let seed = start; seed < Math.min(start + inOne, first + count); seed++) {
        const problems = await play(seed).catch((error: unknown) => [
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        ]);
        const replay = `Replay: CHAOS_SEED=${seed} npx vitest run test/chaos`;
        expect(problems.length === 0 ? '' : [replay, ...problems].join('\n')).toBe('');
      }
    },
    120_000,
  );
});
