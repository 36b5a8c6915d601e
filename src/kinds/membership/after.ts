import type { Live, LiveGroup, LiveMembership } from '../../live/organization.ts';
import { emptyGroup, groupIn, type LiveView } from '../../live/view.ts';
import { targetKey } from '../../model/change.ts';
import type { MembershipBlocked, MembershipChange } from '../../model/membership.ts';
import { type Standing, standingBy, unreadableValue } from '../kind.ts';
import { isDestructive } from './roles.ts';

/** How a membership stands: by the role that the person has in the group. */
export function membershipStanding(change: MembershipChange, live: LiveView): Standing {
  const group = groupIn(live, change.group);
  const key = change.user.toLowerCase();
  // A role that cannot be read is another one than was planned.
  const now = group?.members.get(key)?.role ?? (group?.odd.has(key) ? unreadableValue : null);
  return standingBy(change, now);
}

/** The groups with the changes made. */
export function afterChanges(changes: readonly MembershipChange[], live: LiveView): LiveView {
  const groups = new Map(live.groups);
  const members = new Map<string, Map<string, LiveMembership>>();
  for (const { group, user, after } of changes) {
    const key = targetKey(group);
    let people = members.get(key);
    if (people === undefined) {
      const before = groups.get(key) ?? (group.id === null ? emptyGroup(group) : undefined);
      if (before === undefined) continue;
      people = new Map(before.members);
      members.set(key, people);
      groups.set(key, { ...before, members: people });
    }
    if (after === null) people.delete(user.toLowerCase());
    else people.set(user.toLowerCase(), { user, role: after });
  }
  return { ...live, groups };
}

/**
 * Why a removal or a lower role would now leave the group without an admin, or empty, which the plan was not to do:
 * somebody else has taken the others away since. `null` when it would not.
 */
export function overreachOf(change: MembershipChange, now: LiveView, planned: LiveView): string | null {
  if (!isDestructive(change.before, change.after)) return null;
  const left = groupIn(afterChanges([change], now), change.group);
  const meant = groupIn(planned, change.group);
  if (left === null || meant === null) return null;
  if (change.before === 'admin' && !hasAdmin(left) && hasAdmin(meant)) {
    return `${change.user} is the only admin by now, which the plan did not know. Plan again.`;
  }
  if (left.members.size + left.odd.size === 0 && meant.members.size + meant.odd.size > 0) {
    return `${change.user} is the only member by now, which the plan did not know. Plan again.`;
  }
  return null;
}

function hasAdmin({ members }: LiveGroup): boolean {
  for (const { role } of members.values()) if (role === 'admin') return true;
  return false;
}

/** In a group that is linked to a SCIM group nobody may change regular members by hand; service accounts are exempt. */
export function blockedByScim(
  { group, user, source }: MembershipChange,
  live: Live,
): MembershipBlocked | null {
  if (!live.people.has(user.toLowerCase())) return null;
  return {
    kind: 'membership',
    group,
    user: null,
    after: null,
    reason: 'scim_managed',
    suggestion: null,
    hint: null,
    held_by: null,
    source,
    via: null,
    origin: null,
  };
}
