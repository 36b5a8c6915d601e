import type { LiveGroup } from '../../live/organization.ts';
import type { LiveView } from '../../live/view.ts';
import { named, quoted } from '../../text/named.ts';
import { compareCodePoints } from '../../text/order.ts';
import { type AutoJoin, autoJoinOf, autoJoinText, takesIn } from '../setting/auto-join.ts';
import type { KeptGroup, OrganizationRoleChange } from './change.ts';

/** The roles in groups that the call can send back. Source: the Hub's description of it. */
export const groupRoles: ReadonlySet<string> = new Set([
  'no_access',
  'read',
  'contributor',
  'write',
  'admin',
]);

/** All groups as they are now: the newest that is known of each. */
function groupsNow({ listed, groups }: LiveView): readonly LiveGroup[] {
  const newer = new Map([...groups.values()].map((group) => [group.info.id, group]));
  return [...new Map([...listed.map((group) => [group.info.id, group] as const), ...newer]).values()];
}

/** The groups that somebody is in, with the role in each, by name. */
export function groupsOf(user: string, view: LiveView): readonly Held[] {
  const key = user.toLowerCase();
  return groupsNow(view)
    .flatMap(({ info: { id, name }, members }) => {
      const role = members.get(key)?.role;
      return role === undefined ? [] : [{ id, name, role }];
    })
    .toSorted(byName);
}

type Held = KeptGroup & { readonly id: string; readonly role: string };

function byName(a: Held, b: Held): number {
  return compareCodePoints(a.name, b.name) || compareCodePoints(a.id, b.id);
}

/** A group that the plan lets people into by themselves. */
interface Opened {
  readonly group: LiveGroup;
  readonly join: AutoJoin;
}

function openedBy(before: LiveView, then: LiveView): readonly Opened[] {
  return [...then.groups].flatMap(([key, group]) => {
    const join = autoJoinOf(group.object['autoJoin']) ?? null;
    const was = autoJoinOf(before.groups.get(key)?.object['autoJoin']) ?? null;
    return join === null || autoJoinText(join) === autoJoinText(was) ? [] : [{ group, join }];
  });
}

/**
 * The groups that somebody may come into in the same plan by themselves: did the call for the role go out meanwhile, it
 * would take the person out again.
 */
function joinedBy(
  { user, before: role }: OrganizationRoleChange,
  opened: readonly Opened[],
): readonly Held[] {
  const key = user.toLowerCase();
  return opened.flatMap(({ group: { info, members, odd }, join }) => {
    const comes = takesIn(join, role) && !members.has(key) && !odd.has(key);
    return comes ? [{ id: info.id, name: info.name, role: join.role }] : [];
  });
}

/** Why the groups of somebody cannot be sent back as they are: a sentence; `null` when they can. */
export function unsendable(user: string, view: LiveView): string | null {
  for (const { info, members, odd, unreadable } of groupsNow(view)) {
    const group = quoted(info.name);
    const problem = unreadable ?? odd.get(user.toLowerCase())?.problem;
    if (problem !== undefined)
      return `Who is in ${group} cannot be read, and would have to be sent back: ${problem}.`;
    const role = members.get(user.toLowerCase())?.role;
    if (role !== undefined && !groupRoles.has(role))
      return `${named(user)} is ${named(role)} in ${group}, which cannot be sent back.`;
  }
  return null;
}

/** The changes with the groups that their calls have to speak of, by what is live before and after the whole plan. */
export function weighRoles(
  changes: readonly OrganizationRoleChange[],
  before: () => LiveView,
  after: () => LiveView,
): readonly OrganizationRoleChange[] {
  const [now, then] = [before(), after()];
  const opened = openedBy(now, then);
  const deleted = new Set([...now.groups.keys()].filter((key) => !then.groups.has(key)));
  return changes.map((change) => weighed(change, now, then, opened, deleted));
}

function weighed(
  change: OrganizationRoleChange,
  before: LiveView,
  then: LiveView,
  opened: readonly Opened[],
  deleted: ReadonlySet<string>,
): OrganizationRoleChange {
  const kept = [...groupsOf(change.user, then), ...joinedBy(change, opened)]
    .filter(({ id }) => !deleted.has(id))
    .toSorted(byName)
    .map(({ id, ...group }): KeptGroup => ({ id: id.startsWith('new:') ? null : id, ...group }));
  const ids = new Set(kept.map(({ id }) => id));
  const left = groupsOf(change.user, before).filter(({ id }) => !ids.has(id));
  return { ...change, keeps: [...kept, ...left.map((group): KeptGroup => ({ ...group, role: null }))] };
}

/**
 * What became of somebody's groups besides, by the call that replaces all of them: a sentence; `null` for nothing.
 *
 * @param sent what was live right before it
 */
export function lostGroups(
  { user }: OrganizationRoleChange,
  sent: LiveView,
  now: LiveView,
): readonly string[] {
  const there = new Map(groupsOf(user, now).map(({ id, role }) => [id, role]));
  return groupsOf(user, sent).flatMap(({ id, name, role }) => (there.get(id) === role ? [] : [name]));
}
