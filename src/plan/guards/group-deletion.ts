import { lossIn } from '../../kinds/group/after.ts';
import { heldBy } from '../../kinds/group/text.ts';
import { kindOf } from '../../kinds/registry.ts';
import { count } from '../../text/count.ts';
import { named, quoted } from '../../text/named.ts';
import type { Guard } from './guard.ts';

/** So many of those who lose a group are named. */
const mostNamed = 6;

/** Refuses to delete a group: nothing brings back who was in it, with which role, and what it held. */
export const groupDeletion: Guard = {
  title: 'A group would be deleted',
  cause:
    'The plan deletes a group. Whoever is in it loses what it gives, and what it holds is in no group then. What of it is private, and seen by every member of the organization, the guard `resource-exposure` tells. One violation for each such group.',
  cure: 'Delete the line `state: absent`; or, when the group is really to go, move what it holds first, and waive the guard for this plan.',
  check: ({ groups }) =>
    groups.flatMap(({ ref, before, deleted }) => {
      if (!deleted) return [];
      const loss = lossIn(before);
      const people = loss.members.map(({ user, role }) => `${named(user)} ${named(role)}`);
      const told = people.slice(0, mostNamed);
      const more = people.length - told.length;
      const list = [...told, ...(more === 0 ? [] : [`${more} more`])].join(', ');
      const held = heldBy(loss);
      const message = [
        `${quoted(ref.name)} would be deleted`,
        people.length === 0
          ? 'nobody is in it'
          : `${count(people.length, 'person loses', 'people lose')} it (${list})`,
        held === null ? 'it holds nothing' : `${held} would be in no group`,
      ].join('; ');
      return [{ message, group: ref, user: null, source: null }];
    }),
  concerns: (change) => kindOf(change).stage(change) === 'delete_group',
  note: () => null,
  instead: (one) =>
    `Keep the group. If it is to go, move what it holds into other groups first, in a ${one} of its own.`,
};
