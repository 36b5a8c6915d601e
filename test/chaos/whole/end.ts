import type { Directory } from '../../../src/sandbox/directory.ts';
import { type Group, subjectOf } from '../../../src/sandbox/model.ts';
import {
  holdsNothingElse,
  isGone,
  isSame,
  peopleIn,
  roleOf,
  settingOf,
  settings,
  thingsIn,
} from './declared.ts';
import { idOf, joinText, limitText } from './organization.ts';
import type { Declared, DeclaredGroup } from './wishes.ts';

/** Where the organization is not as declared, though it could be. */
export function undone(declared: Declared, directory: Directory): readonly string[] {
  return [
    ...declared.groups.flatMap((one) => groupProblems(one, declared, directory)),
    ...Object.entries(declared.roles).flatMap(([user, role]) => {
      const account = directory.account(user);
      const isThere = account?.kind === 'member';
      return isThere && account.role !== role ? [`${user} is ${account.role}, not ${role}`] : [];
    }),
    ...twiceNamed(directory),
  ];
}

/** Groups that have a name which another group has too. */
export function twiceNamed(directory: Directory): readonly string[] {
  const names = directory.groups().map(({ name }) => name);
  return names.filter((name, at) => names.indexOf(name) < at).map((name) => `a second group ${name}`);
}

/** What is wrong with one declared group; nothing where it is not there, and nobody declares that it is made. */
function groupProblems(one: DeclaredGroup, declared: Declared, directory: Directory): readonly string[] {
  const group = liveOf(one, directory);
  if (isGone(one)) return group === undefined ? [] : [`${one.name} is there`];
  if (group === undefined) return 'create' in one.wish ? [`${one.name} is not there`] : [];
  return [
    ...settings.flatMap((setting) => {
      const [is, should] = [settingIn(group, setting), settingOf(one, setting)];
      if (setting === 'auto_join' && letsInAbsent(one, directory)) return [];
      return should === undefined || is === should ? [] : [`${one.name}: ${setting} is ${is}, not ${should}`];
    }),
    ...peopleProblems(one, group, directory),
    ...thingProblems(one, group, declared, directory),
  ];
}

/** Whether its auto-join would let in somebody who is declared absent: then it waits. */
function letsInAbsent({ wish }: DeclaredGroup, directory: Directory): boolean {
  if ('state' in wish || typeof wish.auto_join !== 'object') return false;
  const { scope } = wish.auto_join;
  return Object.entries(wish.members ?? {}).some(([user, role]) => {
    const account = role === 'absent' ? directory.account(user) : undefined;
    return account?.kind === 'member' && (scope === 'all' || account.role !== 'no_access');
  });
}

/** By its id where it is declared with one, else by its name. */
function liveOf({ name, live, wish }: DeclaredGroup, directory: Directory): Group | undefined {
  if (live !== null && 'id' in wish) return directory.group(idOf(live));
  return directory.groups().find((group) => group.name === name);
}

function settingIn({ name, description, autoJoin, spendLimits }: Group, setting: string): string | null {
  if (setting === 'name') return name;
  if (setting === 'description') return description === '' ? null : description;
  return setting === 'auto_join'
    ? joinText({ ...autoJoin })
    : limitText(spendLimits, setting.slice('spend_limits.'.length));
}

function peopleProblems(one: DeclaredGroup, { users }: Group, directory: Directory): readonly string[] {
  const isIn = (user: string): boolean => users.has(user.toLowerCase());
  const isMember = (user: string): boolean => directory.account(user)?.kind === 'member';
  // Nobody is removed on a guess: an entry that matches nobody holds all who are not named.
  const held = peopleIn(one).some((user) => !isMember(user) && !isIn(user));
  return directory.accounts().flatMap(({ name, kind }) => {
    if (kind === 'other') return [];
    const is = users.get(name.toLowerCase())?.role ?? null;
    const should = roleOf(one, name, kind === 'member' && !held);
    return should === undefined || should === is ? [] : [`${one.name}: ${name} is ${is}, not ${should}`];
  });
}

function thingProblems(
  one: DeclaredGroup,
  { resources }: Group,
  declared: Declared,
  { organization }: Directory,
): readonly string[] {
  const wanted = thingsIn(one);
  const held = [...resources.values()].map((thing) => subjectOf(organization.name, thing));
  const anywhere = declared.groups.flatMap(thingsIn);
  return [
    ...wanted
      .filter((subject) => !held.includes(subject))
      .map((subject) => `${subject} is not in ${one.name}`),
    ...held
      .filter((subject) => holdsNothingElse(one) && !anywhere.some((other) => isSame(other, subject)))
      .map((subject) => `${subject} is in ${one.name}`),
  ];
}
