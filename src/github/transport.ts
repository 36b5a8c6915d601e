import { RequestError } from 'octokit';
import type { Clock } from '../hub/clock.ts';
import { sameOrigin } from '../hub/endpoint.ts';
import { codeText, lostText } from '../hub/lost.ts';
import { faultHint } from '../hub/network-fault.ts';
import type { Route } from '../hub/route.ts';
import { visible } from '../text/visible.ts';
import { GitHubError } from './error.ts';
import { NoAnswer } from './fetch.ts';
import { retryDelay } from './retry-timing.ts';

/** The part of a request that matters here. */
export interface Outgoing {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** A request that asks and changes nothing, although its method is that of one that makes something. */
  readonly readsOnly?: true;
}

/** A request that will be sent again. */
export interface Retry {
  /** `METHOD /path`, without the query. */
  readonly request: string;
  /** The try that failed, from 1. */
  readonly attempt: number;
  readonly waitMs: number;
  /** What it met: `HTTP 502`, `no answer (ECONNRESET)`. */
  readonly met: string;
}

export interface RetryOptions {
  /** The one origin that the token is for. */
  readonly apiUrl: string;
  readonly route: Route;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly onRetry: (retry: Retry) => void;
}

/**
 * Sends a request, again where that is safe and may help.
 *
 * @throws GitHubError when GitHub refuses it, or cannot be reached in the end
 */
export async function sendWithRetry<T>(
  outgoing: Outgoing,
  send: () => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { apiUrl, clock } = options;
  const request = nameOf(outgoing);
  if (!sameOrigin(outgoing.url, apiUrl)) {
    throw new GitHubError(
      'github-unavailable',
      'GitHub leads to another server: the token is not sent there',
      {
        request,
      },
    );
  }
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await send();
    } catch (error) {
      const failed = failureOf(error, options);
      const repeatable = outgoing.readsOnly === true || outgoing.method !== 'POST';
      const wait = failed.lasting ? null : retryDelay({ ...failed, repeatable, attempts }, clock.now());
      if (wait === null) throw errorOf(failed, request, error);
      options.onRetry({ request, attempt: attempts, waitMs: wait, met: failed.met });
      await clock.sleep(wait);
    }
  }
}

interface Failure {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
  readonly hint: string | null;
  /** Whether another try would only meet the same. */
  readonly lasting: boolean;
  readonly met: string;
}

function failureOf(error: unknown, { apiUrl, route, timeoutMs }: RetryOptions): Failure {
  if (!(error instanceof RequestError)) throw error;
  const { response, cause } = error;
  if (response !== undefined) {
    const { status, headers, data } = response;
    const met = `HTTP ${status}`;
    return { status, headers, message: messageOf(data), hint: null, lasting: false, met };
  }
  // Without a whole answer the library gives the status 500 and no response.
  if (!(cause instanceof NoAnswer)) throw error;
  const { lost } = cause;
  return {
    status: null,
    headers: {},
    message: lostText(lost, { who: 'GitHub', address: apiUrl, route, timeoutMs }),
    hint: lost.fault === null ? null : faultHint(lost.fault),
    lasting: lost.fault?.lasting === true || lost.why === 'too-large',
    met: `no answer${codeText(lost)}`,
  };
}

/** GitHub’s errors are `{"message"}`; something else before it may answer with a page. */
function messageOf(data: unknown): string {
  const said = typeof data === 'object' && data !== null && 'message' in data ? data.message : '';
  return typeof said === 'string' ? visible(said, 300) : '';
}

function errorOf({ status, message, hint }: Failure, request: string, cause: unknown): GitHubError {
  const said = message === '' ? '' : `: ${message}`;
  if (status === null) return new GitHubError('github-unavailable', message, { request, cause, hint });
  const options = { request, status, cause };
  if (status >= 500 || status === 408)
    return new GitHubError('github-unavailable', `GitHub has a fault (HTTP ${status})${said}`, options);
  if (status === 429 || /\brate limit\b/i.test(message))
    return new GitHubError(
      'github-unavailable',
      `GitHub’s rate limit is spent (HTTP ${status})${said}`,
      options,
    );
  return new GitHubError('github-refused', `GitHub refused ${request} (HTTP ${status})${said}`, {
    ...options,
    hint: hints[status] ?? null,
  });
}

const hints: Readonly<Record<number, string>> = {
  401: 'The input `github-token` is not a token that GitHub knows, or has expired.',
  403: 'See `permissions` of the job: reading files needs `contents: read`, comments `pull-requests: write`, the status of a commit `statuses: write`, the drift issue `issues: write`.',
  404: 'Of what a token may not see GitHub says that it is not there: see `permissions` of the job.',
};

/** `METHOD /path`, without the query. */
export function nameOf({ method, url }: Outgoing): string {
  return `${method} ${new URL(url).pathname}`;
}
