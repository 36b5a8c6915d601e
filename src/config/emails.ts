import type { Configuration, Person } from './declaration.ts';

/** Every e-mail address that the configuration names, in lower case, each once. */
export function emailsIn(configuration: Configuration): ReadonlySet<string> {
  const emails = new Set<string>();
  const look = ({ key, isEmail, address }: Person): void => {
    if (isEmail) emails.add(key);
    else if (address !== null) emails.add(address);
  };
  for (const team of configuration.teams.values()) team.members.forEach(look);
  for (const group of configuration.groups)
    for (const { person } of group.membership?.members ?? []) look(person);
  configuration.guards.protectedMembers.forEach(look);
  return emails;
}
