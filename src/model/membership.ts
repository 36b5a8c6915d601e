import type { BlockedBase } from './blocked.ts';
import type { ChangeBase, DeclaredGroupRef } from './change.ts';

/** The roles a file can give in a group, lowest first. The Hub may show others: those are compared as text. */
export const roles = ['read', 'contributor', 'write', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Why the declared state is what it is. */
export type Cause =
  /** An entry or a team gives the role. */
  | 'declared'
  /** The entry says `absent`. */
  | 'absent'
  /** The entry's date has passed and nothing else gives a role. */
  | 'expired'
  /** The group is `exact` and nothing declares the user. */
  | 'not_declared';

/** What the declaration gives when an entry has ended. */
export interface Afterwards {
  /** `null`: removed. */
  readonly role: Role | null;
  /** The team that gives it. */
  readonly via: string | null;
}

/** One user with one role in one group, to be added, changed or removed. */
export interface MembershipChange extends ChangeBase {
  readonly kind: 'membership';
  readonly group: DeclaredGroupRef;
  /** In the Hub's spelling. */
  readonly user: string;
  /** The `reason` written in the file. */
  readonly reason: string | null;
  /** The team that gave the role, when one did. */
  readonly via: string | null;
  readonly cause: Cause;
  /** When the entry that asks for it ends, `YYYY-MM-DD`. */
  readonly expires: string | null;
  /** What holds after {@link expires}; `null` when nothing ends. Not part of the digest. */
  readonly afterwards: Afterwards | null;
  /** It gives the user's first access to the group's private repositories. */
  readonly first_access: boolean;
}

/** A declared membership that cannot be made now. */
export interface MembershipBlocked extends BlockedBase {
  readonly kind: 'membership';
  readonly group: DeclaredGroupRef;
  readonly reason:
    | 'not_in_organization'
    | 'email_not_found'
    /** The identity provider alone decides who is in the group; `user` is `null`. */
    | 'scim_managed'
    /** Not removed for not being declared, since an entry of the group matches nobody and may mean this person. */
    | 'unmatched_entry'
    /** What the Hub says of this member cannot be read. */
    | 'unreadable';
  /** Of `unmatched_entry`: the name or address that matches nobody, as written; it stands at `source`. */
  readonly held_by: string | null;
}

/** A member of a declared group who is left alone. */
export interface MembershipUnmanaged {
  readonly group: DeclaredGroupRef;
  readonly user: string;
  readonly role: string;
}
