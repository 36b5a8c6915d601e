import type { Clock } from './clock.ts';
import type { Retry } from './connection.ts';
import { retryTiming } from './retry-timing.ts';

/** Waits before the given further try; resolves at once when the run is stopped. */
export type Pause = (failed: Pick<Retry, 'request' | 'status' | 'attempt' | 'before'>) => Promise<void>;

/**
 * The wait before a write whose outcome was unknown is tried once more, with the timing of all retries: longer from try
 * to try. What the Hub itself asks for is waited for by every request (`Limiter`).
 *
 * @param random in [0, 1)
 * @param stop ends a wait at once
 * @param onRetry told of each wait before it
 */
export function createPause(
  clock: Clock,
  random: () => number,
  stop: AbortSignal,
  onRetry: (retry: Retry) => void,
): Pause {
  return async (failed) => {
    const timing = retryTiming({
      status: null,
      rateLimit: null,
      retryAfter: null,
      date: null,
      refusedHere: false,
      attempt: failed.attempt,
      waitedMs: 0,
      now: clock.now(),
      random: random(),
    });
    if (!timing.retry || stop.aborted) return;
    onRetry({ ...failed, waitMs: timing.waitMs, why: timing.why, fault: null });
    try {
      await clock.sleep(timing.waitMs, stop);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  };
}
