import { kindOf } from '../kinds/registry.ts';
import type { Live, LiveGroup } from '../live/types.ts';
import type { Change } from '../model/plan.ts';

/**
 * What is live when the changes are made: each kind says of its own what a group is like after them. A group that the
 * changes are not about stays the same object.
 */
export function liveAfter(live: Live, changes: readonly Change[]): Live {
  const byGroup = new Map<string, Change[]>();
  for (const change of changes) {
    const known = byGroup.get(change.group.id);
    if (known === undefined) byGroup.set(change.group.id, [change]);
    else known.push(change);
  }
  if (byGroup.size === 0) return live;
  return { ...live, groups: live.groups.map((group) => afterIn(group, byGroup.get(group.info.id) ?? [])) };
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
