import type { LiveGroup } from '../../live/organization.ts';
import type { LiveView } from '../../live/view.ts';
import { named, quoted } from '../../text/named.ts';
import { compareCodePoints } from '../../text/order.ts';
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
export function groupsOf(
  user: string,
  view: LiveView,
): readonly (KeptGroup & { readonly id: string; readonly role: string })[] {
  const key = user.toLowerCase();
  return groupsNow(view)
    .flatMap(({ info: { id, name }, members }) => {
      const role = members.get(key)?.role;
      return role === undefined ? [] : [{ id, name, role }];
    })
    .toSorted((a, b) => compareCodePoints(a.name, b.name) || compareCodePoints(a.id, b.id));
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
  before: LiveView,
  after: () => LiveView,
): readonly OrganizationRoleChange[] {
  const then = after();
  return changes.map((change) => weighed(change, before, then));
}

function weighed(change: OrganizationRoleChange, before: LiveView, then: LiveView): OrganizationRoleChange {
  const deleted = new Set([...before.groups.keys()].filter((key) => !then.groups.has(key)));
  const kept = groupsOf(change.user, then)
    .filter(({ id }) => !deleted.has(id))
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
