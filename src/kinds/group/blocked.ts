import type { BlockedBase } from '../../model/blocked.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import type { Source } from '../../model/source.ts';
import { phrase } from '../../text/phrase.ts';
import { type Place, sourceOf } from '../../text/source-file.ts';
import { type BlockedWords, wordsByReason } from '../blocked-words.ts';

/**
 * A declared group of which nothing can be done, since the Hub does not list it or lets nobody make it, or since its file
 * may not declare it; or of which the members cannot be read.
 */
export interface GroupBlocked extends BlockedBase {
  readonly kind: 'group';
  readonly group: DeclaredGroupRef;
  readonly user: null;
  readonly after: null;
  readonly reason:
    | 'group_not_found'
    | 'ambiguous_group'
    | 'not_permitted'
    | 'unreadable'
    | 'not_organization_admin';
  readonly held_by: null;
  readonly via: null;
}

declare module '../../model/plan.ts' {
  interface BlockedByKind {
    readonly group: GroupBlocked;
  }
}

/** Blocks everything that is declared of a group. @param place of what is declared */
export function blockedGroup(
  reason: GroupBlocked['reason'],
  {
    place,
    ...about
  }: {
    readonly group: DeclaredGroupRef;
    readonly suggestion?: string | null;
    readonly hint: string | null;
    readonly place: Place;
  },
): GroupBlocked {
  return blockedGroupAt(reason, { ...about, source: sourceOf(place) });
}

/** The same, of what stands at a source. */
export function blockedGroupAt(
  reason: GroupBlocked['reason'],
  {
    group,
    suggestion = null,
    hint,
    source,
  }: {
    readonly group: DeclaredGroupRef;
    readonly suggestion?: string | null;
    readonly hint: string | null;
    readonly source: Source | null;
  },
): GroupBlocked {
  return {
    kind: 'group',
    group,
    user: null,
    after: null,
    reason,
    suggestion,
    hint,
    held_by: null,
    source,
    via: null,
    origin: null,
  };
}

/** How a blocked group reads. */
export const groupBlockedWords: BlockedWords<GroupBlocked> = wordsByReason(
  {
    group_not_found: {
      why: 'the Hub lists no such group',
      notAdopted: 'the Hub lists no such group; mend its name or id, or delete it',
    },
    ambiguous_group: {
      why: 'several groups have this name',
      notAdopted: 'several groups have this name; give the id of the one that is meant',
    },
    not_permitted: {
      why: 'its file may not declare a group that has this name on the Hub',
      notAdopted: 'its file may not declare a group that has this name on the Hub',
    },
    not_organization_admin: {
      why: 'the user of this token is no admin of the organization, and no admin of the new group is declared',
      notAdopted: 'the group is to be made, and this token cannot make it',
    },
    unreadable: {
      why: 'what the Hub says of it cannot be read',
      notAdopted: 'what the Hub says of it cannot be read',
    },
  },
  // Where its members cannot be read, all else of it can be.
  ({ group, reason }, nameOf) =>
    phrase`every change${reason === 'unreadable' ? ' of people' : ''} in ${nameOf(group)}`,
);
