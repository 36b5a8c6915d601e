import { systemClock } from '../hub/clock.ts';
import { type OriginDispatcher, openDispatcher } from '../hub/dispatcher.ts';
import { exchange, type Lost } from '../hub/exchange.ts';
import type { Route } from '../hub/route.ts';

/** The most of one answer; GitHub gives no file of more than 100 MB, in base64. */
const maxBodyBytes = 256 * 1024 ** 2;
const connections = 16;

/** No whole answer came: what `fetchOver` throws. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly lost: Lost;

  constructor(lost: Lost) {
    super(lost.why);
    this.lost = lost;
  }
}

/** What the library asks of a `fetch`. */
export interface FetchInit {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | null | undefined;
}

/**
 * A `fetch` for one origin, over the same connections and proxies as the Hub's client has. Nothing is followed, and an
 * answer that is not whole is none.
 *
 * @returns throws {@link NoAnswer}
 */
export function fetchOver(
  apiUrl: string,
  route: Route,
  timeoutMs: number,
): (url: string, init: FetchInit) => Promise<Response> {
  const { origin } = new URL(apiUrl);
  // Opened by the first request: a run that asks nothing opens nothing.
  let opened: OriginDispatcher | null = null;
  return async (url, { method, headers, body = null }) => {
    opened ??= openDispatcher(origin, route, { timeoutMs, connections });
    const { pathname, search } = new URL(url);
    const request = { origin, method, path: `${pathname}${search}`, headers: { ...headers }, body };
    const answer = await exchange(opened, request, {
      maxBodyBytes,
      signal: null,
      // Real time: a clock that skips the waits between tries must not end a try.
      timer: (ring) => systemClock.alarm(timeoutMs, ring),
    });
    if (answer.kind === 'lost') throw new NoAnswer(answer);
    const { status } = answer;
    const empty = status === 204 || status === 205 || status === 304;
    return new Response(empty ? null : new Uint8Array(answer.body), { status, headers: [...answer.headers] });
  };
}
