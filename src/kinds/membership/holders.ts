import type { Person } from '../../config/declaration.ts';
import type { Live, LiveGroup } from '../../live/organization.ts';
import type { MembershipBlocked } from '../../model/membership.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { Wanted } from './wanted.ts';

/** Why what the declaration names is not a person, as far as the Hub tells. */
export type Mismatch =
  /** A username that nobody has. */
  | 'nobody'
  /** An address that nobody is known by. */
  | 'unresolved';

/**
 * Why an entry means nobody; `null` where it means a member of the organization, somebody in the group, or a service
 * account, which no list shows before it is added.
 */
export function mismatchOf(wanted: Wanted, group: LiveGroup, live: Live): Mismatch | null {
  if (!wanted.resolved) return 'unresolved';
  if (group.members.has(wanted.key) || group.odd.has(wanted.key) || live.people.has(wanted.key)) return null;
  return wanted.serviceAccount ? null : 'nobody';
}

/**
 * The entry that keeps everybody in an exact group: one that would give a role and matches nobody, or a protected name
 * that does. Anybody there who is not declared may be meant by it. Of several the first by name.
 */
export function holderOf(unmatched: readonly Wanted[], unmatchedProtected: readonly Person[]): Person | null {
  const holding = unmatched.filter(({ role }) => role !== null).map(({ person }) => person);
  const [first] = (holding.length > 0 ? holding : unmatchedProtected).toSorted(
    (a, b) => compareCodePoints(a.key, b.key) || compareCodePoints(a.written, b.written),
  );
  return first ?? null;
}

/** Names, beside each who stays on account of an entry, the very entry that suggests them, where one does. */
export function heldBySuggestion(blocked: readonly MembershipBlocked[]): readonly MembershipBlocked[] {
  const suggesting = new Map<string, MembershipBlocked>();
  for (const entry of blocked.toSorted(byUser)) {
    if (entry.suggestion === null || entry.after === null) continue;
    const key = keyOf(entry, entry.suggestion);
    if (!suggesting.has(key)) suggesting.set(key, entry);
  }
  return blocked.map((entry) => {
    if (entry.reason !== 'unmatched_entry' || entry.user === null) return entry;
    const by = suggesting.get(keyOf(entry, entry.user));
    return by === undefined ? entry : { ...entry, held_by: by.user, source: by.source };
  });
}

/** Not by the file, whose order means nothing. */
function byUser(a: MembershipBlocked, b: MembershipBlocked): number {
  return compareCodePoints(a.user ?? '', b.user ?? '');
}

function keyOf({ group }: MembershipBlocked, user: string): string {
  return `${group.id}\t${user.toLowerCase()}`;
}
