import type { Clock } from './clock.ts';
import { retryTiming } from './retry-timing.ts';

/**
 * The wait before a write whose outcome was unknown is tried once more, with the timing of all retries: as long as the
 * Hub asked with `Retry-After`, and otherwise longer from try to try.
 *
 * @param random in [0, 1)
 * @param stop ends a wait at once
 * @returns resolves when it is time, or at once when stopped
 */
export function createPause(
  clock: Clock,
  random: () => number,
  stop: AbortSignal,
): (attempt: number, retryAfter: string | null) => Promise<void> {
  return async (attempt, retryAfter) => {
    const timing = retryTiming({
      status: null,
      rateLimit: null,
      retryAfter,
      attempt,
      waitedMs: 0,
      now: clock.now(),
      random: random(),
    });
    try {
      if (timing.retry) await clock.sleep(timing.waitMs, stop);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  };
}
