import { describe, expect, test } from 'vitest';
import { play } from './play.ts';

/*
 * Random configurations, live states, faults, clicks and early ends, each made of one number. A failing one prints how
 * to play it again. CHAOS_RUNS sets how many there are, CHAOS_SEED where they begin; alone it plays that one.
 *
 * Everything comes from the number but one thing: where several requests are under way, real sockets decide which of
 * them arrives first. So a single seed is played many times, which meets the orders that there are.
 */
const given = process.env['CHAOS_SEED'];
const runs = process.env['CHAOS_RUNS'];
const first = Number(given ?? 1);
const alone = given !== undefined && runs === undefined;
const count = alone ? 1 : Number(runs ?? 300);
const times = alone ? 25 : 1;
const inOne = 25;

describe('whatever happens, the end is as declared and the report is true', () => {
  const starts = Array.from({ length: Math.ceil(count / inOne) }, (_, index) => first + index * inOne);
  test.each(starts)(
    'from seed %i',
    async (start) => {
      for (let seed = start; seed < Math.min(start + inOne, first + count); seed++) {
        for (let time = 0; time < times; time++) expect(await failureOf(seed)).toBe('');
      }
    },
    120_000,
  );
});

/** What went wrong, and how to play it again; an empty text when nothing did. */
async function failureOf(seed: number): Promise<string> {
  const problems = await play(seed).catch((error: unknown) => [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ]);
  const replay = `Replay: CHAOS_SEED=${seed} npx vitest run test/chaos`;
  return problems.length === 0 ? '' : [replay, ...problems].join('\n');
}
