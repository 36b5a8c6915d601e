import { kindOf } from '../kinds/registry.ts';
import { compareCodePoints } from '../text/order.ts';
import type { Action, Blocked, Change, GroupRef, Unmanaged, Violation } from './types.ts';

const rankOfAction: Readonly<Record<Action, number>> = { create: 0, update: 1, delete: 2 };

/** Groups by name, then by id. */
export function compareGroups(a: GroupRef, b: GroupRef): number {
  return compareCodePoints(a.name, b.name) || compareCodePoints(a.id, b.id);
}

/** By group, within it creates, then updates, then deletes, each by its subject. */
export function compareChanges(a: Change, b: Change): number {
  return (
    compareGroups(a.group, b.group) ||
    rankOfAction[a.action] - rankOfAction[b.action] ||
    compareCodePoints(a.kind, b.kind) ||
    compareCodePoints(kindOf(a).subject(a), kindOf(b).subject(b))
  );
}

/** By group, then by user in lower case. */
export function compareByUser(a: Blocked | Unmanaged, b: Blocked | Unmanaged): number {
  return (
    compareGroups(a.group, b.group) ||
    compareCodePoints((a.user ?? '').toLowerCase(), (b.user ?? '').toLowerCase())
  );
}

type ByGroupAndUser = Pick<Violation, 'group' | 'user'>;

/** By group, then by user. */
export function compareViolations(a: ByGroupAndUser, b: ByGroupAndUser): number {
  const groups = a.group === null || b.group === null ? 0 : compareGroups(a.group, b.group);
  return groups || compareCodePoints((a.user ?? '').toLowerCase(), (b.user ?? '').toLowerCase());
}
