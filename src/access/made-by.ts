import { membershipsIn } from '../kinds/membership/only.ts';
import type { MadeBy } from '../model/access.ts';
import type { Change } from '../model/plan.ts';
import { groupFinder, membershipEvent } from './audit.ts';
import { AuditIndex } from './audit-log.ts';

/**
 * Who made what changes of memberships would undo, and when: by the newest event of the audit log about the person in
 * the group, where it leads to what is live.
 *
 * @param lists the events, by type
 */
export function madeBy(
  changes: readonly Change[],
  lists: readonly (readonly unknown[])[],
): readonly MadeBy[] {
  const memberships = membershipsIn(changes);
  const users = new Set(memberships.map(({ user }) => user.toLowerCase()));
  const groups = new Map(memberships.map(({ group }) => [group.id, group]));
  const groupOf = groupFinder([...groups.values()]);
  const index = new AuditIndex(lists, { hasUser: (key) => users.has(key), groupOf });
  return memberships.map(({ group, user, before }) => ({
    group,
    user,
    event: membershipEvent(index, group.id, user, before !== null),
  }));
}
