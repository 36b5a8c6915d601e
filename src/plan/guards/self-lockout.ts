import { visible } from '../../text/visible.ts';
import type { Guard } from './types.ts';

/** Refuses to remove or demote the token's own user: the next run might not be able to undo it. */
export const selfLockout: Guard = ({ changes, live }) =>
  changes.flatMap((change) => {
    if (!change.destructive || change.user.toLowerCase() !== live.me.toLowerCase()) return [];
    const loss = change.after === null ? 'be removed from' : `be demoted to ${visible(change.after)} in`;
    const message = `${visible(change.user)}, the user of this token, would ${loss} ${visible(change.group.name)}`;
    return [{ message, group: change.group, user: change.user, source: change.source }];
  });
