import type { DeclaredGroup, MemberEntry, Person, TeamGrant } from '../../config/types.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Live, LiveGroup } from '../../live/types.ts';
import type { Afterwards, Cause, Role } from '../../model/membership.ts';
import type { Day } from '../../text/date.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { Place } from '../../text/source-file.ts';
import { endOf, hasEnded } from './ends.ts';
import { identify, onePersonTwice, type TeamDirectory } from './people.ts';
import { rankOf } from './roles.ts';

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
 * several teams the highest role wins, and of equals the first team by name.
 */
export function wantedIn(
  group: DeclaredGroup,
  now: LiveGroup,
  { live, teams, today }: WantedContext,
): { readonly wanted: ReadonlyMap<string, Wanted>; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const wanted = new Map<string, Wanted>();
  const grants = (group.membership?.grants ?? []).toSorted(byRankThenName);
  for (const grant of grants) {
    for (const { key, resolved, person } of teams.peopleOf(grant.team)) {
      // The grants come best first.
      if (!wanted.has(key)) wanted.set(key, fromTeam(grant, key, resolved, person));
    }
  }
  const own = new Map<string, MemberEntry>();
  for (const entry of group.membership?.members ?? []) {
    const { key, resolved } = identify(entry.person, live);
    const first = own.get(key);
    if (first !== undefined) {
      diagnostics.push(onePersonTwice(first.person, entry.person));
      continue;
    }
    own.set(key, entry);
    const given = wanted.get(key);
    const afterwards = { role: given?.role ?? null, via: given?.via ?? null };
    diagnostics.push(...endOf(entry, today, afterwards, now.members.has(key) || now.odd.has(key)));
    const ended = hasEnded(entry, today);
    if (ended && given !== undefined) continue;
    wanted.set(key, fromEntry(entry, key, resolved, ended, afterwards));
  }
  return { wanted, diagnostics };
}

function byRankThenName(a: TeamGrant, b: TeamGrant): number {
  return rankOf(b.role) - rankOf(a.role) || compareCodePoints(a.team, b.team);
}

function fromTeam(grant: TeamGrant, key: string, resolved: boolean, person: Person): Wanted {
  return {
    key,
    resolved,
    person,
    role: grant.role,
    cause: 'declared',
    via: grant.team,
    reason: null,
    expires: null,
    afterwards: null,
    serviceAccount: false,
    place: person.place,
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
