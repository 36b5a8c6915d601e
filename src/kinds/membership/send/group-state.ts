import { KnownError } from '../../../errors.ts';
import type { HubReader } from '../../../hub/types.ts';
import { liveGroupOf } from '../../../live/live.ts';

/** A group that could be read. */
export interface Seen {
  readonly kind: 'read';
  /** `null` for who is not in it. */
  roleOf(user: string): string | null;
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
    const { members } = liveGroupOf(await hub.getGroup(organization, id));
    return { kind: 'read', roleOf: (user) => members.get(user.toLowerCase())?.role ?? null };
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    if (error.code === 'hub-not-found') return { kind: 'gone' };
    return { kind: 'unreadable', interrupted: error.code === 'interrupted', message: error.message };
  }
}
