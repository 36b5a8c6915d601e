import type { MembershipChange } from '../../model/membership.ts';
import type { Change } from '../../model/plan.ts';

/** Those of the changes that are about somebody's role in a group, in their order. */
export function membershipsIn<C extends Change>(changes: readonly C[]): readonly (C & MembershipChange)[] {
  return changes.filter((change): change is C & MembershipChange => change.kind === 'membership');
}

/** Whether a change is a membership, and takes access away. */
export function isLoss(change: Change): boolean {
  return change.kind === 'membership' && change.destructive;
}
