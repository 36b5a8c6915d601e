import type { Live } from '../../live/types.ts';
import { Effort, nearest } from '../../text/nearest.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { MembershipBlocked } from './types.ts';

/**
 * What all suggestions of a plan may cost, in steps of about a nanosecond. With 10,000 members that is enough for some
 * hundred different names, more than anybody reads; the first by code points get a suggestion.
 */
const mostSteps = 50_000_000;

/** The entries with the nearest username of the organization, where there is one. */
export function withSuggestions(
  blocked: readonly MembershipBlocked[],
  live: Live,
): readonly MembershipBlocked[] {
  const names = [...new Set(blocked.map(nameOf))].sort(compareCodePoints);
  const effort = new Effort(mostSteps);
  const usersByEmail = new Map(
    [...live.emails].flatMap(([email, user]) => (user === null ? [] : [[email, user]])),
  );
  const suggestions = new Map(names.map((name) => [name, suggestionFor(name, live, usersByEmail, effort)]));
  return blocked.map((entry) => ({ ...entry, suggestion: suggestions.get(nameOf(entry)) ?? null }));
}

function suggestionFor(
  name: string,
  live: Live,
  usersByEmail: ReadonlyMap<string, string>,
  effort: Effort,
): string | null {
  if (!name.includes('@')) {
    const close = nearest(name, live.people.keys(), effort);
    return close === null ? null : (live.people.get(close)?.user ?? null);
  }
  const close = nearest(name, usersByEmail.keys(), effort);
  // A domain that both have makes addresses look more alike than they are.
  if (close === null || nearest(localPart(name), [localPart(close)]) === null) return null;
  return usersByEmail.get(close) ?? null;
}

function localPart(email: string): string {
  return email.slice(0, email.indexOf('@'));
}

function nameOf({ user }: MembershipBlocked): string {
  return (user ?? '').toLowerCase();
}
