import { expect, test } from 'vitest';
import type { Retry } from '../../src/hub/connection.ts';
import { createPause } from '../../src/hub/pause.ts';
import { VirtualClock } from '../support/clock.ts';

const failed = { request: 'POST /api/x', status: 500, before: 'try' } as const;
const running = new AbortController().signal;
const untold = (): void => undefined;

test.each([
  [1, 0, 500],
  [2, 0, 1000],
  [3, 0, 2000],
  [4, 0, 4000],
  [1, 0.5, 750],
])('waits after try %i (random %f) for %i ms, and says so before', async (attempt, random, waitMs) => {
  const clock = new VirtualClock();
  const told: Retry[] = [];
  const pause = createPause(
    clock,
    () => random,
    running,
    (retry) => {
      expect(clock.slept).toEqual([]);
      told.push(retry);
    },
  );
  await clock.run(pause({ ...failed, attempt }));
  expect(clock.slept).toEqual([waitMs]);
  expect(told).toEqual([{ ...failed, attempt, waitMs, why: 'backoff', fault: null }]);
});

test('says of a request that it has not been sent yet', async () => {
  const clock = new VirtualClock();
  const told: Retry[] = [];
  const pause = createPause(
    clock,
    () => 0,
    running,
    (retry) => told.push(retry),
  );
  await clock.run(pause({ ...failed, attempt: 4, before: 'first' }));
  expect(told).toMatchObject([{ ...failed, before: 'first', waitMs: 4000 }]);
});

test('does not wait when there is no further try', async () => {
  const clock = new VirtualClock();
  await createPause(clock, () => 0, running, untold)({ ...failed, attempt: 5 });
  expect(clock.slept).toEqual([]);
});

test('ends at once when stopped, and then says nothing', async () => {
  const stop = new AbortController();
  const told: Retry[] = [];
  const pause = createPause(
    new VirtualClock(),
    () => 0,
    stop.signal,
    (retry) => told.push(retry),
  );
  const waiting = pause({ ...failed, attempt: 1 });
  stop.abort();
  await expect(waiting).resolves.toBeUndefined();
  await expect(pause({ ...failed, attempt: 1 })).resolves.toBeUndefined();
  expect(told).toHaveLength(1);
});

test('passes on what is wrong with the clock', async () => {
  const broken = { now: () => 0, sleep: () => Promise.reject(new Error('no clock')), alarm: () => () => {} };
  const pause = createPause(broken, () => 0, running, untold);
  await expect(pause({ ...failed, attempt: 1 })).rejects.toThrow('no clock');
});
