import type { RateLimit } from './rate-limit.ts';

/** Tries in all, the first included, as in the Hub's official client. */
export const maxTries = 5;
/** Tries in all where nothing listens on this machine: what is not there after a moment does not come by itself. */
export const maxTriesHere = 2;
/** The most that one request waits over all its retries. A quota window of the Hub is 5 minutes. */
export const maxWaitMs = 10 * 60_000;

const firstWaitMs = 1000;
const longestWaitMs = 8000;
/** What is asked beyond it is no time that anybody can be told. */
const longestAskedMs = 366 * 24 * 3600_000;
const retried: ReadonlySet<number | null> = new Set([408, 429, 500, 502, 503, 504]);

/** A try that failed, as far as its timing depends on it. */
export interface FailedTry {
  /** `null` when no answer came: a time-out or a network error. */
  readonly status: number | null;
  readonly rateLimit: RateLimit | null;
  /** The `Retry-After` header: seconds or an HTTP date. */
  readonly retryAfter: string | null;
  /** The `Date` header, by which a date there counts: the clocks may differ. */
  readonly date: string | null;
  /** Whether an address of this machine refused the connection. */
  readonly refusedHere: boolean;
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

/** A wait that the Hub asked for: a promise, which every request keeps and not only the one that was answered so. */
export interface AskedWait {
  readonly waitMs: number;
  readonly why: Exclude<RetryReason, 'backoff'>;
  /** Whether it ends within what one request waits in all. One that does not is not waited for at all. */
  readonly bearable: boolean;
}

/**
 * When to try again, by the timing of the Hub's official client: a wait that was asked for holds, else it is 1 s that
 * doubles up to 8 s.
 */
export function retryTiming(failed: FailedTry): RetryDecision {
  if (failed.status !== null && !retried.has(failed.status)) return { retry: false, why: 'not-retried' };
  if (failed.attempt >= (failed.refusedHere ? maxTriesHere : maxTries))
    return { retry: false, why: 'tries-spent' };
  const { waitMs, why } = askedWait(failed) ?? backoff(failed);
  if (failed.waitedMs + waitMs > maxWaitMs) return { retry: false, why: 'wait-too-long' };
  return { retry: true, waitMs, why };
}

/**
 * The wait that an answer asks for; `null` when it asks for none. A 429 with nothing left of the quota asks to wait
 * until the reset, and one second more is waited; `Retry-After` asks for what it says, also when it is longer. A 429
 * with something left is the limit of one action, about which the reset says nothing.
 */
export function askedWait(failed: Omit<FailedTry, 'attempt' | 'random' | 'refusedHere'>): AskedWait | null {
  if (!retried.has(failed.status)) return null;
  const { rateLimit } = failed;
  const spent = failed.status === 429 && rateLimit?.remaining === 0 ? rateLimit.resetSeconds : null;
  const reset = spent === null ? null : (spent + 1) * 1000;
  const after = retryAfterMs(failed);
  if (reset === null && after === null) return null;
  const waitMs = Math.max(reset ?? 0, after ?? 0);
  const why = waitMs === reset ? 'quota-spent' : 'retry-after';
  return { waitMs, why, bearable: failed.waitedMs + waitMs <= maxWaitMs };
}

function backoff({ attempt, random }: FailedTry): { readonly waitMs: number; readonly why: 'backoff' } {
  const full = Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs);
  return { waitMs: Math.round(full * (0.5 + random / 2)), why: 'backoff' };
}

/** Reads `Retry-After` (RFC 9110, 10.2.3); `null` when it is neither seconds nor a date. */
function retryAfterMs({
  retryAfter,
  date,
  now,
}: Pick<FailedTry, 'retryAfter' | 'date' | 'now'>): number | null {
  if (retryAfter === null) return null;
  const text = retryAfter.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestAskedMs);
  const until = httpDate(text);
  return until === null ? null : Math.min(Math.max(0, until - (httpDate(date ?? '') ?? now)), longestAskedMs);
}

function httpDate(text: string): number | null {
  if (!/^[A-Z][a-z]+, .*\d\d:\d\d:\d\d GMT$/.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date;
}
