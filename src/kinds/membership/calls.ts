import { groupUserPath, groupUsersPath } from '../../hub/paths.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import type { MembershipChange } from '../../model/membership.ts';
import type { Call } from '../../model/plan.ts';
import type { Numbered } from '../kind.ts';
import type { Stage } from '../stage.ts';
import { isDestructive } from './roles.ts';

/** Adds, raises, lower roles, removals: what gives access before what takes it away. */
export function membershipStage({ action, before, after }: MembershipChange): Stage {
  switch (action) {
    case 'create':
      return 'add';
    case 'update':
      return isDestructive(before, after) ? 'lower' : 'raise';
    case 'delete':
      return 'remove';
  }
}

/** The call that adds users of one group, which is all or nothing, or changes or removes one. At least one change. */
export function membershipCall(
  organization: string,
  changes: readonly Numbered<MembershipChange>[],
  idOf: (group: DeclaredGroupRef) => string,
): Call {
  const [first] = changes;
  if (first === undefined) throw new RangeError('a call without a change');
  const { change, index } = first;
  const group = idOf(change.group);
  switch (change.action) {
    case 'create':
      return {
        method: 'POST',
        path: groupUsersPath(organization, group),
        body: { users: changes.map((one) => ({ user: one.change.user, role: one.change.after })) },
        changes: changes.map((one) => one.index),
      };
    case 'update':
      return {
        method: 'PATCH',
        path: groupUserPath(organization, group, change.user),
        body: { role: change.after },
        changes: [index],
      };
    case 'delete':
      return {
        method: 'DELETE',
        path: groupUserPath(organization, group, change.user),
        body: null,
        changes: [index],
      };
  }
}
