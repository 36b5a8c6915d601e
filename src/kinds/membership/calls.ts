import { groupUserPath, groupUsersPath } from '../../hub/paths.ts';
import type { Call } from '../../plan/types.ts';
import type { Numbered } from '../kind.ts';
import type { MembershipChange } from './types.ts';

/**
 * The calls for one group's changes, in an order that is safe: adds, then role changes, then removals. The API adds
 * many users in one call and changes or removes one, so this is the fewest there can be.
 *
 * @param batchSize the most members in one add-users call, at least 1
 */
export function membershipCalls(
  organization: string,
  changes: readonly Numbered<MembershipChange>[],
  batchSize: number,
): readonly Call[] {
  const adds = changes.filter(({ change }) => change.action === 'create');
  const updates = changes.filter(({ change }) => change.action === 'update');
  const removals = changes.filter(({ change }) => change.action === 'delete');
  return [
    ...chunks(adds, batchSize).map((batch) => addCall(organization, batch)),
    ...updates.map((update) => changeCall(organization, update)),
    ...removals.map((removal) => removeCall(organization, removal)),
  ];
}

/** One add-users call for changes of one group. Adding is all or nothing. */
export function addCall(organization: string, batch: readonly Numbered<MembershipChange>[]): Call {
  const groupId = batch[0]?.change.group.id ?? '';
  return {
    method: 'POST',
    path: groupUsersPath(organization, groupId),
    body: { users: batch.map(({ change }) => ({ user: change.user, role: change.after })) },
    changes: batch.map(({ index }) => index),
  };
}

/** The call that changes one user's role. */
export function changeCall(organization: string, { change, index }: Numbered<MembershipChange>): Call {
  return {
    method: 'PATCH',
    path: groupUserPath(organization, change.group.id, change.user),
    body: { role: change.after },
    changes: [index],
  };
}

/** The call that removes one user. */
export function removeCall(organization: string, { change, index }: Numbered<MembershipChange>): Call {
  return {
    method: 'DELETE',
    path: groupUserPath(organization, change.group.id, change.user),
    body: null,
    changes: [index],
  };
}

/** Splits into runs of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (let at = 0; at < items.length; at += size) runs.push(items.slice(at, at + size));
  return runs;
}
