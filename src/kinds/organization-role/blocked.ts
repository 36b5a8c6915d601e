import type { BlockedBase } from '../../model/blocked.ts';
import { type NameOf, type Phrase, phrase, word } from '../../text/phrase.ts';
import { type BlockedWords, wordsByReason } from '../blocked-words.ts';
import { unmatchedWords } from '../unmatched-words.ts';

/** A declared role in the organization that cannot be given now. */
export interface OrganizationRoleBlocked extends BlockedBase {
  readonly kind: 'organization_role';
  readonly group: null;
  /** As declared. */
  readonly user: string;
  readonly reason:
    | 'not_in_organization'
    | 'email_not_found'
    /** The token's user may not change roles, or may not see all that the call has to send back. */
    | 'not_organization_admin'
    /** What the call has to send back cannot be read. */
    | 'unreadable';
}

declare module '../../model/plan.ts' {
  interface BlockedByKind {
    readonly organization_role: OrganizationRoleBlocked;
  }
}

/** How a blocked role in the organization reads. */
export const organizationRoleBlockedWords: BlockedWords<OrganizationRoleBlocked> = wordsByReason(
  {
    ...unmatchedWords,
    not_organization_admin: {
      why: 'only the token of an organization admin may change roles in the organization, and sees all groups that have to be sent back with it',
      notAdopted: 'only the token of an organization admin may change roles in the organization',
    },
    unreadable: {
      why: 'what the Hub says cannot be read, and a person’s groups have to be sent back whole',
      notAdopted: 'what the Hub says of it cannot be read',
    },
  },
  whatOf,
);

function whatOf({ user, after }: OrganizationRoleBlocked, nameOf: NameOf): Phrase {
  return phrase`${word(user)} ${word(after ?? '')} in ${nameOf(null)}`;
}
