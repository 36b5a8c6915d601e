import { named, quoted } from '../../text/named.ts';
import type { Change } from '../types.ts';
import type { Guard, GuardInput } from './types.ts';

/**
 * Refuses to remove or demote somebody of `guards.protected_members`. An address there that could not be resolved
 * protects everybody whose address the token may not see, since any of them may be meant.
 */
export const protectedMember: Guard = (input) => {
  const names = new Set(input.policy.protected_members.map((name) => name.toLowerCase()));
  const unresolved = input.policy.protected_members.find((name) => name.includes('@'));
  return input.changes.flatMap((change) => {
    if (!change.destructive) return [];
    const who = named(change.user);
    const loss = change.after === null ? 'removed from' : `demoted to ${named(change.after)} in`;
    const harm = `would be ${loss} ${quoted(change.group.name)}`;
    if (names.has(change.user.toLowerCase())) {
      return [
        {
          message: `${who} is protected and ${harm}`,
          group: change.group,
          user: change.user,
          source: change.source,
        },
      ];
    }
    if (unresolved !== undefined && hidesEmail(change, input)) {
      const message = `${who} ${harm} and may be ${named(unresolved)}, who is protected and was not found`;
      return [{ message, group: change.group, user: change.user, source: change.source }];
    }
    return [];
  });
};

function hidesEmail(change: Change, { live }: GuardInput): boolean {
  const person = live.people.get(change.user.toLowerCase());
  return person !== undefined && person.email === undefined;
}
