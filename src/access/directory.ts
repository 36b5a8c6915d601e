import type { Live, Snapshot } from '../live/organization.ts';
import { isObject, textOf } from '../live/read.ts';
import type { AccessRow } from '../model/access-row.ts';

/** What a row says of a person, whatever the group. */
export type PersonColumns = Pick<
  AccessRow,
  'user' | 'fullname' | 'email' | 'organization_role' | 'external' | 'two_factor' | 'service_account'
>;

/** What only some members show. */
interface MemberExtras {
  readonly external: boolean | null;
  readonly twoFactor: boolean | null;
}

/** Tells who people are, from all that was read. */
export class Directory {
  readonly #live: Live;
  readonly #extras = new Map<string, MemberExtras>();
  readonly #declaredServiceAccounts: ReadonlySet<string>;
  readonly #columns = new Map<string, PersonColumns>();

  /** @param declaredServiceAccounts whom the files call so, by username in lower case */
  constructor(snapshot: Snapshot, live: Live, declaredServiceAccounts: ReadonlySet<string>) {
    this.#live = live;
    this.#declaredServiceAccounts = declaredServiceAccounts;
    // Whoever is listed twice counts as listed first, as in the members themselves.
    for (const member of snapshot.members) {
      const key = isObject(member) ? textOf(member['user'])?.toLowerCase() : undefined;
      if (key !== undefined && isObject(member) && !this.#extras.has(key))
        this.#extras.set(key, extrasOf(member));
    }
  }

  /** How many service accounts there are; `null` when they were not listed. */
  get serviceAccounts(): number | null {
    return this.#live.serviceAccounts?.size ?? null;
  }

  /** Whether the members list has somebody. @param key the username in lower case */
  isMember(key: string): boolean {
    return this.#live.people.has(key);
  }

  /**
   * Who somebody is.
   *
   * @param user a username in any letter case
   * @param fullname as a group shows it, for who is in no other list
   */
  columnsOf(user: string, fullname: string | null = null): PersonColumns {
    const key = user.toLowerCase();
    const known = this.#columns.get(key);
    if (known !== undefined) return known;
    const made = this.#make(key, user, fullname);
    this.#columns.set(key, made);
    return made;
  }

  #make(key: string, user: string, fullname: string | null): PersonColumns {
    const person = this.#live.people.get(key);
    const account = this.#live.serviceAccounts?.get(key);
    const extras = this.#extras.get(key);
    return {
      user: person?.user ?? account?.user ?? user,
      fullname: person?.fullname ?? account?.name ?? fullname,
      // An address of the files that matches nobody stands where a username would.
      email: person?.email ?? account?.email ?? (user.includes('@') ? key : null),
      organization_role: person?.role ?? null,
      external: extras?.external ?? null,
      two_factor: extras?.twoFactor ?? null,
      service_account: this.#isServiceAccount(key),
    };
  }

  #isServiceAccount(key: string): boolean | null {
    if (this.#live.serviceAccounts?.has(key) || this.#declaredServiceAccounts.has(key)) return true;
    return this.#live.people.has(key) || this.#live.serviceAccounts !== null ? false : null;
  }
}

/** On a member whom the Hub says nothing of he is not external: the field is there only where it is true. */
function extrasOf(member: Readonly<Record<string, unknown>>): MemberExtras {
  const twoFactor = member['twoFaEnabled'];
  return {
    external: member['isExternalCollaborator'] === true,
    twoFactor: typeof twoFactor === 'boolean' ? twoFactor : null,
  };
}
