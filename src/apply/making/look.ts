import { KnownError } from '../../errors.ts';
import { liveGroupOf, readGroupOf } from '../../live/group.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { peopleOf } from '../../live/people.ts';
import { textOf } from '../../live/read.ts';
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
  if (unread > 0)
    return { kind: 'unreadable', interrupted: false, message: 'the Hub lists members without a name' };
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

/** What the answer to a write says of the group. */
export type Answered =
  /** Nothing that could be read: what it lacks, nobody depends on. */
  | { readonly kind: 'silent' }
  /** It is of another group, and so says nothing of what was done. */
  | { readonly kind: 'another' }
  /** `whole`: every user in it could be read, so that who is not in it is not in the group. */
  | { readonly kind: 'read'; readonly group: LiveGroup; readonly whole: boolean };

/**
 * Reads a group by the answer to a write, as far as that can be read.
 *
 * @param properties those that tell of what was sent: an answer without any of them is silent
 * @param known the group so far; `null` for one that is to be made, which only an answer with its id and name tells of
 */
export function answeredBy(
  body: Readonly<Record<string, unknown>>,
  properties: readonly string[],
  known: LiveGroup | null,
): Answered {
  const id = body['id'];
  if (known === null) {
    const made = readGroupOf(body);
    return made === null ? { kind: 'another' } : readOf(liveGroupOf(made));
  }
  if (typeof id === 'string' && id.toLowerCase() !== known.info.id) return { kind: 'another' };
  if (!properties.some((property) => tellsOf(body, property))) return { kind: 'silent' };
  const { id: ownId, name } = known.info;
  const answered = liveGroupOf({ ...known.object, ...body, id: ownId, name: textOf(body['name']) ?? name });
  if (Array.isArray(body['users'])) return readOf(answered);
  const { members, odd, unreadable } = known;
  const info = { ...answered.info, members: known.info.members };
  return readOf({ ...answered, info, members, odd, unreadable });
}

/** Whether an answer tells of a property: it has it, or is a whole group, of which what is not set is left out. */
export function tellsOf(body: Readonly<Record<string, unknown>>, property: string): boolean {
  const hasUsers = Array.isArray(body['users']);
  return property === 'users' ? hasUsers : property in body || (hasUsers && textOf(body['name']) !== null);
}

function readOf(group: LiveGroup): Answered {
  return { kind: 'read', group, whole: group.odd.size === 0 && group.unreadable === null };
}
