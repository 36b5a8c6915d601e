import type { Live, LiveGroup } from '../../live/types.ts';
import type { MembershipChange } from '../../model/membership.ts';
import type { Blocked } from '../../model/plan.ts';
import { isDestructive } from './roles.ts';

/** The group with the changes made. */
export function afterChanges(changes: readonly MembershipChange[], group: LiveGroup): LiveGroup {
  const members = new Map(group.members);
  for (const { user, after } of changes) {
    if (after === null) members.delete(user.toLowerCase());
    else members.set(user.toLowerCase(), { user, role: after });
  }
  return { ...group, members };
}

/**
 * Why a removal or a lower role would now leave the group without an admin, or empty, which the plan was not to do:
 * somebody else has taken the others away since. `null` when it would not.
 */
export function overreachOf(change: MembershipChange, now: LiveGroup, planned: LiveGroup): string | null {
  if (!isDestructive(change.before, change.after)) return null;
  const left = afterChanges([change], now);
  if (change.before === 'admin' && !hasAdmin(left) && hasAdmin(planned)) {
    return `${change.user} is the only admin by now, which the plan did not know. Plan again.`;
  }
  if (left.members.size + left.odd.size === 0 && planned.members.size + planned.odd.size > 0) {
    return `${change.user} is the only member by now, which the plan did not know. Plan again.`;
  }
  return null;
}

function hasAdmin({ members }: LiveGroup): boolean {
  for (const { role } of members.values()) if (role === 'admin') return true;
  return false;
}

/** In a group that is linked to a SCIM group nobody may change regular members by hand; service accounts are exempt. */
export function blockedByScim({ group, user }: MembershipChange, live: Live): Blocked | null {
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
    source: null,
    via: null,
    origin: null,
  };
}
