import type { ChangeBase, DeclaredGroupRef } from '../../model/change.ts';

/**
 * A resource that comes into a group, moves from one to another, or leaves its group for none. `group` is the one that
 * it comes into, or else the one that it leaves; `before` and `after` are what `targetKey` says of the groups.
 */
export interface ResourceChange extends ChangeBase {
  readonly kind: 'resource';
  readonly group: DeclaredGroupRef;
  /** `model:acme-ai/base`, `collection:acme-ai/SLUG-ID`. */
  readonly subject: string;
  /** The group that it leaves, as the Hub calls it. Of it only the id is part of the digest. */
  readonly from: DeclaredGroupRef | null;
  /** Whether only who is let in sees it; `null` when the Hub does not say. Not part of the digest. */
  readonly private: boolean | null;
  /** Who sees it afterwards and not before, and the other way round; `null` where it makes no difference, or is not known. */
  readonly audience: Audience | null;
}

/** How a private resource is seen by others than before. */
export interface Audience {
  readonly more: number;
  readonly fewer: number;
  /** The first of them, by username. */
  readonly more_users: readonly string[];
  readonly fewer_users: readonly string[];
}

declare module '../../model/plan.ts' {
  interface ChangeByKind {
    readonly resource: ResourceChange;
  }
}

/** Whether it leaves its group for none. */
export function leavesForNone({ after }: Pick<ResourceChange, 'after'>): boolean {
  return after === null;
}

/** What is private leaves its group for none, where everybody sees it; what may be private counts as private. */
export function exposes(change: Pick<ResourceChange, 'after' | 'private'>): boolean {
  return leavesForNone(change) && change.private !== false;
}
