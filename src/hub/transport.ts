import type { Clock } from './clock.ts';
import { openDispatcher } from './dispatcher.ts';
import { type Answer, exchange, type Lost } from './exchange.ts';
import type { Route } from './route.ts';
import type { Token } from './token.ts';

/** One HTTP request on the endpoint's origin. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  /** Path and query, percent-encoded. */
  readonly path: string;
  /** JSON text. */
  readonly body: string | null;
}

export interface TransportOptions {
  /** As `parseEndpoint` returns it. */
  readonly endpoint: string;
  readonly route: Route;
  readonly token: Token;
  readonly userAgent: string;
  /** For one request, from its start to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  /** Connections at most. */
  readonly connections: number;
  readonly clock: Clock;
  /** Ends requests in flight. */
  readonly signal: AbortSignal;
}

export interface Transport {
  /** Sends one request once. Never rejects for what happens on the network. Follows no redirect. */
  send(request: Request): Promise<Answer | Lost>;
  close(): Promise<void>;
}

/** HTTP/1.1 over kept connections to one origin; the token goes nowhere else. */
export function createTransport(options: TransportOptions): Transport {
  const { endpoint, route, clock, timeoutMs, maxBodyBytes, signal } = options;
  const { origin } = new URL(endpoint);
  const dispatcher = openDispatcher(origin, route, options);
  const timer = (ring: () => void): (() => void) => clock.alarm(timeoutMs, ring);
  return {
    send: (request) => {
      const whole = { origin, ...request, headers: headersOf(options, request) };
      return exchange(dispatcher, whole, { maxBodyBytes, signal, timer });
    },
    close: () => dispatcher.destroy(),
  };
}

function headersOf(options: TransportOptions, request: Request): Record<string, string> {
  return {
    authorization: options.token.authorization(),
    accept: 'application/json',
    'user-agent': options.userAgent,
    ...(request.body === null ? {} : { 'content-type': 'application/json' }),
  };
}
