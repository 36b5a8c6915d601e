import { kindOf } from '../kinds/registry.ts';
import { liveGroupOf } from '../live/group.ts';
import type { Live, LiveGroup } from '../live/types.ts';
import type { DeclaredGroupRef } from '../model/change.ts';
import type { Change } from '../model/plan.ts';
import { groupKey } from './order.ts';

/**
 * What is live when the changes are made: each kind says of its own what a group is like after them. A group that the
 * changes are not about stays the same object; one that they make comes last, with its key for an id.
 */
export function liveAfter(live: Live, changes: readonly Change[]): Live {
  if (changes.length === 0) return live;
  const byGroup = new Map<string, { readonly ref: DeclaredGroupRef; readonly changes: Change[] }>();
  for (const change of changes) {
    const key = groupKey(change.group);
    const known = byGroup.get(key);
    if (known === undefined) byGroup.set(key, { ref: change.group, changes: [change] });
    else known.changes.push(change);
  }
  const made = [...byGroup.values()].filter(({ ref }) => ref.id === null);
  return {
    ...live,
    groups: [
      ...live.groups.map((group) => afterIn(group, byGroup.get(group.info.id)?.changes ?? [])),
      ...made.map(({ ref, changes: own }) => afterIn(newGroup(ref), own)),
    ],
  };
}

/** A group that the changes make: nobody and nothing is in it before them. */
function newGroup(ref: DeclaredGroupRef): LiveGroup {
  return liveGroupOf({ id: groupKey(ref), name: ref.name, users: [], resources: [] });
}

/** Kind by kind, in the order in which they come. */
function afterIn(group: LiveGroup, changes: readonly Change[]): LiveGroup {
  const byKind = new Map<ReturnType<typeof kindOf>, Change[]>();
  for (const change of changes) {
    const kind = kindOf(change);
    const known = byKind.get(kind);
    if (known === undefined) byKind.set(kind, [change]);
    else known.push(change);
  }
  let after = group;
  for (const [kind, own] of byKind) after = kind.after(own, after);
  return after;
}
