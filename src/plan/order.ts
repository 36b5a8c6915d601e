import { kindOf, rankOfKind } from '../kinds/registry.ts';
import { type Action, type DeclaredGroupRef, type TargetRef, targetKey } from '../model/change.ts';
import type { Blocked, Change, Violation } from '../model/plan.ts';
import { grouped } from '../text/grouped.ts';
import { compareCodePoints } from '../text/order.ts';

const rankOfAction: Readonly<Record<Action, number>> = { create: 0, update: 1, delete: 2 };

/** Groups by name, then by id; one that the Hub does not list comes before those of its name. */
export function compareGroups(a: DeclaredGroupRef, b: DeclaredGroupRef): number {
  return compareCodePoints(a.name, b.name) || compareCodePoints(a.id ?? '', b.id ?? '');
}

/** Groups, and the organization after all of them. */
function compareTargets(a: TargetRef, b: TargetRef): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareGroups(a, b);
}

/** By target, within it by kind, within that creates, then updates, then deletes, each by its subject. */
export function sortChanges(changes: readonly Change[]): readonly Change[] {
  return sortInGroups(
    changes,
    (change) => ({
      item: change,
      rank: rankOfKind(change) * 3 + rankOfAction[change.action],
      subject: kindOf(change).subject(change),
    }),
    (a, b) => a.rank - b.rank || compareCodePoints(a.subject, b.subject),
  );
}

/** By group, then by user in lower case. */
export function sortByUser<T extends { readonly group: TargetRef; readonly user: string | null }>(
  items: readonly T[],
): readonly T[] {
  return sortInGroups(
    items,
    (item) => ({ item, subject: (item.user ?? '').toLowerCase() }),
    (a, b) => compareCodePoints(a.subject, b.subject),
  );
}

/** By target, then by user or subject in lower case, then by kind. */
export function sortBlocked(items: readonly Blocked[]): readonly Blocked[] {
  return sortInGroups(
    items,
    (item) => ({ item, rank: rankOfKind(item), subject: (item.user ?? item.subject ?? '').toLowerCase() }),
    (a, b) => compareCodePoints(a.subject, b.subject) || a.rank - b.rank,
  );
}

type ByGroupAndUser = Pick<Violation, 'group' | 'user'>;

/** By target, then by user. */
export function compareViolations(a: ByGroupAndUser, b: ByGroupAndUser): number {
  return (
    compareTargets(a.group, b.group) ||
    compareCodePoints((a.user ?? '').toLowerCase(), (b.user ?? '').toLowerCase())
  );
}

/** Sorts target by target with keys that are made once: names of groups are compared once for each group, not item. */
function sortInGroups<T extends { readonly group: TargetRef }, K extends { readonly item: T }>(
  items: readonly T[],
  keyOf: (item: T) => K,
  compare: (a: K, b: K) => number,
): readonly T[] {
  return [...grouped(items, ({ group }) => targetKey(group)).values()]
    .sort(([a], [b]) => compareTargets(a.group, b.group))
    .flatMap((own) =>
      own
        .map(keyOf)
        .sort(compare)
        .map(({ item }) => item),
    );
}
