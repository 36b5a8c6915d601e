import { KnownError } from '../../errors.ts';
import { liveGroupOf, readGroupOf } from '../../live/group.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { peopleOf } from '../../live/people.ts';
import { groupIn, type LiveView, severalOfOneName, withGroup } from '../../live/view.ts';
import type { DeclaredGroupRef, TargetRef } from '../../model/change.ts';
import type { LookReader } from './step.ts';

/** A target that could be read: what is live with it as it is now. */
export interface Seen {
  readonly kind: 'read';
  readonly view: LiveView;
}

/** What a fresh look at a target says. */
export type TargetState =
  | Seen
  /** The group is not there any more, or the token may not see it any more. `group`: its name, in a look at all. */
  | { readonly kind: 'gone'; readonly group?: string }
  /** It could not be read, and so nothing is known. `interrupted`: because the run was stopped. */
  | {
      readonly kind: 'unreadable';
      readonly interrupted: boolean;
      readonly message: string;
      readonly group?: string;
    };

/**
 * Reads one target as it is now. What goes wrong is an answer too. A group that is to be made is looked for by its name,
 * until it has an id; that there is none yet is no odd thing.
 *
 * @param view what is known so far
 */
export async function lookAt(
  hub: LookReader,
  organization: string,
  target: TargetRef,
  view: LiveView,
): Promise<TargetState> {
  try {
    if (target === null) {
      const lists = [hub.listMembers(organization), hub.listGroups(organization)] as const;
      return organizationRead(...(await Promise.all(lists)), view);
    }
    const id = target.id ?? view.groups.get(`new:${target.name}`)?.info.id ?? null;
    if (id === null) return madeMeanwhile(await hub.listGroups(organization), target, view);
    return groupRead(liveGroupOf(await hub.getGroup(organization, id)), target, view);
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    if (error.code === 'hub-not-found') return { kind: 'gone' };
    return { kind: 'unreadable', interrupted: error.code === 'interrupted', message: error.message };
  }
}

function groupRead(group: LiveGroup, target: TargetRef, view: LiveView): TargetState {
  return group.unreadable === null
    ? { kind: 'read', view: withGroup(view, target, group) }
    : { kind: 'unreadable', interrupted: false, message: group.unreadable };
}

/** Everything: the members, and all groups, of which those that are known by a target are the same ones there. */
function organizationRead(
  members: readonly unknown[],
  list: readonly unknown[],
  view: LiveView,
): TargetState {
  const { people, unread } = peopleOf(members);
  // Who is passed over is missed where they are needed; that there is nobody, only an empty list says.
  if (people.size === 0 && unread > 0)
    return { kind: 'unreadable', interrupted: false, message: 'the Hub lists no member with a name' };
  const read = list.flatMap((one) => readGroupOf(one) ?? []);
  if (read.length < list.length) return { kind: 'unreadable', interrupted: false, message: unsaidGroups };
  const listed = read.map(liveGroupOf);
  const byId = new Map(listed.map((group) => [group.info.id, group]));
  const groups = new Map<string, LiveGroup>();
  for (const [key, { info }] of view.groups) {
    const now = byId.get(info.id);
    if (now !== undefined) groups.set(key, now);
  }
  return { kind: 'read', view: { ...view, groups, people, listed } };
}

const unsaidGroups = 'the Hub lists groups that do not say which they are';

/** What a look at everything says of one group. A group that is to be made may still not be there. */
export function seenIn(view: LiveView, target: DeclaredGroupRef): TargetState {
  const group = groupIn(view, target);
  const named = { group: target.name };
  if (group === null) return target.id === null ? { kind: 'read', view } : { kind: 'gone', ...named };
  return group.unreadable === null
    ? { kind: 'read', view }
    : { kind: 'unreadable', interrupted: false, message: group.unreadable, ...named };
}

function madeMeanwhile(
  groups: readonly unknown[],
  target: NonNullable<TargetRef>,
  view: LiveView,
): TargetState {
  const read = groups.flatMap((one) => readGroupOf(one) ?? []);
  if (read.length < groups.length) return { kind: 'unreadable', interrupted: false, message: unsaidGroups };
  const [found, ...others] = read.filter(({ name }) => name === target.name);
  if (found === undefined) return { kind: 'read', view: withGroup(view, target, null) };
  if (others.length > 0) {
    return {
      kind: 'unreadable',
      interrupted: false,
      message: severalOfOneName,
    };
  }
  return groupRead(liveGroupOf(found), target, view);
}
