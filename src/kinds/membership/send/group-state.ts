import { KnownError } from '../../../errors.ts';
import type { HubReader } from '../../../hub/types.ts';
import { liveGroupOf } from '../../../live/live.ts';

/** What a fresh look at a group says. */
export type GroupState =
  | { readonly kind: 'read'; roleOf(user: string): string | null }
  /** The group is not there any more. */
  | { readonly kind: 'gone' }
  /** It could not be read, and so nothing is known. */
  | { readonly kind: 'unreadable'; readonly message: string };

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
    return error.code === 'hub-not-found' ? { kind: 'gone' } : { kind: 'unreadable', message: error.message };
  }
}
