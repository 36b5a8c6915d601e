import type { MembershipMode } from '../../config/declaration.ts';
import type { Role } from '../../model/membership.ts';
import type { GroupInfo } from '../../model/plan.ts';

/** How to write what is live as a configuration. */
export interface ImportOptions {
  /** Only these groups, each by its name or its id; `null` for all. */
  readonly groups: readonly string[] | null;
  /** Of groups whose members can all be declared; the others are additive. */
  readonly mode: MembershipMode;
  /** Whether people are named by their addresses, where the Hub shows them. */
  readonly byEmail: boolean;
  /** Whether settings and what is in each group are written as well. */
  readonly settings: boolean;
  /** The keys of resources that are declared elsewhere, and so not here. */
  readonly taken?: ReadonlySet<string>;
}

/** One group as the file is to declare it. */
export interface ImportedGroup {
  readonly info: GroupInfo;
  readonly mode: MembershipMode;
  /** Highest role first, then by name; `null` when nobody knows who is in it, so that the file does not say. */
  readonly members: readonly ImportedMember[] | null;
  /** What else is declared, line by line, without the indentation of a group. */
  readonly settings: readonly string[];
  /** Why something of it cannot be declared, a sentence each. */
  readonly leftOut: readonly string[];
}

export interface ImportedMember {
  /** A username, or an address. */
  readonly name: string;
  readonly role: Role;
  readonly serviceAccount: boolean;
}

/** What is live, as far as a configuration can declare it. */
export interface Imported {
  readonly organization: string;
  readonly groups: readonly ImportedGroup[];
  /** Groups that no configuration can declare, with the reason, a sentence each. */
  readonly leftOut: readonly string[];
}
