import type { BlockedBase } from '../../model/blocked.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import { type Phrase, phrase, word } from '../../text/phrase.ts';
import { type BlockedWords, wordsByReason } from '../blocked-words.ts';

/**
 * A resource that cannot be found, of which nobody can say where it is, or which the file may not take out of its group;
 * without a subject, all of a group.
 */
export interface ResourceBlocked extends BlockedBase {
  readonly kind: 'resource';
  readonly group: DeclaredGroupRef;
  readonly user: null;
  readonly subject: string | null;
  readonly reason: 'resource_not_found' | 'not_permitted' | 'unreadable';
  readonly via: null;
}

declare module '../../model/plan.ts' {
  interface BlockedByKind {
    readonly resource: ResourceBlocked;
  }
}

/** How a blocked resource reads. */
export const resourceBlockedWords: BlockedWords<ResourceBlocked> = wordsByReason(
  {
    resource_not_found: {
      why: 'the organization has no such resource',
      notAdopted: 'the organization has no such resource; mend its name, or delete it',
    },
    not_permitted: {
      why: 'it would leave a group that the file may not declare',
      notAdopted: 'it would leave a group that the file may not declare',
    },
    unreadable: {
      why: 'what the Hub says of where it is cannot be read',
      notAdopted: 'what the Hub says of where it is cannot be read',
    },
  },
  ({ subject, group }, nameOf): Phrase =>
    subject === null
      ? phrase`the resources of ${nameOf(group)}`
      : phrase`${word(subject)} in ${nameOf(group)}`,
);
