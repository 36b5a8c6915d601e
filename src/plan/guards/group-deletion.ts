import { lossIn } from '../../kinds/group/after.ts';
import type { GroupLoss } from '../../kinds/group/change.ts';
import { heldBy, withRole } from '../../kinds/group/text.ts';
import { kindOf } from '../../kinds/registry.ts';
import { placesIn } from '../../kinds/resource/live.ts';
import { heldCountsOf } from '../../live/contents.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { count, firstOf } from '../../text/count.ts';
import { quoted } from '../../text/named.ts';
import type { Guard } from './guard.ts';

/** So many of those who lose a group are named. */
const mostNamed = 6;

/** Refuses to delete a group: nothing brings back who was in it, with which role, and what it held. */
export const groupDeletion: Guard = {
  title: 'A group would be deleted',
  cause:
    'The plan deletes a group. Whoever is in it loses what it gives, and what the plan does not move to another group is in no group then. What of it is private, and seen by every member of the organization, the guard `resource-exposure` tells. One violation for each such group.',
  cure: 'Delete the line `state: absent`; or, when the group is really to go, declare what it holds in other groups, `models: [acme-ai/base]`, which moves it first, and waive the guard for this plan.',
  check: ({ groups, after }) => {
    const { placed } = placesIn(after.groups);
    return groups.flatMap(({ ref, before, deleted }) => {
      if (!deleted) return [];
      const loss = lossIn(before, placed);
      const people = loss.members;
      const list = firstOf(people, mostNamed, withRole).join(', ');
      const message = [
        `${quoted(ref.name)} would be deleted`,
        people.length === 0
          ? 'nobody is in it'
          : `${count(people.length, 'person loses', 'people lose')} it (${list})`,
        leftBy(loss, before),
      ].join('; ');
      return [{ message, group: ref, user: null, source: null }];
    });
  },
  concerns: (change) => kindOf(change).stage(change) === 'delete_group',
  note: () => null,
  instead: (one) =>
    `Keep the group. If it is to go, declare what it holds in other groups in the same ${one}: it is moved first.`,
};

function leftBy(loss: GroupLoss, group: LiveGroup): string {
  const left = heldBy(loss);
  if (left !== null) return `${left} would be in no group`;
  const held = heldCountsOf(group);
  return held.repositories === 0 && held.other_resources === 0
    ? 'it holds nothing'
    : 'what it holds moves to other groups first';
}
