import { setTimeout as wait } from 'node:timers/promises';

/** Time as the Hub's client sees it; tests put another in its place. */
export interface Clock {
  /** Milliseconds since 1970, never going back. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Rings once after `ms`. @returns what stops it; that it rang already does not matter */
  alarm(ms: number, ring: () => void): () => void;
}

/** Real time. It is the monotonic clock, so that a wait does not grow when the system's time is set back. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    await wait(Math.ceil(Math.max(0, ms)), undefined, { signal });
  },
  alarm(ms, ring) {
    const timer = setTimeout(ring, Math.ceil(Math.max(0, ms)));
    return () => clearTimeout(timer);
  },
};
