import { type Dispatcher, Pool, ProxyAgent } from 'undici';
import type { Route } from './route.ts';

/** What sends requests to one origin over kept connections. */
export type OriginDispatcher = Pick<Dispatcher, 'dispatch' | 'destroy'>;

/**
 * Opens the way to an origin: straight there, or through a tunnel of the proxy, which sees the name and the port of the
 * origin and nothing of what is sent.
 *
 * @param timeoutMs for making a connection
 * @param connections at most
 */
export function openDispatcher(
  origin: string,
  route: Route,
  { timeoutMs, connections }: { readonly timeoutMs: number; readonly connections: number },
): OriginDispatcher {
  // One clock times the whole request; these would only time its parts.
  const parts = { connections, headersTimeout: 0, bodyTimeout: 0 };
  const connect = { timeout: timeoutMs };
  if (route.kind === 'direct') return new Pool(origin, { ...parts, connect });
  return new ProxyAgent({
    ...parts,
    uri: route.address,
    proxyTls: connect,
    requestTls: connect,
    ...(route.authorization === null ? {} : { token: route.authorization }),
  });
}
