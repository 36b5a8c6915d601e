import { isLoss } from '../../kinds/membership/only.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { quoted } from '../../text/named.ts';
import type { Guard } from './guard.ts';

/** Refuses to leave a group without admins that has some. */
export const lastAdmin: Guard = {
  title: 'A group would lose its last admin',
  cause:
    'A group that has admins would have none. One violation for each such group; one that is deleted has a guard of its own.',
  cure: 'Declare another admin, `grace: admin`, or waive the guard for this plan.',
  check: ({ groups }) =>
    groups.flatMap(({ ref, before, after, deleted, losses }) => {
      const admins = adminsOf(before);
      if (deleted || admins === 0 || adminsOf(after) > 0) return [];
      const who = admins === 1 ? 'its only admin' : `all its ${admins} admins`;
      const message = `${quoted(ref.name)} would lose ${who}`;
      const lost = losses.find((loss) => loss.before === 'admin');
      return [{ message, group: ref, user: null, source: lost?.source ?? null }];
    }),
  concerns: (change) => isLoss(change) && change.before === 'admin',
  note: (changes) => (changes === 1 ? 'the only admin' : `one of its last ${changes} admins`),
  instead: (one) => `Leave an admin in the group, or make somebody else admin in the same ${one}.`,
};

/** Whose role cannot be read is not counted: nobody knows that it is `admin`. */
function adminsOf({ members }: LiveGroup): number {
  let admins = 0;
  for (const { role } of members.values()) if (role === 'admin') admins++;
  return admins;
}
