import type { ChangeBase, DeclaredGroupRef } from '../../model/change.ts';

/** A group that is made or deleted. `before` and `after` are its name. */
export interface GroupChange extends ChangeBase {
  readonly kind: 'group';
  readonly group: DeclaredGroupRef;
  /** Its name. */
  readonly subject: string;
  /** Of a group that is deleted: who is in it now, and what it still holds then. Not part of the digest. */
  readonly loss: GroupLoss | null;
}

/** What there is no more when a group is deleted. */
export interface GroupLoss {
  /** Who is in it, by username in lower case. */
  readonly members: readonly { readonly user: string; readonly role: string }[];
  /** Repositories that nothing moves to another group, and how many of them are private; `null` when the Hub does not say. */
  readonly repositories: number | null;
  readonly private: number | null;
  /** Everything else that nothing moves. */
  readonly other_resources: number | null;
}

declare module '../../model/plan.ts' {
  interface ChangeByKind {
    readonly group: GroupChange;
  }
}
