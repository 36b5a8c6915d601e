import type { LivePerson, LiveServiceAccount } from './organization.ts';
import { isObject, textOf } from './read.ts';

/** The members of the organization, ready for looking up. */
export interface People {
  /** By username in lower case. */
  readonly people: ReadonlyMap<string, LivePerson>;
  /** Usernames by address in lower case; `null` for one that says nothing of anybody. */
  readonly emails: Map<string, string | null>;
  /** Objects of the list that do not say who they are. */
  readonly unread: number;
}

/** The member that an object of the Hub's list is; `null` when it does not say who. */
export function personOf(value: unknown): LivePerson | null {
  const user = isObject(value) ? textOf(value['user']) : null;
  if (user === null || !isObject(value)) return null;
  const fullname = textOf(value['fullname']);
  return { user, email: emailOf(value['verifiedEmail']), role: textOf(value['role']), fullname };
}

/** `undefined` where the Hub does not say, also in another form than is known. */
function emailOf(value: unknown): LivePerson['email'] {
  if (value === null) return null;
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

/**
 * The members by name and by address. Somebody who comes twice, since the list moved between two pages, counts once.
 * An address that several members show says nothing of any of them, so it counts as one that cannot be seen.
 */
export function peopleOf(members: readonly unknown[]): People {
  const people = new Map<string, LivePerson>();
  const emails = new Map<string, string | null>();
  const shared = new Set<string>();
  let unread = 0;
  for (const member of members) {
    const person = personOf(member);
    if (person === null) {
      unread++;
      continue;
    }
    const key = person.user.toLowerCase();
    if (people.has(key)) continue;
    people.set(key, person);
    if (!person.email) continue;
    if (emails.has(person.email)) shared.add(person.email);
    emails.set(person.email, person.user);
  }
  for (const [key, person] of people)
    if (person.email && shared.has(person.email)) people.set(key, { ...person, email: undefined });
  for (const email of shared) emails.set(email, null);
  return { people, emails, unread };
}

/** Those of the list, by username in lower case. What does not say who it is is passed over. */
export function serviceAccountsOf(list: readonly unknown[]): ReadonlyMap<string, LiveServiceAccount> {
  const found = new Map<string, LiveServiceAccount>();
  for (const one of list) {
    const user = isObject(one) ? textOf(one['user']) : null;
    if (user === null || !isObject(one)) continue;
    const email = textOf(one['email'])?.toLowerCase() ?? null;
    found.set(user.toLowerCase(), { user, name: textOf(one['name']), email });
  }
  return found;
}
