import type {
  Configuration,
  DeclaredGroup,
  DeclaredTeam,
  MemberEntry,
  TeamGrant,
} from '../config/declaration.ts';
import { hasEnded } from '../kinds/membership/ends.ts';
import { identify } from '../kinds/membership/people.ts';
import { rankOf } from '../kinds/membership/roles.ts';
import type { Live } from '../live/organization.ts';
import type { AccessRow } from '../model/access-row.ts';
import type { Day } from '../text/date.ts';
import { compareCodePoints } from '../text/order.ts';
import { type Place, sourceOf } from '../text/source-file.ts';

/** What the files say of one person in one group by one line. */
export type DeclaredWay = Pick<
  AccessRow,
  'declared_role' | 'via' | 'team' | 'include' | 'source' | 'reason' | 'expires' | 'expired'
>;

/** Everything that the files say of one person in one group. */
export interface DeclaredWays {
  /** As written: what it is where it matches nobody. */
  readonly written: string;
  /** The way that counts first. */
  readonly ways: readonly DeclaredWay[];
  /** Whether one of them gives a role. */
  readonly gives: boolean;
}

/** Later than every day. */
const endless = '9999-99-99';

/** Somebody of a team, and which of the included teams names them. */
interface TeamPerson {
  readonly key: string;
  readonly written: string;
  readonly include: string | null;
  readonly place: Place;
}

/** What the files say of everybody, each team walked once. */
export class DeclaredDirectory {
  readonly #configuration: Configuration;
  readonly #live: Live;
  readonly #today: Day;
  readonly #teams = new Map<string, readonly TeamPerson[]>();

  constructor(configuration: Configuration, live: Live, today: Day) {
    this.#configuration = configuration;
    this.#live = live;
    this.#today = today;
  }

  /** Every way into one group, by the username in lower case, or what is written where it matches nobody. */
  waysInto({ membership }: DeclaredGroup): ReadonlyMap<string, DeclaredWays> {
    const teams = this.#teamWays(membership?.grants ?? []);
    const found = new Map<string, DeclaredWays>();
    for (const entry of membership?.members ?? []) {
      const { key } = identify(entry.person, this.#live);
      if (found.has(key)) continue;
      const given = teams.get(key);
      const ended = hasEnded(entry, this.#today);
      const own = ownWay(entry, ended);
      const others = given?.ways ?? [];
      const gives = given?.gives === true;
      found.set(key, {
        written: entry.person.written,
        // An entry that has ended counts no more where a team gives a role.
        ways: ended && gives ? [...others, own] : [own, ...others],
        gives: ended ? gives : entry.role !== null,
      });
    }
    for (const [key, given] of teams) if (!found.has(key)) found.set(key, given);
    return found;
  }

  #teamWays(grants: readonly TeamGrant[]): ReadonlyMap<string, DeclaredWays> {
    const found = new Map<string, { written: string; ways: DeclaredWay[]; gives: boolean }>();
    for (const grant of grants.toSorted((a, b) => this.#compareGrants(a, b))) {
      const ended = hasEnded(grant, this.#today);
      for (const { key, written, include, place } of this.#peopleOf(grant.team)) {
        const way: DeclaredWay = {
          declared_role: ended ? null : grant.role,
          via: 'team',
          team: grant.team,
          include,
          source: sourceOf(place),
          reason: grant.reason,
          expires: grant.expires?.day ?? null,
          expired: ended,
        };
        const known = found.get(key);
        if (known === undefined) found.set(key, { written, ways: [way], gives: !ended });
        else known.ways.push(way);
      }
    }
    return found;
  }

  /** Those in force first, as the plan chooses among them: the highest role, what ends last, the name. */
  #compareGrants(a: TeamGrant, b: TeamGrant): number {
    return (
      Number(hasEnded(a, this.#today)) - Number(hasEnded(b, this.#today)) ||
      rankOf(b.role) - rankOf(a.role) ||
      compareCodePoints(b.expires?.day ?? endless, a.expires?.day ?? endless) ||
      compareCodePoints(a.team, b.team)
    );
  }

  #peopleOf(team: string): readonly TeamPerson[] {
    const known = this.#teams.get(team);
    if (known !== undefined) return known;
    const made = peopleOfTeam(team, this.#configuration.teams, this.#live);
    this.#teams.set(team, made);
    return made;
  }
}

function ownWay(entry: MemberEntry, ended: boolean): DeclaredWay {
  return {
    declared_role: ended ? null : entry.role,
    via: 'own entry',
    team: null,
    include: null,
    source: sourceOf(entry.person.place),
    reason: entry.reason,
    expires: entry.expires?.day ?? null,
    expired: ended,
  };
}

/** Everybody once, by the nearest team that names them: the team's own people, then those of what it includes. */
function peopleOfTeam(
  name: string,
  teams: ReadonlyMap<string, DeclaredTeam>,
  live: Live,
): readonly TeamPerson[] {
  const found = new Map<string, TeamPerson>();
  const seen = new Set([name]);
  const queue = [name];
  for (let at = 0; at < queue.length; at++) {
    const team = teams.get(queue[at] ?? '');
    if (team === undefined) continue;
    for (const person of team.members) {
      const { key } = identify(person, live);
      if (found.has(key)) continue;
      const include = at === 0 ? null : team.name;
      found.set(key, { key, written: person.written, include, place: person.place });
    }
    for (const { team: included } of team.includes) {
      if (seen.has(included)) continue;
      seen.add(included);
      queue.push(included);
    }
  }
  return [...found.values()];
}
