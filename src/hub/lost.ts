import type { Lost } from './exchange.ts';
import { type Route, routeText } from './route.ts';

/** Who did not answer, for a message. */
export interface Addressed {
  /** Begins the sentence: `The Hub`, `GitHub`. */
  readonly who: string;
  readonly address: string;
  readonly route: Route;
  readonly timeoutMs: number;
}

/** One sentence about a request without a whole answer: what it is, and which way it went, if not to this machine. */
export function lostText(lost: Lost, { who, address, route, timeoutMs }: Addressed): string {
  const way = route.kind === 'direct' && route.why === 'loopback' ? '' : `, ${routeText(route)}`;
  if (lost.why === 'timeout') return `${who} at ${address} did not answer within ${timeoutMs / 1000} s${way}`;
  if (lost.sent)
    return `The connection to ${inSentence(who)} at ${address} broke before the answer came whole${codeText(lost)}${way}`;
  const words = lost.fault?.words ?? null;
  return `${who} at ${address} cannot be reached${codeText(lost)}${words === null ? '' : `: ${words}`}${way}`;
}

/** Node's code in brackets, or nothing. */
export function codeText({ fault }: Lost): string {
  return fault === null || fault.code === null ? '' : ` (${fault.code})`;
}

function inSentence(who: string): string {
  return who.replace(/^The /, 'the ');
}
