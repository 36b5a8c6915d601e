import { Octokit } from 'octokit';
import type { Clock } from '../hub/clock.ts';
import { nextLink } from '../hub/link.ts';
import type { Route } from '../hub/route.ts';
import { readerOf, unreadable } from './checked.ts';
import { GitHubError } from './error.ts';
import { fetchOver } from './fetch.ts';
import { nameOf, type Outgoing, type Retry, sendWithRetry } from './transport.ts';

/** How GitHub is reached. */
export interface ApiOptions {
  readonly token: string;
  /** `GITHUB_API_URL`: `https://api.github.com`, or that of an own server, with a path. */
  readonly apiUrl: string;
  /** How that is reached. */
  readonly route: Route;
  readonly userAgent: string;
  readonly clock: Clock;
  /** Told of each try that will be made again. */
  readonly onRetry: (retry: Retry) => void;
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

/** More pages than of any list that is asked for; one that never ends must not keep the run. */
const mostPages = 1000;

/** The version of the API that the answers are read by; without it GitHub would choose. A later one drops fields. */
const headers = { 'x-github-api-version': '2022-11-28' };

interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly type?: string; readonly message: string }[];
}

const readGraphQL = readerOf<GraphQLAnswer>({
  type: 'object',
  properties: {
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['message'],
        properties: { message: { type: 'string' }, type: { type: 'string' } },
      },
    },
  },
});

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
      retry: { enabled: false },
      throttle: { enabled: false },
      request: {
        fetch: fetchOver(options.apiUrl, options.route, options.timeoutMs),
        // Else it tells the console of a header that calls an address deprecated, in the words of the header.
        log: { debug: silent, info: silent, warn: silent, error: silent },
      },
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
   * Asks GitHub's other API, GraphQL, for something: nothing is changed by it, so it may be sent again.
   *
   * @returns what stands under `data`
   * @throws GitHubError also for errors in an answer with the status 200
   */
  async query(query: string): Promise<Answer> {
    const url = graphqlUrl(this.#options.apiUrl);
    const { data, request } = await this.#send({ method: 'POST', url, readsOnly: true }, { query });
    const { data: found, errors = [] } = readGraphQL(data, request);
    const [first] = errors;
    if (first === undefined) return { data: found, request };
    const code = first.type === 'RATE_LIMITED' ? 'github-unavailable' : 'github-refused';
    throw new GitHubError(code, `GitHub refused ${request}: ${first.message}`, { request, status: 200 });
  }

  /**
   * A list, page by page, for as long as pages are asked for.
   *
   * @param itemsOf finds the items in a page that is more than a list
   * @throws GitHubError also for a page that is no list: an unreadable list is never an empty one
   */
  async *pages(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    itemsOf: (page: unknown, request: string) => unknown = (page) => page,
  ): AsyncGenerator<{ readonly items: readonly unknown[]; readonly request: string }> {
    const { method, url } = this.#octokit.request.endpoint(route, { ...parameters, per_page: perPage });
    const seen = new Set<string>();
    for (let outgoing: Outgoing | null = { method, url }; outgoing !== null; ) {
      if (seen.size >= mostPages) throw unreadable(`it has more than ${mostPages} pages`, nameOf(outgoing));
      seen.add(outgoing.url);
      const { data, link, request } = await this.#send(outgoing);
      const items = itemsOf(data, request);
      if (!Array.isArray(items)) throw unreadable('it is not a list', request);
      yield { items, request };
      const next = nextLink(link, new URL(outgoing.url));
      if (next.kind === 'unreadable') throw unreadable('the link to the next page is no URL', request);
      if (next.kind === 'next' && seen.has(next.url.href)) throw unreadable('its pages go round', request);
      outgoing = next.kind === 'none' ? null : { method: 'GET', url: next.url.href };
    }
  }

  async #send(outgoing: Outgoing, body?: unknown): Promise<Answer & { readonly link: string | null }> {
    const { method, url } = outgoing;
    const send = (): ReturnType<Octokit['request']> =>
      this.#octokit.request({ method, url, headers, data: body });
    const { data, status, headers: answered } = await sendWithRetry(outgoing, send, this.#options);
    const request = nameOf(outgoing);
    // What answers at another address is not what was asked, and a write that is followed becomes a question.
    if (status >= 300)
      throw new GitHubError('github-refused', `GitHub leads ${request} elsewhere (HTTP ${status})`, {
        request,
        status,
        hint: 'Where the repository has been renamed or moved, start a new run: an old one has its old name.',
      });
    return { data, link: answered.link ?? null, request };
  }
}

/** An own server has it beside the version of its REST API, `/api/v3` (GitHub: "Forming calls with GraphQL"). */
function graphqlUrl(apiUrl: string): string {
  return `${apiUrl.endsWith('/api/v3') ? apiUrl.slice(0, -'/v3'.length) : apiUrl}/graphql`;
}
