import { groupUserPath, groupUsersPath } from '../../hub/paths.ts';
import type { MembershipChange } from '../../model/membership.ts';
import type { Call } from '../../model/plan.ts';
import type { Numbered, Phase } from '../kind.ts';
import { isDestructive } from './roles.ts';

/**
 * One group's changes in an order that is safe: adds, raises, lower roles, removals. What takes access away waits for
 * what gives it, so that nobody is left without the access that was to take the place of the old one. The API adds many
 * users in one call and changes or removes one, so the calls are the fewest there can be.
 */
export function membershipPhases(
  changes: readonly Numbered<MembershipChange>[],
  batchSize: number,
): readonly Phase<MembershipChange>[] {
  const of = (action: MembershipChange['action'], destructive: boolean) =>
    changes.filter(
      ({ change }) => change.action === action && isDestructive(change.before, change.after) === destructive,
    );
  return [
    { changes: of('create', false), perCall: batchSize, waits: false },
    { changes: of('update', false), perCall: 1, waits: false },
    { changes: of('update', true), perCall: 1, waits: true },
    { changes: of('delete', true), perCall: 1, waits: true },
  ];
}

/** The call that adds users of one group, which is all or nothing, or changes or removes one. At least one change. */
export function membershipCall(organization: string, changes: readonly Numbered<MembershipChange>[]): Call {
  const [first] = changes;
  switch (first?.change.action) {
    case undefined:
      throw new RangeError('a call without a change');
    case 'create':
      return addCall(organization, first.change.group.id, changes);
    case 'update':
      return changeCall(organization, first);
    case 'delete':
      return removeCall(organization, first);
  }
}

function addCall(organization: string, groupId: string, batch: readonly Numbered<MembershipChange>[]): Call {
  return {
    method: 'POST',
    path: groupUsersPath(organization, groupId),
    body: { users: batch.map(({ change }) => ({ user: change.user, role: change.after })) },
    changes: batch.map(({ index }) => index),
  };
}

function changeCall(organization: string, { change, index }: Numbered<MembershipChange>): Call {
  return {
    method: 'PATCH',
    path: groupUserPath(organization, change.group.id, change.user),
    body: { role: change.after },
    changes: [index],
  };
}

function removeCall(organization: string, { change, index }: Numbered<MembershipChange>): Call {
  return {
    method: 'DELETE',
    path: groupUserPath(organization, change.group.id, change.user),
    body: null,
    changes: [index],
  };
}
