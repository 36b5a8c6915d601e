import type { Collector } from '../diagnostics/collector.ts';
import { type Place, sourceOf } from '../text/source-file.ts';
import { brief } from './brief.ts';
import type { DeclaredTeam, Person, Team } from './declaration.ts';
import type { NameHints } from './hints.ts';

/**
 * How many memberships a configuration may declare, those that teams give included, and how many people its teams may
 * have together: more than ten times what a large organization has.
 */
export const maxMemberships = 2_000_000;

/**
 * Gives every team all its people: its own first, then those of the teams it includes, nobody twice. Reports teams
 * that are declared twice, that include an unknown one, that include each other, and that grow beyond
 * {@link maxMemberships}.
 *
 * @returns the teams by name
 */
export function expandTeams(
  declared: readonly DeclaredTeam[],
  found: Collector,
  hints: NameHints,
): ReadonlyMap<string, Team> {
  const byName = new Map<string, DeclaredTeam>();
  for (const team of declared) {
    const first = byName.get(team.name);
    if (first === undefined) {
      byName.set(team.name, team);
      continue;
    }
    const { file, line } = sourceOf(first.place);
    const message = `The team \`${brief(team.name)}\` is declared in ${brief(file)}:${line} already`;
    found.report('duplicate-team', team.place, message);
  }
  const expanded = new Expansion(byName, found, hints).all();
  // In the order of the files, which is not the order in which they were expanded.
  const teams = new Map<string, Team>();
  for (const name of byName.keys()) {
    const team = expanded.get(name);
    if (team !== undefined) teams.set(name, team);
  }
  return teams;
}

/** A team on the way, with the people found so far. */
interface Step {
  readonly team: DeclaredTeam;
  readonly people: Map<string, Person>;
  /** Which of its includes is looked at. */
  next: number;
}

class Expansion {
  readonly #expanded = new Map<string, Team>();
  readonly #declared: ReadonlyMap<string, DeclaredTeam>;
  readonly #found: Collector;
  readonly #hints: NameHints;
  /** People that may still be given to teams; below 0 nobody is given any more. */
  #room = maxMemberships;

  constructor(declared: ReadonlyMap<string, DeclaredTeam>, found: Collector, hints: NameHints) {
    this.#declared = declared;
    this.#found = found;
    this.#hints = hints;
  }

  all(): ReadonlyMap<string, Team> {
    for (const team of this.#declared.values()) this.#expand(team);
    return this.#expanded;
  }

  /** Goes along the includes by a list of its own: a chain of teams may be longer than the stack is deep. */
  #expand(start: DeclaredTeam): void {
    const path: Step[] = [];
    /** Where on the path a team is. */
    const at = new Map<string, number>();
    const enter = (team: DeclaredTeam): void => {
      if (this.#expanded.has(team.name)) return;
      if (team.includes.length === 0) {
        this.#expanded.set(team.name, { ...team, everybody: team.members });
        return;
      }
      at.set(team.name, path.length);
      path.push({ team, people: new Map(team.members.map((person) => [person.key, person])), next: 0 });
    };
    enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const include = step.team.includes[step.next];
      if (include === undefined) {
        path.pop();
        at.delete(step.team.name);
        this.#expanded.set(step.team.name, { ...step.team, everybody: [...step.people.values()] });
        continue;
      }
      const declared = this.#declared.get(include.team);
      const expanded = this.#expanded.get(include.team);
      const before = at.get(include.team);
      if (declared !== undefined && expanded === undefined && before === undefined) {
        enter(declared);
        continue;
      }
      step.next++;
      if (declared === undefined) {
        reportUnknownTeam(include.team, include.place, this.#declared, this.#found, this.#hints);
      } else if (before !== undefined) {
        this.#reportCycle(path, before, include.place);
      } else if (expanded !== undefined) {
        this.#add(step.people, expanded, include.place);
      }
    }
  }

  #add(people: Map<string, Person>, { everybody }: Team, place: Place): void {
    if (this.#room < 0) return;
    this.#room -= everybody.length;
    if (this.#room < 0) {
      const message = `The teams include more than ${maxMemberships} people, each counted in every team that includes them`;
      this.#found.report('too-many-memberships', place, message);
      return;
    }
    for (const person of everybody) if (!people.has(person.key)) people.set(person.key, person);
  }

  #reportCycle(path: readonly Step[], from: number, place: Place): void {
    const names = path.slice(from, from + longestCycle).map(({ team }) => brief(team.name));
    const rest = path.length - from - names.length;
    const cut = rest > 0 ? [`(${rest} more)`] : [];
    const cycle = [...names, ...cut, ...names.slice(0, 1)].join(' -> ');
    this.#found.report('team-cycle', place, `Teams include each other: ${cycle}`, 'Remove one `include`.');
  }
}

/** How many teams of a cycle are named. */
const longestCycle = 10;

/** Reports a team that is named and not declared, unless the name itself was found wrong. */
export function reportUnknownTeam(
  name: string,
  place: Place,
  known: ReadonlyMap<string, unknown>,
  found: Collector,
  hints: NameHints,
): void {
  // A name that is none cannot be declared either.
  if (found.tells(place)) return;
  const close = hints.nearest(name, known);
  const hint = close === null ? null : `Did you mean \`${brief(close)}\`?`;
  found.report('unknown-team', place, `No team \`${brief(name)}\` is declared`, hint);
}
