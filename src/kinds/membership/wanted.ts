import type { DeclaredGroup, MemberEntry, Person } from '../../config/declaration.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Live, LiveGroup } from '../../live/organization.ts';
import type { Afterwards, Cause, Role } from '../../model/membership.ts';
import type { Day } from '../../text/date.ts';
import type { Place } from '../../text/source-file.ts';
import { endOf, endOfGrant, hasEnded } from './ends.ts';
import { type Given, givenByTeams } from './grants.ts';
import { identify, onePersonTwice, type TeamDirectory } from './people.ts';

/** What the configuration wants of one person in one group. */
export interface Wanted {
  /** The username in lower case; the e-mail address when it could not be resolved. */
  readonly key: string;
  /** Whether {@link key} is a username. */
  readonly resolved: boolean;
  readonly person: Person;
  /** `null`: must not be in the group. */
  readonly role: Role | null;
  readonly cause: Cause;
  /** The team that gives the role. */
  readonly via: string | null;
  readonly reason: string | null;
  readonly expires: Day | null;
  /** What holds after {@link expires}; `null` when nothing ends any more. */
  readonly afterwards: Afterwards | null;
  readonly serviceAccount: boolean;
  readonly place: Place;
}

/** What a declaration is read against. */
export interface WantedContext {
  readonly live: Live;
  readonly teams: TeamDirectory;
  /** Today, UTC. */
  readonly today: Day;
}

/**
 * What one group's declaration says of everybody it names, by key: a person's own entry beats what teams give, of
 * several teams the highest role wins. What has ended gives nothing, and wants out whom nothing else gives a role.
 */
export function wantedIn(
  group: DeclaredGroup,
  now: LiveGroup,
  { live, teams, today }: WantedContext,
): { readonly wanted: ReadonlyMap<string, Wanted>; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const wanted = new Map<string, Wanted>();
  const isIn = (key: string): boolean => now.members.has(key) || now.odd.has(key);
  const given = givenByTeams(group.membership?.grants ?? [], teams, today);
  for (const [key, gift] of given) wanted.set(key, fromTeam(key, gift));
  const own = new Map<string, MemberEntry>();
  for (const entry of group.membership?.members ?? []) {
    const { key, resolved } = identify(entry.person, live);
    const isThere = resolved || live.emailsVisible ? isIn(key) : null;
    const first = own.get(key);
    if (first !== undefined) {
      diagnostics.push(onePersonTwice(first.person, entry.person));
      continue;
    }
    own.set(key, entry);
    const gift = given.get(key);
    const ended = hasEnded(entry, today);
    const afterwards = afterwardsOf(gift, ended ? null : (entry.expires?.day ?? null));
    diagnostics.push(...endOf(entry, today, afterwards, isThere));
    if (ended && afterwards.role !== null) continue;
    wanted.set(key, fromEntry(entry, key, resolved, ended, afterwards));
  }
  for (const grant of group.membership?.grants ?? []) {
    const waits = (): boolean =>
      teams.peopleOf(grant.team).some(({ key }) => wanted.get(key)?.cause === 'expired' && isIn(key));
    diagnostics.push(...endOfGrant(grant, today, waits));
  }
  return { wanted, diagnostics };
}

/** What teams give after a day; today, when there is none. */
function afterwardsOf(gift: Given | undefined, day: Day | null): Afterwards {
  const grant = gift?.grants.find(({ expires }) => day === null || expires === null || expires.day > day);
  return { role: grant?.role ?? null, via: grant?.team ?? null };
}

function fromTeam(key: string, gift: Given): Wanted {
  const { resolved, person, grants, best } = gift;
  const { role, team, reason, expires, place } = best;
  const holds = grants.length > 0;
  return {
    key,
    resolved,
    person,
    role: holds ? role : null,
    cause: holds ? 'declared' : 'expired',
    via: holds ? team : null,
    reason,
    expires: expires?.day ?? null,
    afterwards: holds && expires !== null ? afterwardsOf(gift, expires.day) : null,
    serviceAccount: false,
    place: holds ? person.place : place,
  };
}

function fromEntry(
  entry: MemberEntry,
  key: string,
  resolved: boolean,
  ended: boolean,
  afterwards: Afterwards,
): Wanted {
  return {
    key,
    resolved,
    person: entry.person,
    role: ended ? null : entry.role,
    cause: ended ? 'expired' : entry.role === null ? 'absent' : 'declared',
    via: null,
    reason: entry.reason,
    expires: entry.expires?.day ?? null,
    afterwards: ended || entry.expires === null ? null : afterwards,
    serviceAccount: entry.serviceAccount,
    place: entry.person.place,
  };
}
