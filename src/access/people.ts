import type { Live } from '../live/organization.ts';
import type { AccessPeople, AccessPerson, ListedPerson } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';
import { compareCodePoints } from '../text/order.ts';
import type { PeopleEntry } from './people-list.ts';

/** What a list of people is compared with. */
export interface PeopleContext {
  readonly live: Live;
  /** Usernames by address in lower case, by a file of the configuration: where the Hub does not show addresses. */
  readonly known: ReadonlyMap<string, string>;
  readonly file: string;
}

/** Who has access and is not in the list, and who is in it and has none. Nobody is matched by a guess. */
export function comparePeople(
  rows: readonly AccessRow[],
  entries: readonly PeopleEntry[],
  { live, known, file }: PeopleContext,
): AccessPeople {
  const having = peopleWithAccess(rows);
  const listed = new Set<string>();
  const without: ListedPerson[] = [];
  const unmatched: ListedPerson[] = [];
  for (const entry of entries) {
    const key = keyOf(entry, live, known, having);
    const { line, email, username } = entry;
    const written = email ?? username ?? '';
    if (key === null) {
      unmatched.push({ line, written, user: null });
      continue;
    }
    if (listed.has(key)) continue;
    listed.add(key);
    const user = live.people.get(key)?.user ?? having.get(key)?.user ?? username ?? written;
    if (!having.has(key)) without.push({ line, written, user });
  }
  const others = [...having].filter(([key]) => !listed.has(key));
  const machines = others.filter(([, { service_account: is }]) => is === true);
  const people = others.filter(([, { service_account: is }]) => is !== true);
  // An address of the list that is nobody's may be that of somebody whose address cannot be seen.
  const open = unmatched.some(({ written }) => written.includes('@'));
  const isUnclear = ([key, { email }]: readonly [string, AccessPerson]): boolean =>
    open && email === null && live.people.get(key)?.email === undefined;
  return {
    file,
    entries: entries.length,
    leavers: people.filter((one) => !isUnclear(one)).map(([, person]) => person),
    unclear: people.filter(isUnclear).map(([, person]) => person),
    service_accounts: machines.map(([, person]) => person),
    without_access: without,
    unmatched,
  };
}

/** Everybody who has access now, by username in lower case, in its order. */
function peopleWithAccess(rows: readonly AccessRow[]): ReadonlyMap<string, AccessPerson> {
  const found = new Map<string, { readonly row: AccessRow; readonly groups: Set<string> }>();
  for (const row of rows) {
    if (row.live_role === null) continue;
    const key = row.user.toLowerCase();
    const known = found.get(key) ?? { row, groups: new Set<string>() };
    found.set(key, known);
    if (row.group !== null) known.groups.add(row.group);
  }
  const sorted = [...found].sort(([a], [b]) => compareCodePoints(a, b));
  return new Map(
    sorted.map(([key, { row, groups }]) => {
      const { user, fullname, email, external, service_account } = row;
      return [key, { user, fullname, email, external, service_account, groups: [...groups] }];
    }),
  );
}

/** Whom an entry means: by the username, else by the address. `null` for nobody. */
function keyOf(
  { email, username }: PeopleEntry,
  live: Live,
  known: ReadonlyMap<string, string>,
  having: ReadonlyMap<string, AccessPerson>,
): string | null {
  const isThere = (key: string): boolean => live.people.has(key) || having.has(key);
  const name = username?.toLowerCase();
  if (name !== undefined && isThere(name)) return name;
  const address = email?.toLowerCase();
  if (address === undefined) return null;
  const user = (live.emails.get(address) ?? known.get(address))?.toLowerCase();
  return user !== undefined && isThere(user) ? user : null;
}
