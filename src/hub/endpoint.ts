import { isIPv4 } from 'node:net';
import { KnownError } from '../errors.ts';
import { visible } from '../text/visible.ts';

/** Where the Hub is when `HF_ENDPOINT` and `--endpoint` say nothing. */
export const defaultEndpoint = 'https://huggingface.co';

/**
 * Checks an endpoint before anything is sent to it.
 *
 * @param text a URL such as `https://huggingface.co`; with a path when the Hub is below one
 * @returns the URL in its normal form, without a trailing slash
 * @throws KnownError `endpoint-invalid` when it is not an http(s) URL, or has credentials, a query or a fragment;
 *   `endpoint-insecure` when it is plain HTTP to anything but loopback, since the token would be readable on the way
 */
export function parseEndpoint(text: string): string {
  const url = parse(text);
  // Neither message repeats the text: it may hold a password.
  if (url.username !== '' || url.password !== '') {
    throw invalid('The endpoint holds a user name or a password', 'Give the URL without them.');
  }
  if (text.includes('?') || text.includes('#')) {
    throw invalid('The endpoint has a query or a fragment', 'Give only scheme, host and port.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new KnownError('endpoint-insecure', `A token is not sent over plain HTTP to ${visible(url.host)}`, {
      hint: 'Use https://. Plain HTTP is for loopback only (127.0.0.1, ::1, localhost).',
      details: { endpoint: url.origin },
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Whether an endpoint, as `parseEndpoint` returns it, is on this machine. */
export function isHere(endpoint: string): boolean {
  return isLoopback(new URL(endpoint).hostname);
}

/** Whether two absolute URLs have the same scheme, host and port; `false` for what is not a URL. */
export function sameOrigin(one: string | URL, other: string | URL): boolean {
  const [a, b] = [originOf(one), originOf(other)];
  return a !== null && a === b;
}

function parse(text: string): URL {
  const shown = text.includes('@') ? 'The endpoint' : `The endpoint “${visible(text, 100)}”`;
  if (!URL.canParse(text)) {
    throw invalid(`${shown} is not a URL`, `It looks like this: ${defaultEndpoint}`);
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalid(`${shown} is not an https:// URL`, `It looks like this: ${defaultEndpoint}`);
  }
  return url;
}

function invalid(message: string, hint: string): KnownError {
  return new KnownError('endpoint-invalid', message, { hint });
}

/** `hostname` as `URL` writes it: IPv4 in four decimal parts, IPv6 in brackets, names in lower case. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || (hostname.startsWith('127.') && isIPv4(hostname))
  );
}

function originOf(url: string | URL): string | null {
  if (typeof url !== 'string') return url.origin === 'null' ? null : url.origin;
  return URL.canParse(url) ? originOf(new URL(url)) : null;
}
