import type { Live } from '../../live/organization.ts';
import { named } from '../../text/named.ts';
import type { Guard } from './guard.ts';
import { placeName } from './place-name.ts';

/**
 * Refuses to remove or demote somebody of `guards.protected_members`. An address there that could not be resolved
 * protects everybody whose address the token may not see, since any of them may be meant.
 */
export const protectedMember: Guard = {
  title: 'A protected member would be removed or demoted',
  cause:
    'Somebody of `guards.protected_members` would be removed or demoted. An address there that the organization’s members do not show protects everybody whose address cannot be seen.',
  cure: 'Keep the member, take the name off the list, or waive the guard for this plan.',
  check: ({ losses, live, policy }) => {
    const names = new Set(policy.protected_members.map((name) => name.toLowerCase()));
    const unresolved = policy.protected_members.find((name) => name.includes('@'));
    return losses.flatMap(({ group, user, after, source }) => {
      const who = named(user);
      const loss = after === null ? 'removed from' : `demoted to ${named(after)} in`;
      const harm = `would be ${loss} ${placeName(group)}`;
      if (names.has(user.toLowerCase())) {
        return [{ message: `${who} is protected and ${harm}`, group, user, source }];
      }
      if (unresolved === undefined || !hidesEmail(user, live)) return [];
      const message = `${who} ${harm} and may be ${named(unresolved)}, who is protected and was not found`;
      return [{ message, group, user, source }];
    });
  },
  concerns: ({ destructive }) => destructive,
  note: () => 'protected',
  instead: (one) =>
    `Leave the access as it is. Who is to be protected no longer leaves protected_members in a ${one} of its own.`,
};

function hidesEmail(user: string, live: Live): boolean {
  const person = live.people.get(user.toLowerCase());
  return person !== undefined && person.email === undefined;
}
