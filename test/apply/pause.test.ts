import { expect, test } from 'vitest';
import { createPause } from '../../src/hub/pause.ts';
import { VirtualClock } from '../support/clock.ts';

test.each([
  [1, 0, 500],
  [2, 0, 1000],
  [3, 0, 2000],
  [4, 0, 4000],
  [1, 0.5, 750],
])('waits before try %i (random %f) for %i ms', async (attempt, random, ms) => {
  const clock = new VirtualClock();
  const pause = createPause(clock, () => random, new AbortController().signal);
  await clock.run(pause(attempt, null));
  expect(clock.slept).toEqual([ms]);
});

test.each([
  ['7', 7000],
  ['Fri, 20 Nov 2026 12:00:20 GMT', 20_000],
])('waits as long as the Hub asks: Retry-After %s', async (retryAfter, ms) => {
  const clock = new VirtualClock(Date.UTC(2026, 10, 20, 12));
  await clock.run(createPause(clock, () => 0, new AbortController().signal)(1, retryAfter));
  expect(clock.slept).toEqual([ms]);
});

test('does not wait when there is no further try', async () => {
  const clock = new VirtualClock();
  await createPause(clock, () => 0, new AbortController().signal)(5, null);
  expect(clock.slept).toEqual([]);
});

test('ends at once when stopped', async () => {
  const stop = new AbortController();
  const pause = createPause(new VirtualClock(), () => 0, stop.signal);
  const waiting = pause(1, null);
  stop.abort();
  await expect(waiting).resolves.toBeUndefined();
  await expect(pause(1, null)).resolves.toBeUndefined();
});

test('passes on what is wrong with the clock', async () => {
  const broken = { now: () => 0, sleep: () => Promise.reject(new Error('no clock')) };
  await expect(createPause(broken, () => 0, new AbortController().signal)(1, null)).rejects.toThrow(
    'no clock',
  );
});
