import { named, quoted } from '../../text/named.ts';
import type { Guard } from './types.ts';

/** Refuses to remove or demote the token's own user: the next run might not be able to undo it. */
export const selfLockout: Guard = ({ changes, live }) =>
  changes.flatMap((change) => {
    if (!change.destructive || change.user.toLowerCase() !== live.me.toLowerCase()) return [];
    const loss = change.after === null ? 'be removed from' : `be demoted to ${named(change.after)} in`;
    const message = `${named(change.user)}, the user of this token, would ${loss} ${quoted(change.group.name)}`;
    return [{ message, group: change.group, user: change.user, source: change.source }];
  });
