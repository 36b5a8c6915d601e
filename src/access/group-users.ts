import { isObject, textOf } from '../live/read.ts';

/** Somebody in a group, as the group shows it. */
export interface GroupUserFacts {
  readonly fullname: string | null;
  readonly addedBy: string | null;
}

/** The users of a group's object by username in lower case, with what a plan needs nothing of. */
export function groupUsers(users: unknown): ReadonlyMap<string, GroupUserFacts> {
  const found = new Map<string, GroupUserFacts>();
  if (!Array.isArray(users)) return found;
  for (const value of users) {
    const user = isObject(value) ? textOf(value['name']) : null;
    if (user === null || !isObject(value) || found.has(user.toLowerCase())) continue;
    found.set(user.toLowerCase(), {
      fullname: textOf(value['fullname']),
      addedBy: addedByOf(value['addedBy']),
    });
  }
  return found;
}

/** A username, or an object that has one. */
function addedByOf(value: unknown): string | null {
  if (!isObject(value)) return textOf(value);
  return textOf(value['user']) ?? textOf(value['name']);
}
