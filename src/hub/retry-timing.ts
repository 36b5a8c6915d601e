import type { RateLimit } from './rate-limit.ts';

/** Tries in all, the first included, as in the Hub's official client. */
export const maxTries = 5;
/** The most that one request waits over all its retries. A quota window of the Hub is 5 minutes. */
export const maxWaitMs = 10 * 60_000;

const firstWaitMs = 1000;
const longestWaitMs = 8000;
const retried: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** A try that failed, as far as its timing depends on it. */
export interface FailedTry {
  /** `null` when no answer came: a time-out or a network error. */
  readonly status: number | null;
  readonly rateLimit: RateLimit | null;
  /** The `Retry-After` header: seconds or an HTTP date. */
  readonly retryAfter: string | null;
  /** The number of this try, from 1. */
  readonly attempt: number;
  /** What this request has waited before, in milliseconds. */
  readonly waitedMs: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** In [0, 1): spreads the exponential waits, so that clients that failed together do not come back together. */
  readonly random: number;
}

export type RetryReason = 'quota-spent' | 'retry-after' | 'backoff';

export type RetryDecision =
  | { readonly retry: false; readonly why: 'not-retried' | 'tries-spent' | 'wait-too-long' }
  | { readonly retry: true; readonly waitMs: number; readonly why: RetryReason };

/**
 * When to try again, by the timing of the Hub's official client: a 429 with nothing left of the quota waits until the
 * reset and one second more; else `Retry-After` holds; else 1 s that doubles up to 8 s. A 429 with something left is
 * the limit of one action, about which the reset says nothing.
 */
export function retryTiming(failed: FailedTry): RetryDecision {
  if (failed.status !== null && !retried.has(failed.status)) return { retry: false, why: 'not-retried' };
  if (failed.attempt >= maxTries) return { retry: false, why: 'tries-spent' };
  const { waitMs, why } = waitOf(failed);
  if (failed.waitedMs + waitMs > maxWaitMs) return { retry: false, why: 'wait-too-long' };
  return { retry: true, waitMs, why };
}

function waitOf(failed: FailedTry): { waitMs: number; why: RetryReason } {
  const { rateLimit } = failed;
  if (failed.status === 429 && rateLimit?.remaining === 0 && rateLimit.resetSeconds !== null) {
    return { waitMs: (rateLimit.resetSeconds + 1) * 1000, why: 'quota-spent' };
  }
  const asked = retryAfterMs(failed.retryAfter, failed.now);
  if (asked !== null) return { waitMs: asked, why: 'retry-after' };
  const full = Math.min(firstWaitMs * 2 ** (failed.attempt - 1), longestWaitMs);
  return { waitMs: Math.round(full * (0.5 + failed.random / 2)), why: 'backoff' };
}

/** Reads `Retry-After` (RFC 9110, 10.2.3); `null` when it is neither seconds nor a date. */
function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]+, .*\d\d:\d\d:\d\d GMT$/.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
