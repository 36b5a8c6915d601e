import type { Collector } from '../diagnostics/collector.ts';
import type { Configuration, Person } from './declaration.ts';

/**
 * What the Hub gives out as a username: 2 to 42 letters, digits and single inner dashes, not all digits and not 24
 * hexadecimal digits. Older accounts break this, so it is worth a warning, not an error.
 * Source: the Hub's documentation of account names, and its clients' checks.
 */
export function isUsualUsername(name: string): boolean {
  return (
    name.length >= 2 &&
    name.length <= 42 &&
    /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(name) &&
    !/^[0-9]+$/.test(name) &&
    !/^[0-9a-fA-F]{24}$/.test(name)
  );
}

/** Reports every unusual username, once for each name. */
export function unusualUsernames(configuration: Configuration, found: Collector): void {
  const told = new Set<string>();
  const look = (person: Person): void => {
    if (person.isEmail || person.address !== null || told.has(person.key) || isUsualUsername(person.written))
      return;
    told.add(person.key);
    const message = `\`${person.written}\` is not a name that the Hub gives out today`;
    found.report('unusual-username', person.place, message, 'Older accounts may be named so.');
  };
  for (const team of configuration.teams.values()) team.members.forEach(look);
  for (const group of configuration.groups)
    for (const { person } of group.membership?.members ?? []) look(person);
  configuration.guards.protectedMembers.forEach(look);
}
