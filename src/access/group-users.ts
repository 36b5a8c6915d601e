import { isObject, textOf } from '../live/read.ts';

/** Somebody in a group, as the group shows it. */
export interface GroupUserFacts {
  readonly fullname: string | null;
  readonly addedBy: string | null;
}

/**
 * What a plan needs nothing of: of those users of a group's object of whom there is something, by username in lower case.
 *
 * @param isMember whether the members list has somebody, and so the full name
 */
export function groupUsers(
  users: unknown,
  isMember: (key: string) => boolean,
): ReadonlyMap<string, GroupUserFacts> {
  const found = new Map<string, GroupUserFacts>();
  if (!Array.isArray(users)) return found;
  for (const value of users) {
    const key = isObject(value) ? textOf(value['name'])?.toLowerCase() : undefined;
    if (key === undefined || !isObject(value) || found.has(key)) continue;
    const addedBy = addedByOf(value['addedBy']);
    if (addedBy !== null || !isMember(key)) found.set(key, { fullname: textOf(value['fullname']), addedBy });
  }
  return found;
}

/** A username, or an object that has one. */
function addedByOf(value: unknown): string | null {
  if (!isObject(value)) return textOf(value);
  return textOf(value['user']) ?? textOf(value['name']);
}
