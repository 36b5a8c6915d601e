/** What a request to GitHub came to, when it was not a success. */
export interface FailedTry {
  /** Whether sending it twice does no more than sending it once, which is not so of what makes something (POST). */
  readonly repeatable: boolean;
  /** `null` when no answer came. */
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** GitHub's own words. */
  readonly message: string;
  /** How often it was sent, from 1. */
  readonly attempts: number;
}

const mostAttempts = 4;
/** A job that waits longer than this is better run again later. */
const longestWaitMs = 120_000;
/** GitHub: "wait for at least one minute before retrying", where it says nothing else. */
const unsaidWaitMs = 60_000;

/**
 * How long to wait before a request is sent again, after GitHub's "Best practices for using the REST API": a rate limit
 * says `retry-after` in seconds, or `x-ratelimit-remaining: 0` with its end in `x-ratelimit-reset`, or nothing.
 *
 * A request that must not be repeated is sent again only when it is certain that GitHub did not do it: after a rate
 * limit.
 *
 * @param nowMs the clock, since the epoch
 * @returns milliseconds; `null` when it is not sent again
 */
export function retryDelay(failed: FailedTry, nowMs: number): number | null {
  if (failed.attempts >= mostAttempts) return null;
  const limited = rateLimitDelay(failed, nowMs);
  if (limited !== null) return limited <= longestWaitMs ? limited : null;
  const doubtful = failed.status === null || failed.status === 408 || failed.status >= 500;
  return doubtful && failed.repeatable ? 1000 * failed.attempts ** 2 : null;
}

function rateLimitDelay({ status, headers, message, attempts }: FailedTry, nowMs: number): number | null {
  if (status !== 403 && status !== 429) return null;
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (after >= 0) return after * 1000;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (String(headers['x-ratelimit-remaining']) === '0' && reset > 0)
    return Math.max(0, reset * 1000 - nowMs) + 1000;
  // A plain 403 is a refusal, which waiting does not mend.
  return status === 429 || /\bsecondary rate\b/i.test(message) ? unsaidWaitMs * attempts : null;
}
