import type { LiveGroup, LivePerson } from '../../live/organization.ts';
import { isObject, textOf } from '../../live/read.ts';

/** Who comes into a group by themselves, and with which role. */
export interface AutoJoin {
  readonly role: string;
  /** `all` members of the organization, or those with a role of `read_plus` in it; the Hub may know others. */
  readonly scope: string;
}

/** Auto-join as a change writes it: `off`, or role and scope. */
export function autoJoinText(autoJoin: AutoJoin | null): string {
  return autoJoin === null ? 'off' : `${autoJoin.role}/${autoJoin.scope}`;
}

/** What {@link autoJoinText} wrote; `null` for off. */
export function autoJoinIn(text: string | null): AutoJoin | null {
  if (text === null) return null;
  const at = text.indexOf('/');
  return at === -1 ? null : { role: text.slice(0, at), scope: text.slice(at + 1) };
}

/** Auto-join as the Hub's object of a group says it; `null` for off, `undefined` for what cannot be read. */
export function autoJoinOf(value: unknown): AutoJoin | null | undefined {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) return undefined;
  if (value['enabled'] === false) return null;
  const role = textOf(value['role']);
  const scope = value['scope'] === undefined ? 'all' : textOf(value['scope']);
  return value['enabled'] !== true || role === null || scope === null ? undefined : { role, scope };
}

/** Auto-join as a request takes it, and a group has it. */
export function autoJoinBody(autoJoin: AutoJoin | null): Readonly<Record<string, unknown>> {
  return autoJoin === null ? { enabled: false } : { enabled: true, ...autoJoin };
}

/** Whether the scope takes in whom the other does not: one that is not known may mean anybody. */
export function widens(before: AutoJoin | null, after: AutoJoin): boolean {
  return before?.scope !== 'all' && before?.scope !== after.scope;
}

/** Whether it takes in a member of the organization with a role; one that is not known may be any. */
export function takesIn({ scope }: AutoJoin, role: string | null): boolean {
  return !(scope === 'read_plus' && role === 'no_access');
}

/**
 * Who would come into a group at once when its auto-join is written: the members of the organization that the scope means,
 * and who are not in it. A member whose role is not known counts. The Hub says so of auto-join that is switched on; of
 * another role or scope nobody knows, and it is taken for the same.
 *
 * @param people as they are when it is written: before anybody’s role in the organization changes
 * @param group `null` for one that is not there
 * @returns usernames in the Hub’s spelling, by username in lower case
 */
export function joinersOf(
  autoJoin: AutoJoin,
  people: ReadonlyMap<string, LivePerson>,
  group: Pick<LiveGroup, 'members' | 'odd'> | null,
): ReadonlyMap<string, string> {
  const joiners = new Map<string, string>();
  for (const [key, { user, role }] of people) {
    const isIn = group?.members.has(key) === true || group?.odd.has(key) === true;
    if (!isIn && takesIn(autoJoin, role)) joiners.set(key, user);
  }
  return joiners;
}
