import type { Live } from '../../live/types.ts';
import { nearest } from '../../text/nearest.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { MembershipBlocked } from './types.ts';

/**
 * So many comparisons of two names one plan may cost; each takes up to a microsecond. With 10,000 members that is
 * enough for 200 different names, more than anybody reads; the first by code points get a suggestion.
 */
export const maxComparisons = 2_000_000;

/** The entries with the nearest username of the organization, where there is one. */
export function withSuggestions(
  blocked: readonly MembershipBlocked[],
  live: Live,
): readonly MembershipBlocked[] {
  const names = new Set(blocked.map(nameOf));
  const most = Math.floor(maxComparisons / Math.max(1, live.people.size));
  const asked = [...names].sort(compareCodePoints).slice(0, most);
  const usersByEmail = new Map(
    [...live.emails].flatMap(([email, user]) => (user === null ? [] : [[email, user]])),
  );
  const suggestions = new Map(asked.map((name) => [name, suggestionFor(name, live, usersByEmail)]));
  return blocked.map((entry) => ({ ...entry, suggestion: suggestions.get(nameOf(entry)) ?? null }));
}

function suggestionFor(name: string, live: Live, usersByEmail: ReadonlyMap<string, string>): string | null {
  if (!name.includes('@')) {
    const close = nearest(name, live.people.keys());
    return close === null ? null : (live.people.get(close)?.user ?? null);
  }
  const close = nearest(name, usersByEmail.keys());
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
