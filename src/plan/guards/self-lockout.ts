import { named } from '../../text/named.ts';
import type { Guard } from './guard.ts';
import { placeName } from './place-name.ts';

/** Refuses to remove or demote the token's own user: the next run might not be able to undo it. */
export const selfLockout: Guard = {
  title: 'You would lose your own access',
  cause:
    'The user of the token would be removed or demoted, so that the next run might not be able to undo it.',
  cure: 'Let another admin apply it with their token, or waive the guard for this plan.',
  check: ({ losses, live }) =>
    losses.flatMap(({ group, user, after, source }) => {
      if (user.toLowerCase() !== live.me.toLowerCase()) return [];
      const loss = after === null ? 'be removed from' : `be demoted to ${named(after)} in`;
      const message = `${named(user)}, the user of this token, would ${loss} ${placeName(group)}`;
      return [{ message, group, user, source }];
    }),
  concerns: ({ destructive }) => destructive,
  note: () => 'the user of this token',
  instead: () => 'Leave the access of the user whose token is used, or use the token of somebody else.',
};
