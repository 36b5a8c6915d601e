import { type HubOptions as ClientOptions, type ClosableHub, createHub } from '../hub/client.ts';
import type { Retry } from '../hub/connection.ts';
import { defaultEndpoint, parseEndpoint } from '../hub/endpoint.ts';
import type { NetworkFault } from '../hub/network-fault.ts';
import { type Route, routeTo } from '../hub/route.ts';
import { type LocatedToken, locateToken, readTokenFile } from '../hub/token.ts';
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
 * @param onAnswer called for every answer
 * @throws KnownError `no-token`, `endpoint-invalid`, `endpoint-insecure`, `proxy-invalid`
 */
export function connect(
  io: Io,
  console: Console,
  options: HubOptions,
  ends: { readonly stop?: AbortSignal; readonly signal?: AbortSignal },
  onAnswer: () => void = () => {},
): ClosableHub {
  const endpoint = endpointOf(io, options);
  const { token } = tokenFor(io);
  const route = routeFor(endpoint, io);
  return createHub({ endpoint, route, token, ...clientOptions(io, console, options, ends, onAnswer) });
}

/** The token of the run, which is shown nowhere from then on. @throws KnownError `no-token` */
export function tokenFor({ env, home, secrets }: Pick<Io, 'env' | 'home' | 'secrets'>): LocatedToken {
  const located = locateToken({ env, home, readFile: readTokenFile });
  located.token.keepIn(secrets);
  return located;
}

/**
 * How the Hub's client works in a run. Waits and retries are told on standard error.
 *
 * @param onAnswer called for every answer
 */
export function clientOptions(
  io: Io,
  console: Console,
  options: HubOptions,
  ends: { readonly stop?: AbortSignal; readonly signal?: AbortSignal },
  onAnswer: () => void = () => {},
): Omit<ClientOptions, 'endpoint' | 'route' | 'token'> {
  return {
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
      if (status !== null) onAnswer();
      console.detail(`${method} ${path} ${status ?? 'no answer'} ${Math.round(durationMs)} ms`);
    },
  };
}

/**
 * How an address is reached by the variables of the run. What a proxy is told of its user is shown nowhere from then on.
 *
 * @throws KnownError `proxy-invalid`
 */
export function routeFor(address: string, { env, secrets }: Pick<Io, 'env' | 'secrets'>): Route {
  const route = routeTo(address, env);
  if (route.kind === 'proxy') for (const secret of route.secrets) secrets.keep(secret);
  return route;
}

/** Tells on standard error that a request will be sent again, or what else comes after the wait, and when. */
export function tellRetry(
  console: Console,
  { request, status, attempt, waitMs, fault, before }: Retry,
): void {
  const wait = `${(waitMs / 1000).toFixed(1)} s`;
  if (before === 'first') {
    console.note(`${request}: sent in ${wait}, since the change before it was tried in vain.`);
    return;
  }
  const what = status === null ? noAnswer(fault) : `HTTP ${status}`;
  const next = before === 'look' ? 'Another look for it' : `Try ${attempt + 1}`;
  console.note(`${request}: ${what}. ${next} in ${wait}.`);
}

/** What the network said at once, so that nobody waits for it until the last try. */
function noAnswer(fault: NetworkFault | null): string {
  if (fault === null || fault.code === null) return 'no answer';
  return fault.words === null ? `no answer (${fault.code})` : `no answer (${fault.code}): ${fault.words}`;
}

const waitReasons = {
  'quota-spent': 'the rate limit is spent',
  'rate-limited': 'the Hub asked to wait',
} as const satisfies Record<string, string>;
