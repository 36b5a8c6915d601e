import { expect, test } from 'vitest';
import { play } from './play.ts';
import { failureOf, seedsFor, seedsFrom } from './seeds.ts';

/*
 * Random configurations, live states, faults, clicks and early ends, each made of one number. A failing one prints how
 * to play it again.
 *
 * Everything comes from the number but one thing: where several requests are under way, real sockets decide which of
 * them arrives first. So a single seed is played many times, which meets the orders that there are.
 */
const seeds = seedsFor(300);
const times = seeds.alone ? 25 : 1;

test.each(seeds.starts)(
  'whatever happens, the end is as declared and the report is true: from seed %i',
  async (start) => {
    for (const seed of seedsFrom(start, seeds)) {
      for (let time = 0; time < times; time++) {
        expect(await failureOf(play, seed, 'chaos.test.ts')).toBe('');
      }
    }
  },
  120_000,
);
