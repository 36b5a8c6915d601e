import { kindOf } from '../kinds/registry.ts';
import type { Live, LiveGroup } from '../live/organization.ts';
import { type LiveView, viewsOf } from '../live/view.ts';
import { type TargetRef, targetKey } from '../model/change.ts';
import type { Change } from '../model/plan.ts';
import { byKind } from './units.ts';

/**
 * What is live when the changes are made: each kind says of its own what is different after them. A group that the
 * changes are not about stays the same object; one that they make comes last, and one that they delete is not there.
 */
export function liveAfter(live: Live, changes: readonly Change[]): Live {
  if (changes.length === 0) return live;
  const before = viewFor(live, changes);
  const after = viewAfter(before, changes);
  const then = new Map<LiveGroup, LiveGroup | null>();
  for (const [key, group] of before.groups) then.set(group, after.groups.get(key) ?? null);
  const made = [...after.groups].flatMap(([key, group]) => (before.groups.has(key) ? [] : [group]));
  const kept = live.groups.flatMap((group): readonly LiveGroup[] => {
    const now = then.get(group);
    return now === undefined ? [group] : now === null ? [] : [now];
  });
  return { ...live, groups: [...kept, ...made], people: after.people };
}

/** What is live of all that the changes touch. */
export function viewFor(live: Live, changes: readonly Change[]): LiveView {
  return viewsOf(live)(touchedBy(changes));
}

/**
 * What the changes leave, where a group that they make is their own work alone, whatever is there under its name by now;
 * all groups are in it, as they are then.
 */
export function viewPlanned(live: Live, changes: readonly Change[]): LiveView {
  const targets = touchedBy(changes);
  const made = new Set(targets.flatMap((target) => (target?.id === null ? [target.name] : [])));
  const others = live.groups.filter(({ info }) => !made.has(info.name));
  return viewsOf(liveAfter({ ...live, groups: others }, changes))(targets);
}

/** The same for a part of what is live. Kind by kind, in the order in which they come. */
export function viewAfter(before: LiveView, changes: readonly Change[]): LiveView {
  let after = before;
  for (const { kind, changes: own } of byKind(changes)) after = kind.after(own, after);
  return after;
}

/** Every target that the changes touch, each once. */
function touchedBy(changes: readonly Change[]): readonly TargetRef[] {
  const targets = new Map<string, TargetRef>();
  for (const change of changes)
    for (const target of kindOf(change).touches(change)) targets.set(targetKey(target), target);
  return [...targets.values()];
}
