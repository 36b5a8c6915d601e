import { createHash } from 'node:crypto';
import type { Configuration, Person } from '../config/declaration.ts';
import { isToBeMade } from '../kinds/group/declared.ts';
import { declaredRoles, sectionName } from '../kinds/organization-role/declared.ts';
import { liveOf } from '../live/live.ts';
import type { Live } from '../live/organization.ts';
import type { GroupRef } from '../model/change.ts';
import type { Day } from '../text/date.ts';

/** Whoever asks: no username has a space. */
const asker = 'who asks';

/** The role in the organization of somebody of whom no file says one. */
const unsaidRole = 'unknown';

/**
 * An organization with the groups and the people of two configurations, in which nobody and nothing is in any group, as
 * its admin would see it.
 *
 * @param groups see {@link groupsOfBoth}
 */
export function emptyOrganization(
  base: Configuration | null,
  head: Configuration,
  groups: readonly GroupRef[],
  today: Day,
): Live {
  return liveOf({
    format_version: '1.0',
    endpoint: '',
    organization: head.organization,
    taken_at: today,
    me: { name: asker },
    groups: groups.map((ref) => ({ ...ref, users: [], resources: [] })),
    // An address stands for the person who has it.
    members: [
      { user: asker, role: 'admin', verifiedEmail: null },
      ...membersOf(base, head).map((user) => ({ user, role: unsaidRole, verifiedEmail: user })),
    ],
  });
}

/**
 * Every group of both, each once and with the head's name for it: by its id where one of both gives it, else by its
 * name. A group that has no id anywhere gets one that is made of its name. One that only the head declares, and wants to
 * be made, is not there yet.
 */
export function groupsOfBoth(base: Configuration | null, head: Configuration): readonly GroupRef[] {
  const declared = [...head.groups.filter((group) => !isToBeMade(group)), ...(base?.groups ?? [])];
  const nameById = new Map<string, string>();
  for (const { id, name } of declared) {
    if (id !== null && !nameById.has(id.value)) nameById.set(id.value, name);
  }
  const names = new Set(nameById.values());
  for (const { id, name } of declared) {
    if (id === null && !names.has(name)) nameById.set(madeUpId(name), name);
  }
  return [...nameById].map(([id, name]) => ({ id, name }));
}

function madeUpId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}

/**
 * Everybody whom one of both names, each once, the head's spelling before the base's: all are taken for members of the
 * organization, but who is declared as a service account and as nothing else: where one is hidden, so is what it gets.
 */
function membersOf(base: Configuration | null, head: Configuration): readonly string[] {
  const members = new Map<string, string>();
  const note = ({ key, written }: Person): void => {
    if (!members.has(key)) members.set(key, written);
  };
  for (const configuration of base === null ? [head] : [head, base]) {
    for (const { membership } of configuration.groups)
      for (const { person, serviceAccount } of membership?.members ?? []) if (!serviceAccount) note(person);
    for (const team of configuration.teams.values()) for (const person of team.members) note(person);
    for (const { person } of declaredRoles(configuration.others.get(sectionName), configuration))
      note(person);
  }
  return [...members.values()];
}
