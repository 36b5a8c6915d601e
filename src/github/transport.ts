import { RequestError } from 'octokit';
import type { Clock } from '../hub/clock.ts';
import { sameOrigin } from '../hub/endpoint.ts';
import { visible } from '../text/visible.ts';
import { GitHubError } from './error.ts';
import { retryDelay } from './retry-timing.ts';

/** The part of a request that matters here. */
export interface Outgoing {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** A request that asks and changes nothing, although its method is that of one that makes something. */
  readonly readsOnly?: true;
}

/**
 * Sends a request, again where that is safe and may help.
 *
 * @param apiUrl the one origin that the token is for
 * @throws GitHubError when GitHub refuses it, or cannot be reached in the end
 */
export async function sendWithRetry<T>(
  outgoing: Outgoing,
  apiUrl: string,
  send: () => Promise<T>,
  clock: Clock,
): Promise<T> {
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
      const failed = failureOf(error);
      const method = outgoing.readsOnly === true ? 'GET' : outgoing.method;
      const wait = retryDelay({ ...failed, method, attempts }, clock.now());
      if (wait === null) throw errorOf(failed, request, error);
      await clock.sleep(wait);
    }
  }
}

interface Failure {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof RequestError)) throw error;
  // Without an answer, such as after a reset or a time-out, the library gives the status 500 and no response.
  const { response } = error;
  if (response === undefined) return { status: null, headers: {}, message: reasonOf(error) };
  return { status: response.status, headers: response.headers, message: messageOf(response.data) };
}

/** GitHub’s errors are `{"message"}`; something else before it may answer with a page. */
function messageOf(data: unknown): string {
  const said = typeof data === 'object' && data !== null && 'message' in data ? data.message : '';
  return typeof said === 'string' ? visible(said, 300) : '';
}

function reasonOf({ message, cause }: RequestError): string {
  const deepest = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return visible(deepest instanceof Error ? deepest.message : message, 300);
}

function errorOf({ status, message }: Failure, request: string, cause: unknown): GitHubError {
  const said = message === '' ? '' : `: ${message}`;
  if (status === null) {
    return new GitHubError('github-unavailable', `GitHub cannot be reached${said}`, { request, cause });
  }
  const options = { request, status, cause };
  if (status >= 500 || status === 408)
    return new GitHubError('github-unavailable', `GitHub has a fault (HTTP ${status})${said}`, options);
  if (status === 429 || /\brate limit\b/i.test(message))
    return new GitHubError(
      'github-unavailable',
      `GitHub’s rate limit is spent (HTTP ${status})${said}`,
      options,
    );
  const hint = hints[status];
  return new GitHubError('github-refused', `GitHub refused ${request} (HTTP ${status})${said}`, {
    ...options,
    ...(hint === undefined ? {} : { hint }),
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
