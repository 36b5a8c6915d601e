import { type ClosableHub, createHub } from '../hub/client.ts';
import type { Retry } from '../hub/connection.ts';
import { defaultEndpoint, parseEndpoint } from '../hub/endpoint.ts';
import { findToken, readTokenFile } from '../hub/token.ts';
import type { Console } from './console.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

/** Options of the commands that talk to the Hub. */
export interface HubOptions {
  readonly endpoint?: string;
  readonly concurrency: number;
  /** Seconds. */
  readonly timeout: number;
}

/** The Hub that the run is for. @throws KnownError `endpoint-invalid` or `endpoint-insecure` */
export function endpointOf(io: Pick<Io, 'env'>, options: Pick<HubOptions, 'endpoint'>): string {
  const given = options.endpoint ?? io.env['HF_ENDPOINT'];
  return parseEndpoint(given === undefined || given.trim() === '' ? defaultEndpoint : given);
}

/**
 * Connects to the Hub with the user's token. Waits and retries are told on standard error.
 *
 * @param ends `stop` starts no request any more, `signal` also ends what is in flight
 * @throws KnownError `no-token`, `endpoint-invalid`, `endpoint-insecure`
 */
export function connect(
  io: Io,
  console: Console,
  options: HubOptions,
  ends: { readonly stop?: AbortSignal; readonly signal?: AbortSignal },
): ClosableHub {
  const endpoint = endpointOf(io, options);
  const token = findToken({ env: io.env, home: io.home, readFile: readTokenFile });
  token.keepIn(io.secrets);
  return createHub({
    endpoint,
    token,
    userAgent: `hf-groups/${version}`,
    concurrency: options.concurrency,
    timeoutMs: options.timeout * 1000,
    clock: io.clock,
    random: io.random,
    stop: ends.stop,
    signal: ends.signal,
    onWait: ({ untilMs, why }) => {
      const until = new Date(untilMs).toISOString().slice(11, 19);
      console.note(`Waiting until ${until} UTC (${waitReasons[why]}).`);
    },
    onRetry: (retry) => {
      // A longer wait for the rate limit holds every request, and is told once for all of them.
      if (retry.status !== 429 || retry.waitMs <= 2000) tellRetry(console, retry);
    },
    log: ({ method, path, status, durationMs }) => {
      console.detail(`${method} ${path} ${status ?? 'no answer'} ${Math.round(durationMs)} ms`);
    },
  });
}

/** Tells on standard error that a request will be sent again, and when. */
export function tellRetry(console: Console, { request, status, attempt, waitMs }: Retry): void {
  const what = status === null ? 'no answer' : `HTTP ${status}`;
  console.note(`${request}: ${what}. Try ${attempt + 1} in ${(waitMs / 1000).toFixed(1)} s.`);
}

const waitReasons = {
  'quota-spent': 'the rate limit is spent',
  'rate-limited': 'the Hub asked to wait',
} as const satisfies Record<string, string>;
