import type { Source } from './source.ts';

export type Action = 'create' | 'update' | 'delete';

/** `this_change`: the configuration asks for it and its base does not. `drift`: it was pending anyway. */
export type Origin = 'this_change' | 'drift';

/** A group as a plan names it: the Hub's id and the Hub's spelling of its name. */
export interface GroupRef {
  readonly id: string;
  readonly name: string;
}

/** A declared group as a blocked entry names it: `id` is `null` when the Hub lists no such group and the file has no id. */
export interface DeclaredGroupRef {
  readonly id: string | null;
  readonly name: string;
}

/**
 * What a change is about, as plans write it: a group; a group that is still to be made (`id` is `null`); the organization
 * itself (`null`). Whoever tells targets apart does so by {@link targetKey}, and not by an id that may not be there yet.
 */
export type TargetRef = DeclaredGroupRef | null;

/** Tells targets apart, and is how the digest names one: the id, `new:NAME` for a group to be made, `-` for the organization. */
export function targetKey(target: TargetRef): string {
  return target === null ? '-' : (target.id ?? `new:${target.name}`);
}

/** What every kind of change has; `kind` tells them apart. */
export interface ChangeBase {
  readonly kind: string;
  readonly action: Action;
  /** Its target: where it stands, and what the digest names. What else it touches its kind says. */
  readonly group: TargetRef;
  /** As text, `null` where there is none: before a `create`, after a `delete`. */
  readonly before: string | null;
  readonly after: string | null;
  /** A removal, or a step to less access than before. */
  readonly destructive: boolean;
  /** `null` when there is no base to compare with. */
  readonly origin: Origin | null;
  readonly source: Source | null;
}
