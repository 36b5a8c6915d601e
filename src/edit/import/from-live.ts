import { rankOf } from '../../kinds/membership/roles.ts';
import { groupInfoOf } from '../../live/contents.ts';
import type { Live, LiveGroup } from '../../live/organization.ts';
import { compareGroups } from '../../plan/order.ts';
import { nearest } from '../../text/nearest.ts';
import { compareCodePoints } from '../../text/order.ts';
import { visible } from '../../text/visible.ts';
import { declarableEmail, declarableGroup, declarablePerson, isRole } from '../declarable.ts';
import type { Imported, ImportedGroup, ImportedMember, ImportOptions } from './imported.ts';
import { type ImportedSettings, settingsOf } from './settings.ts';

/** A `--group` that no live group has, with the nearest name there is. */
export interface UnknownGroup {
  readonly name: string;
  readonly nearest: string | null;
}

/** What of the organization a configuration can declare, so that its plan is empty. Pure. */
export function importedFrom(
  live: Live,
  options: ImportOptions,
): { readonly imported: Imported; readonly unknown: readonly UnknownGroup[] } {
  const { asked, unknown } = selected(live, options.groups);
  const groups: ImportedGroup[] = [];
  const leftOut: string[] = [];
  const names = new Set<string>();
  for (const group of asked.toSorted((a, b) => compareGroups(a.info, b.info))) {
    const { id, name } = group.info;
    if (!declarableGroup(name)) {
      leftOut.push(`The group "${visible(name)}" (${id}) has a name that a file cannot hold.`);
    } else if (names.has(name)) {
      leftOut.push(`Another group is named "${visible(name)}" as well (${id}). Rename one on the Hub.`);
    } else {
      names.add(name);
      groups.push(importedGroup(group, live, options));
    }
  }
  if (live.unread.groups > 0)
    leftOut.push(`Groups of which the Hub does not say which they are: ${live.unread.groups}.`);
  return { imported: { organization: live.organization, groups, leftOut }, unknown };
}

function selected(
  live: Live,
  names: readonly string[] | null,
): { readonly asked: readonly LiveGroup[]; readonly unknown: readonly UnknownGroup[] } {
  if (names === null) return { asked: live.groups, unknown: [] };
  const wanted = new Set(names);
  const asked = live.groups.filter(({ info }) => wanted.has(info.name) || wanted.has(info.id));
  const found = new Set(asked.flatMap(({ info }) => [info.name, info.id]));
  const all = live.groups.map(({ info }) => info.name);
  const unknown = [...wanted]
    .filter((name) => !found.has(name))
    .map((name) => ({ name, nearest: nearest(name, all) }));
  return { asked, unknown };
}

function importedGroup(group: LiveGroup, organization: Live, options: ImportOptions): ImportedGroup {
  const { members: live, odd, unreadable } = group;
  const info = groupInfoOf(group);
  const own = options.settings ? settingsOf(group, organization, options.taken) : noSettings;
  const { lines: settings } = own;
  if (unreadable !== null) {
    const leftOut = [`Who is in it: ${visible(unreadable)}.`, ...own.leftOut];
    return { info, mode: 'additive', members: null, settings, leftOut };
  }
  const members: ImportedMember[] = [];
  const leftOut = [...odd.values()].map(({ user, problem }) => `"${visible(user)}": ${visible(problem)}.`);
  for (const [key, { user, role }] of live) {
    const serviceAccount = !organization.people.has(key);
    if (!isRole(role))
      leftOut.push(`"${visible(user)}" has the role "${visible(role)}", which a file cannot give.`);
    else if (!declarablePerson(user)) leftOut.push(`"${visible(user)}" is a name that a file cannot hold.`);
    else members.push({ name: nameOf(user, key, organization, options), role, serviceAccount });
  }
  members.sort((a, b) => rankOf(b.role) - rankOf(a.role) || byName(a.name, b.name));
  // Whoever comes in by themselves would be removed again.
  const joins = group.autoJoin !== null || own.joins;
  const mode = leftOut.length > 0 || joins ? 'additive' : options.mode;
  return { info, mode, members, settings, leftOut: [...leftOut.toSorted(compareCodePoints), ...own.leftOut] };
}

const noSettings: ImportedSettings = { lines: [], leftOut: [], joins: false };

/** The address only when it leads back to the same person. */
function nameOf(user: string, key: string, live: Live, { byEmail }: ImportOptions): string {
  const email = byEmail ? live.people.get(key)?.email : null;
  if (email === null || email === undefined || !declarableEmail(email)) return user;
  return live.emails.get(email)?.toLowerCase() === key ? email : user;
}

/** Without letter case, as names are compared; of two that are then alike, by their spelling. */
function byName(a: string, b: string): number {
  return compareCodePoints(a.toLowerCase(), b.toLowerCase()) || compareCodePoints(a, b);
}
