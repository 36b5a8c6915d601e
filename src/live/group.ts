import type { ReadGroup } from '../hub/hub.ts';
import { named } from '../text/named.ts';
import type { LiveGroup, LiveMembership, OddMember } from './organization.ts';
import { isObject, textOf } from './read.ts';

/** The group that an object of the Hub's list is; `null` when it does not say which one. */
export function readGroupOf(value: unknown): ReadGroup | null {
  if (!isObject(value)) return null;
  const { id, name } = value;
  return typeof id === 'string' && id !== '' && typeof name === 'string' ? { ...value, id, name } : null;
}

/**
 * One group, ready for looking members up. What cannot be read of it is noted where it is, and never guessed: a member
 * of whom the Hub says no role, or two, is {@link LiveGroup.odd}; a list of members that is none, or has somebody
 * without a name, makes the whole membership {@link LiveGroup.unreadable}.
 */
export function liveGroupOf(group: ReadGroup): LiveGroup {
  const { members, odd, unreadable } = membersOf(group['users']);
  return {
    info: { id: group.id, name: group.name },
    object: withoutUsers(group),
    members,
    odd,
    unreadable,
    autoJoin: autoJoinRoleOf(group['autoJoin']),
  };
}

function withoutUsers({ users: _, ...object }: ReadGroup): LiveGroup['object'] {
  return object;
}

type Members = Pick<LiveGroup, 'members' | 'odd' | 'unreadable'>;

function membersOf(users: unknown): Members {
  const members = new Map<string, LiveMembership>();
  const odd = new Map<string, OddMember>();
  if (!Array.isArray(users)) return { members, odd, unreadable: 'the Hub sends no list of its members' };
  let nameless = 0;
  for (const value of users) {
    const user = isObject(value) ? textOf(value['name']) : null;
    if (user === null) {
      nameless++;
      continue;
    }
    const key = user.toLowerCase();
    const role = isObject(value) ? textOf(value['role']) : null;
    const known = members.get(key);
    if (role === null) {
      odd.set(key, { user, problem: `the Hub sends no role of ${named(user)}` });
    } else if (known !== undefined && known.role !== role) {
      odd.set(key, { user, problem: `the Hub lists ${named(user)} twice, with different roles` });
    } else if (known === undefined) {
      members.set(key, { user, role });
    }
  }
  for (const key of odd.keys()) members.delete(key);
  const problem = nameless === 1 ? 'a member has no name' : `${nameless} members have no name`;
  return { members, odd, unreadable: nameless === 0 ? null : `${problem} in the Hub’s answer` };
}

/** A setting of a shape that is not known is not on, as far as anybody can tell; it costs a warning only. */
function autoJoinRoleOf(value: unknown): string | null {
  if (!isObject(value) || value['enabled'] !== true) return null;
  return textOf(value['role']) ?? 'read';
}
