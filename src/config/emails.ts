import type { Configuration } from './types.ts';

/** Every e-mail address that the configuration names, in lower case, each once. */
export function emailsIn(configuration: Configuration): ReadonlySet<string> {
  const emails = new Set<string>();
  const look = ({ key, isEmail }: { readonly key: string; readonly isEmail: boolean }): void => {
    if (isEmail) emails.add(key);
  };
  for (const team of configuration.teams.values()) team.members.forEach(look);
  for (const group of configuration.groups)
    for (const { person } of group.membership?.members ?? []) look(person);
  configuration.guards.protectedMembers.forEach(look);
  return emails;
}
