import { isLoss } from '../../kinds/membership/only.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { quoted } from '../../text/named.ts';
import type { Guard } from './guard.ts';

/** Refuses to leave a group without members that has some. */
export const emptiedGroup: Guard = {
  title: 'A group would lose everybody',
  cause:
    'A group that has members would have none. One violation for each such group; one that is deleted has a guard of its own.',
  cure: 'Leave somebody in the group, `ada: admin`, or waive the guard for this plan.',
  check: ({ groups }) =>
    groups.flatMap(({ ref, before, after, deleted, losses }) => {
      const members = membersOf(before);
      if (deleted || members === 0 || membersOf(after) > 0) return [];
      const who = members === 1 ? 'its only member' : `all its ${members} members`;
      const message = `${quoted(ref.name)} would lose ${who} and be empty`;
      return [{ message, group: ref, user: null, source: losses[0]?.source ?? null }];
    }),
  concerns: (change) => isLoss(change) && change.after === null,
  note: (changes) => (changes === 1 ? 'the only member' : `one of its last ${changes} members`),
  instead: (one) => `Leave somebody in the group, or add somebody in the same ${one}.`,
};

/** Who cannot be read is there all the same. */
function membersOf({ members, odd }: LiveGroup): number {
  return members.size + odd.size;
}
