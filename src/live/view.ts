import { type TargetRef, targetKey } from '../model/change.ts';
import type { Live, LiveGroup } from './organization.ts';

/**
 * What is live of some targets, by `targetKey`. A group to be made stands there under `new:NAME` as soon as there is one
 * of that name; then its `info.id` is its id. What is not there is not in the map.
 */
export interface LiveView {
  readonly groups: ReadonlyMap<string, LiveGroup>;
  /** The organization's members, by username in lower case. */
  readonly people: Live['people'];
  /** All groups, as they were when all of them were read: of what is in `groups` that is newer. */
  readonly listed: readonly LiveGroup[];
  /** All repositories as they were then; `null` when nothing needed them. */
  readonly repositories: Live['repositories'];
  /** What groups had used this month; `null` when nothing needed it. */
  readonly usage: Live['usage'];
}

/** Why a group that is to be made cannot be told by its name, in words that end a sentence. */
export const severalOfOneName = 'the Hub lists more than one group of this name';

/** Looks at what is live: gives of any targets what is live of them. It indexes the groups once. */
export function viewsOf({
  groups: all,
  people,
  repositories,
  usage,
}: Pick<Live, 'groups' | 'people' | 'repositories' | 'usage'>): (targets: Iterable<TargetRef>) => LiveView {
  const byId = new Map<string, LiveGroup>();
  const byName = new Map<string, LiveGroup>();
  for (const group of all) {
    byId.set(group.info.id, group);
    const { name } = group.info;
    byName.set(name, byName.has(name) ? { ...group, unreadable: severalOfOneName } : group);
  }
  return (targets) => {
    const groups = new Map<string, LiveGroup>();
    for (const target of targets) {
      if (target === null) continue;
      const found = target.id === null ? byName.get(target.name) : byId.get(target.id);
      if (found !== undefined) groups.set(targetKey(target), found);
    }
    return { groups, people, listed: all, repositories, usage };
  };
}

/** What is live of one target; `null` for a group that is not there, and for the organization. */
export function groupIn(view: LiveView, target: TargetRef): LiveGroup | null {
  return view.groups.get(targetKey(target)) ?? null;
}

/** The groups of a view, to be altered one after the other. */
export interface ViewedGroups {
  /** As it is after what has been altered; `null` for a group that is not there, and for the organization. */
  get(target: TargetRef): LiveGroup | null;
  /** @param group `null` when it is not there any more */
  set(target: TargetRef, group: LiveGroup | null): void;
}

/** The same with its groups altered: a copy is made once, however many groups there are to alter. */
export function withGroups(view: LiveView, alter: (groups: ViewedGroups) => void): LiveView {
  const groups = new Map(view.groups);
  alter({
    get: (target) => groups.get(targetKey(target)) ?? null,
    set(target, group) {
      if (group === null) groups.delete(targetKey(target));
      else groups.set(targetKey(target), group);
    },
  });
  return { ...view, groups };
}

/** The same with one group as it is now; `null` when it is not there. */
export function withGroup(view: LiveView, target: TargetRef, group: LiveGroup | null): LiveView {
  return withGroups(view, (groups) => groups.set(target, group));
}

/** A group that is to be made, as it begins: nothing and nobody is in it. */
export function emptyGroup(target: NonNullable<TargetRef>): LiveGroup {
  return {
    info: { id: targetKey(target), name: target.name },
    object: { resources: [] },
    members: new Map(),
    odd: new Map(),
    unreadable: null,
    autoJoin: null,
  };
}
