import { type Clock, systemClock } from './clock.ts';
import { Connection, type LogEntry, type Retry } from './connection.ts';
import { isHere, parseEndpoint } from './endpoint.ts';
import type { Hub, HubReader } from './hub.ts';
import { Limiter, type Wait } from './limiter.ts';
import { type Prober, proberOver } from './prober.ts';
import { readerOver } from './reader.ts';
import { type Route, routeTo } from './route.ts';
import type { Token } from './token.ts';
import { createTransport } from './transport.ts';
import { writerOver } from './writer.ts';

export interface HubOptions {
  /** Any form that `parseEndpoint` takes; it is checked before anything is connected. */
  readonly endpoint: string;
  /** How it is reached, by `routeTo`; directly when not given. */
  readonly route?: Route | undefined;
  readonly token: Token;
  /** `hf-groups/VERSION`. */
  readonly userAgent: string;
  /** Requests in flight at most; 8 when not given. */
  readonly concurrency?: number | undefined;
  /** For one request, its whole answer included; 15,000 when not given. */
  readonly timeoutMs?: number | undefined;
  /**
   * A larger answer is unreadable. When not given, 500 MiB, which is little less than the longest text that Node.js
   * has: a million memberships with the addresses of their pictures are some 300 MB.
   */
  readonly maxBodyBytes?: number | undefined;
  /** A list of which all pages together are larger is unreadable; 2 GiB when not given. */
  readonly maxListBytes?: number | undefined;
  /** The soft stop: starts nothing more and ends all waits, and lets what is in flight finish. */
  readonly stop?: AbortSignal | undefined;
  /** The hard stop: ends what is in flight as well. */
  readonly signal?: AbortSignal | undefined;
  /** Called once for each wait of more than two seconds that the rate limit asks for. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  readonly log?: ((entry: LogEntry) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** In [0, 1). */
  readonly random?: (() => number) | undefined;
}

/** Something that holds connections. */
export interface Closable {
  /** Ends every connection, with the requests in flight and the waits for others; nothing is told of them. */
  close(): Promise<void>;
}

/** The Hub, and its reading half as an object of its own over the same connections and the same limiter. */
export interface ClosableHub extends Hub, Closable {
  /** What planning is given: it has no method that writes, also at run time. */
  readonly reader: HubReader;
}

/**
 * Connects to the Hub, for reading and writing. There should be one for a run, since it keeps the rate limit.
 *
 * @throws KnownError `endpoint-invalid` or `endpoint-insecure`
 */
export function createHub(options: HubOptions): ClosableHub {
  const { close, ...shared } = open(options);
  const reader = readerOver(shared);
  return Object.freeze({ ...reader, ...writerOver(shared), reader, close });
}

/**
 * Connects to the Hub to ask what it answers, refusals too.
 *
 * @param now real time, in milliseconds since 1970
 * @throws KnownError `endpoint-invalid` or `endpoint-insecure`
 */
export function createProber(options: HubOptions, now: () => number): Prober & Closable {
  const { close, ...shared } = open(options);
  return Object.freeze({ ...proberOver(shared, now), close });
}

function open(options: HubOptions) {
  const endpoint = parseEndpoint(options.endpoint);
  const { token, userAgent, route = routeTo(endpoint, {}) } = options;
  const clock = options.clock ?? systemClock;
  const timeoutMs = options.timeoutMs ?? 15_000;
  const concurrency = Math.max(1, Math.floor(options.concurrency ?? 8));
  const maxBodyBytes = options.maxBodyBytes ?? 500 * 1024 ** 2;
  const maxListBytes = options.maxListBytes ?? 2 * 1024 ** 3;
  // Closing ends every request and every wait, and nothing more is told: what was started beside a read that failed
  // would otherwise try again and again.
  const closed = new AbortController();
  const signal = anyOf(closed.signal, options.signal);
  const stop = anyOf(signal, options.stop);
  const transport = createTransport({
    endpoint,
    route,
    token,
    userAgent,
    timeoutMs,
    maxBodyBytes,
    clock,
    signal,
    connections: concurrency,
  });
  const limiter = new Limiter({ clock, concurrency, stop, onWait: options.onWait ?? ignore });
  const connection = new Connection({
    transport,
    limiter,
    clock,
    random: options.random ?? Math.random,
    here: isHere(endpoint),
    stop,
    onRetry: options.onRetry ?? ignore,
    log: (entry) => {
      if (!closed.signal.aborted) options.log?.(entry);
    },
  });
  const close = (): Promise<void> => {
    closed.abort();
    return transport.close();
  };
  return { connection, endpoint, route, token, timeoutMs, maxBodyBytes, maxListBytes, close };
}

function anyOf(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other === undefined ? one : AbortSignal.any([one, other]);
}

function ignore(): void {}
