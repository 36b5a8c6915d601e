import type { Configuration, Person, Team } from '../../config/declaration.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Live } from '../../live/organization.ts';
import { named } from '../../text/named.ts';
import { visible } from '../../text/visible.ts';

/** Somebody of a team, with the username if it is known. */
export interface Resolved {
  /** The username in lower case; the e-mail address when it could not be resolved. */
  readonly key: string;
  readonly resolved: boolean;
  readonly person: Person;
}

/** Who somebody is on the Hub. A username is taken as it is; an e-mail address needs the members list. */
export function identify(person: Person, live: Live): { readonly key: string; readonly resolved: boolean } {
  if (!person.isEmail) return { key: person.key, resolved: true };
  const user = live.emails.get(person.key);
  return user === undefined || user === null
    ? { key: person.key, resolved: false }
    : { key: user.toLowerCase(), resolved: true };
}

/** Errors for addresses that the file of `people` gives to another username than the Hub does. */
export function peopleConflicts(configuration: Configuration, live: Live): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const look = (person: Person): void => {
    const user = person.address === null ? null : (live.emails.get(person.address) ?? null);
    if (user === null || user.toLowerCase() === person.key) return;
    const message = `${named(person.written)} is ${named(user)} on the Hub, and ${named(person.key)} in the file with people`;
    diagnostics.push(diagnose('people-conflict', person.place, message));
  };
  if (configuration.people.size === 0) return [];
  for (const team of configuration.teams.values()) team.members.forEach(look);
  for (const { membership } of configuration.groups)
    for (const { person } of membership?.members ?? []) look(person);
  configuration.guards.protectedMembers.forEach(look);
  return diagnostics;
}

/** The people of every team, each team resolved once however many groups name it. */
export class TeamDirectory {
  /** People who stand twice in one team by a username and an e-mail address. */
  readonly diagnostics: readonly Diagnostic[];
  readonly #people = new Map<string, readonly Resolved[]>();

  constructor(teams: ReadonlyMap<string, Team>, live: Live) {
    const diagnostics: Diagnostic[] = [];
    for (const team of teams.values()) {
      diagnostics.push(...twiceIn(team, live));
      this.#people.set(
        team.name,
        team.everybody.map((person) => ({ ...identify(person, live), person })),
      );
    }
    this.diagnostics = diagnostics;
  }

  /** Everybody in the team; nobody when there is no such team. */
  peopleOf(team: string): readonly Resolved[] {
    return this.#people.get(team) ?? [];
  }
}

function twiceIn(team: Team, live: Live): readonly Diagnostic[] {
  const first = new Map<string, Person>();
  const diagnostics: Diagnostic[] = [];
  for (const person of team.members) {
    const { key } = identify(person, live);
    const other = first.get(key);
    if (other === undefined) first.set(key, person);
    else diagnostics.push(onePersonTwice(other, person));
  }
  return diagnostics;
}

/** The error for two mentions in one place that are one person. */
export function onePersonTwice(first: Person, second: Person): Diagnostic {
  const message = `\`${visible(second.written)}\` and \`${visible(first.written)}\` are one person, named twice here`;
  return diagnose('duplicate-person', second.place, message, 'Keep one of the two.');
}
