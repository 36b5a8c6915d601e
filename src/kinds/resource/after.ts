import type { LiveGroup } from '../../live/organization.ts';
import { emptyGroup, groupIn, type LiveView, withGroups } from '../../live/view.ts';
import { type DeclaredGroupRef, targetKey } from '../../model/change.ts';
import { type Standing, standingBy, unreadableValue } from '../kind.ts';
import { leavesForNone, type ResourceChange } from './change.ts';
import { contentsOf, type LiveResource, listIn, type Places, placesIn } from './live.ts';
import { keyOf, nameIn } from './resource-name.ts';

/** The groups that a change reads or alters: where the resource comes to, and where it is. */
export function groupsOf({ group, from }: ResourceChange): readonly DeclaredGroupRef[] {
  return from === null || targetKey(from) === targetKey(group) ? [group] : [group, from];
}

/** How a move stands, by where the resource is now. */
export function resourceStanding(change: ResourceChange, live: LiveView): Standing {
  return standingBy(change, placeNow(change, live));
}

/**
 * The group that a resource is in, as changes write it: of the groups that the change touches as they are now, of all
 * others as they were when all of them were read.
 */
function placeNow(change: ResourceChange, live: LiveView): string | null {
  const key = keyOfChange(change);
  const touched = groupsOf(change);
  const seen = touched.map((target) => ({ target, group: groupIn(live, target) }));
  for (const { target, group } of seen) {
    const contents = group === null ? new Map() : contentsOf(group);
    if (contents === null) return unreadableValue;
    if (contents.has(key)) return targetKey(target);
  }
  const elsewhere = placesIn(live.listed).placed.get(key)?.group.info.id ?? null;
  // Where a group was looked at since, the older look does not count.
  return seen.some(({ group }) => group?.info.id === elsewhere) ? null : elsewhere;
}

/** What is in the groups when the changes are made: each group is put together once, however many things move. */
export function afterMoves(changes: readonly ResourceChange[], live: LiveView): LiveView {
  const moving = new Map<string, Moving>();
  const at = (target: DeclaredGroupRef): Moving => {
    const known = moving.get(targetKey(target)) ?? { target, out: new Set(), into: [] };
    moving.set(targetKey(target), known);
    return known;
  };
  for (const change of changes) {
    const key = keyOfChange(change);
    for (const target of groupsOf(change)) at(target).out.add(key);
    if (!leavesForNone(change)) at(change.group).into.push(objectOf(change, live));
  }
  return withGroups(live, (groups) => {
    for (const { target, out, into } of moving.values()) {
      const group = groups.get(target) ?? (target.id === null ? emptyGroup(target) : null);
      const after = group === null ? null : withMoves(group, out, into);
      if (after !== null) groups.set(target, after);
    }
  });
}

/** A group without what is in another one by then. One of which nobody can say what is in it stays as it is. */
export function withoutPlaced(group: LiveGroup, placed: Places['placed']): LiveGroup {
  const moved = [...(contentsOf(group)?.keys() ?? [])].filter((key) => placed.has(key));
  return moved.length === 0 ? group : (withMoves(group, new Set(moved), []) ?? group);
}

interface Moving {
  readonly target: DeclaredGroupRef;
  /** Keys. */
  readonly out: Set<string>;
  /** The Hub's objects. */
  readonly into: unknown[];
}

/**
 * @param out keys of what leaves
 * @param into the Hub's objects of what comes
 * @returns `null` for a group of which nobody can say what is in it: then it stays so
 */
function withMoves(group: LiveGroup, out: ReadonlySet<string>, into: readonly unknown[]): LiveGroup | null {
  const contents = contentsOf(group);
  const list = listIn(group.object);
  if (contents === null || !Array.isArray(list)) return null;
  const gone = new Set<unknown>([...out].map((key) => contents.get(key)?.object));
  const resources: readonly unknown[] = [...list.filter((one) => !gone.has(one)), ...into];
  return { ...group, object: { ...group.object, resources } };
}

/** The resource as the Hub would show it in its new group. */
function objectOf(change: ResourceChange, live: LiveView): unknown {
  const known = resourceIn(change, live);
  if (known !== null) return known.object;
  const { type = '', name = '' } = nameIn(change.subject) ?? {};
  const secret = change.private === null ? {} : { private: change.private };
  return type === 'collection'
    ? { type, id: name.slice(-24), slug: slugIn(name), ...secret }
    : { type, name, ...secret };
}

function slugIn(name: string): string {
  return name.slice(name.indexOf('/') + 1, -25);
}

/** The resource where it is now, among the groups that the change touches; `null` when it is in none of them. */
export function resourceIn(change: ResourceChange, live: LiveView): LiveResource | null {
  const key = keyOfChange(change);
  for (const target of groupsOf(change)) {
    const group = groupIn(live, target);
    const found = group === null ? undefined : contentsOf(group)?.get(key);
    if (found !== undefined) return found;
  }
  return null;
}

/** What was not private when its leaving was planned may be by now: then it would be seen by more than was planned for. */
export function overreachOf(change: ResourceChange, now: LiveView): string | null {
  if (!leavesForNone(change) || change.private !== false) return null;
  if (resourceIn(change, now)?.private === false) return null;
  return `${change.subject} is private by now, which the plan did not know. Plan again.`;
}

/** Tells what a change is about from all else. */
export function keyOfChange({ subject }: Pick<ResourceChange, 'subject'>): string {
  const name = nameIn(subject);
  return name === null ? subject : keyOf(name);
}
