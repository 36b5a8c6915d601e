import { KnownError } from '../../errors.ts';
import type { HubReader } from '../../hub/types.ts';
import { liveGroupOf } from '../../live/group.ts';
import type { LiveGroup } from '../../live/types.ts';

/** A group that could be read. */
export interface Seen {
  readonly kind: 'read';
  readonly group: LiveGroup;
}

/** What a fresh look at a group says. */
export type GroupState =
  | Seen
  /** The group is not there any more, or the token may not see it any more. */
  | { readonly kind: 'gone' }
  /** It could not be read, and so nothing is known. `interrupted`: because the run was stopped. */
  | { readonly kind: 'unreadable'; readonly interrupted: boolean; readonly message: string };

/** Reads one group as it is now. What goes wrong is an answer too. */
export async function lookAt(
  hub: Pick<HubReader, 'getGroup'>,
  organization: string,
  id: string,
): Promise<GroupState> {
  try {
    const group = liveGroupOf(await hub.getGroup(organization, id));
    return group.unreadable === null
      ? { kind: 'read', group }
      : { kind: 'unreadable', interrupted: false, message: group.unreadable };
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    if (error.code === 'hub-not-found') return { kind: 'gone' };
    return { kind: 'unreadable', interrupted: error.code === 'interrupted', message: error.message };
  }
}

/** What the answer to a write says of the group. */
export type Answered =
  /** Nothing: it has no users. By the description it has, but nothing depends on it. */
  | { readonly kind: 'silent' }
  /** It is of another group, and so says nothing of what was done. */
  | { readonly kind: 'another' }
  /** `whole`: every user in it could be read, so that who is not in it is not in the group. */
  | { readonly kind: 'read'; readonly group: LiveGroup; readonly whole: boolean };

/** Reads who is in the group by the answer to a write, as far as that can be read. */
export function answeredBy(
  { id, users }: { readonly id?: unknown; readonly users?: unknown },
  known: LiveGroup,
): Answered {
  if (typeof id === 'string' && id.toLowerCase() !== known.info.id) return { kind: 'another' };
  if (!Array.isArray(users)) return { kind: 'silent' };
  const { id: ownId, name } = known.info;
  const { members, odd, unreadable } = liveGroupOf({ id: ownId, name, users });
  const whole = odd.size === 0 && unreadable === null;
  return { kind: 'read', group: { ...known, members, odd, unreadable }, whole };
}
