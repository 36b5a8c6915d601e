import { Octokit } from 'octokit';
import type { Clock } from '../hub/clock.ts';
import { nextLink } from '../hub/link.ts';
import { GitHubError } from './error.ts';
import { nameOf, type Outgoing, sendWithRetry } from './transport.ts';

/** How GitHub is reached. */
export interface ApiOptions {
  readonly token: string;
  /** `GITHUB_API_URL`: `https://api.github.com`, or that of an own server, with a path. */
  readonly apiUrl: string;
  readonly userAgent: string;
  readonly clock: Clock;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** An answer and the request that it is to, `METHOD /path`, for messages. */
export interface Answer {
  readonly data: unknown;
  readonly request: string;
}

/** The most that GitHub gives on one page. */
const perPage = 100;

/**
 * Requests to GitHub's REST API. The library's own paging and repeating are not used: its paging takes an answer
 * without a body, or a 409, for the end of the list, and its repeating sends a request that makes something again
 * without knowing what became of the first.
 */
export class Api {
  readonly #options: ApiOptions;
  readonly #octokit: Octokit;

  constructor(options: ApiOptions) {
    this.#options = options;
    const silent = (): void => {};
    this.#octokit = new Octokit({
      auth: options.token,
      baseUrl: options.apiUrl,
      userAgent: options.userAgent,
      log: { debug: silent, info: silent, warn: silent, error: silent },
      retry: { enabled: false },
      throttle: { enabled: false },
    });
  }

  /**
   * @param route such as `POST /repos/{owner}/{repo}/issues`
   * @throws GitHubError
   */
  async call(route: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer> {
    const { method, url, body } = this.#octokit.request.endpoint(route, { ...parameters });
    const { data, request } = await this.#send({ method, url }, body);
    return { data, request };
  }

  /**
   * A list, page by page, for as long as pages are asked for.
   *
   * @throws GitHubError also for a page that is no list: an unreadable list is never an empty one
   */
  async *pages(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
  ): AsyncGenerator<{ readonly items: readonly unknown[]; readonly request: string }> {
    const { method, url } = this.#octokit.request.endpoint(route, { ...parameters, per_page: perPage });
    const seen = new Set<string>();
    for (let outgoing: Outgoing | null = { method, url }; outgoing !== null; ) {
      seen.add(outgoing.url);
      const { data, link, request } = await this.#send(outgoing);
      if (!Array.isArray(data)) throw unreadable('it is not a list', request);
      yield { items: data, request };
      const next = nextLink(link, new URL(outgoing.url));
      if (next.kind === 'unreadable') throw unreadable('the link to the next page is no URL', request);
      if (next.kind === 'next' && seen.has(next.url.href)) throw unreadable('its pages go round', request);
      outgoing = next.kind === 'none' ? null : { method: 'GET', url: next.url.href };
    }
  }

  async #send(outgoing: Outgoing, body?: unknown): Promise<Answer & { readonly link: string | null }> {
    const { apiUrl, clock, timeoutMs } = this.#options;
    const send = (): ReturnType<Octokit['request']> =>
      this.#octokit.request({
        ...outgoing,
        ...(body === undefined ? {} : { data: body }),
        request: { signal: AbortSignal.timeout(timeoutMs) },
      });
    const { data, headers } = await sendWithRetry(outgoing, apiUrl, send, clock);
    return { data, link: headers.link ?? null, request: nameOf(outgoing) };
  }
}

function unreadable(why: string, request: string): GitHubError {
  return new GitHubError('github-unavailable', `GitHub’s answer cannot be used: ${why}`, { request });
}
