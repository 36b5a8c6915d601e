import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as the server got it. */
export interface Received {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer to play: a whole one, or a function that does what it likes with the response. */
export type Play =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      /** Text is sent as it is, anything else as JSON. */
      readonly body?: unknown;
    }
  | ((response: ServerResponse, request: Received) => unknown);

export interface ScriptedServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Everything that was received, in order. */
  readonly received: readonly Received[];
  /** `METHOD /path?query` of everything that was received. */
  readonly lines: () => readonly string[];
  /** Resolves when `count` requests have been received in all. */
  readonly arrival: (count: number) => Promise<void>;
}

/**
 * A server on a free loopback port that plays one answer after the other, or what a function says.
 *
 * @param script the answers in order, of which the last is repeated; or a function of the request
 */
export async function scriptedServer(
  script: readonly Play[] | ((request: Received, index: number) => Play | Promise<Play>),
): Promise<ScriptedServer> {
  const received: Received[] = [];
  const arrivals = new Set<() => void>();
  const choose =
    typeof script === 'function'
      ? script
      : (_: Received, index: number) => script[index] ?? script.at(-1) ?? {};

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await buffer(incoming)).toString('utf8');
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body };
    received.push(request);
    for (const arrived of [...arrivals]) arrived();
    const play = await choose(request, received.length - 1);
    if (typeof play === 'function') await play(response, request);
    else send(response, play);
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    endpoint: `http://127.0.0.1:${port}`,
    received,
    lines: () => received.map(({ method, url }) => `${method} ${url}`),
    arrival: (count) =>
      new Promise((resolve) => {
        const arrived = (): void => {
          if (received.length < count) return;
          arrivals.delete(arrived);
          resolve();
        };
        arrivals.add(arrived);
        arrived();
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, play: Exclude<Play, (...args: never[]) => unknown>): void {
  const text = typeof play.body === 'string' ? play.body : JSON.stringify(play.body ?? null);
  const headers = Object.entries(play.headers ?? {}).map(([name, value]): [string, string | string[]] => [
    name,
    typeof value === 'string' ? value : [...value],
  ]);
  response.writeHead(play.status ?? 200, {
    'content-type': 'application/json',
    ...Object.fromEntries(headers),
  });
  response.end(text);
}
