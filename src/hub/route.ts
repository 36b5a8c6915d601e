import { Buffer } from 'node:buffer';
import { KnownError } from '../errors.ts';
import { isLoopback } from './endpoint.ts';

/** The variables that say which proxy to use, as curl and undici read them: the lower-case form counts first. */
type Variables = Readonly<Record<string, string | undefined>>;

/** Every variable that a route depends on. */
export const proxyVariables = [
  'https_proxy',
  'HTTPS_PROXY',
  'http_proxy',
  'HTTP_PROXY',
  'no_proxy',
  'NO_PROXY',
] as const;

/** A proxy that a variable names. Its user name and password are apart from what is shown. */
export interface Proxy {
  readonly kind: 'proxy';
  /** Scheme, host and port: safe to show. */
  readonly address: string;
  /** The variable that names it. */
  readonly variable: string;
  /** The value of `Proxy-Authorization`; `null` without a user name. */
  readonly authorization: string | null;
  /** What must never be shown: user name with password, in each form in which they are written. */
  readonly secrets: readonly string[];
}

/** No proxy, and why. */
export interface Direct {
  readonly kind: 'direct';
  readonly why: 'none-set' | 'exempt' | 'loopback' | 'plain-http';
}

/** How an origin is reached. */
export type Route = Proxy | Direct;

/**
 * Finds how an address is reached. Loopback never goes through a proxy, nor does anything without TLS: a proxy would
 * read the token. Without `HTTPS_PROXY`, `HTTP_PROXY` holds for all, as with undici.
 *
 * @param address an absolute URL
 * @throws KnownError `proxy-invalid`; the message does not repeat the value, which may hold a password
 */
export function routeTo(address: string, env: Variables): Route {
  const { protocol, hostname, port } = new URL(address);
  if (isLoopback(hostname)) return { kind: 'direct', why: 'loopback' };
  const named = proxyVariable(env);
  if (named === null) return { kind: 'direct', why: 'none-set' };
  if (protocol !== 'https:') return { kind: 'direct', why: 'plain-http' };
  const exempt = env['no_proxy'] ?? env['NO_PROXY'] ?? '';
  if (isExempt(hostname, port === '' ? '443' : port, exempt)) return { kind: 'direct', why: 'exempt' };
  return proxyOf(named.variable, named.value);
}

/** The route as the end of a sentence. */
export function routeText(route: Route): string {
  if (route.kind === 'proxy') return `through the proxy ${route.address} of ${route.variable}`;
  switch (route.why) {
    case 'none-set':
      return 'without a proxy, since none is set';
    case 'exempt':
      return 'without a proxy, as NO_PROXY says';
    case 'loopback':
      return 'without a proxy, since it is this machine';
    case 'plain-http':
      return 'without a proxy, which could read plain HTTP';
  }
}

function proxyVariable(env: Variables): { readonly variable: string; readonly value: string } | null {
  for (const [lower, upper] of [
    ['https_proxy', 'HTTPS_PROXY'],
    ['http_proxy', 'HTTP_PROXY'],
  ] as const) {
    const variable = env[lower] === undefined ? upper : lower;
    const value = env[variable]?.trim() ?? '';
    if (value !== '') return { variable, value };
  }
  return null;
}

/** The list of `NO_PROXY`: names with their subdomains, with a port or without one, or `*` for all. */
function isExempt(hostname: string, port: string, list: string): boolean {
  return list.split(/[,\s]+/).some((entry) => {
    const [, name = entry, only] = /^(.+):(\d+)$/.exec(entry) ?? [];
    if (entry === '' || (only !== undefined && only !== port)) return false;
    const domain = name.replace(/^\*?\./, '').toLowerCase();
    return domain === '*' || hostname === domain || hostname.endsWith(`.${domain}`);
  });
}

function proxyOf(variable: string, value: string): Proxy {
  const text = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(text)) {
    throw invalid(variable, 'is not a URL', 'It looks like this: http://proxy.example.com:3128');
  }
  const { protocol, host, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw invalid(
      variable,
      `names a proxy for ${protocol}//`,
      'Name one that speaks HTTP: http:// or https://.',
    );
  }
  const credentials = `${decoded(username, variable)}:${decoded(password, variable)}`;
  const basic = Buffer.from(credentials).toString('base64');
  const hasCredentials = credentials !== ':';
  return {
    kind: 'proxy',
    address: `${protocol}//${host}`,
    variable,
    authorization: hasCredentials ? `Basic ${basic}` : null,
    secrets: hasCredentials ? [password, decoded(password, variable), basic] : [],
  };
}

function decoded(text: string, variable: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(
      variable,
      'has a user name or password that is not percent-encoded',
      'Write %25 for a percent sign, %40 for an at sign, %3A for a colon.',
    );
  }
}

function invalid(variable: string, what: string, hint: string): KnownError {
  return new KnownError('proxy-invalid', `${variable} ${what}`, { hint, details: { variable } });
}
