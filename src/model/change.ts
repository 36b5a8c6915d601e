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

/** What every kind of change has; `kind` tells them apart. */
export interface ChangeBase {
  readonly kind: string;
  readonly action: Action;
  readonly group: GroupRef;
  /** As text, `null` where there is none: before a `create`, after a `delete`. */
  readonly before: string | null;
  readonly after: string | null;
  /** A removal, or a step to less access than before. */
  readonly destructive: boolean;
  /** `null` when there is no base to compare with. */
  readonly origin: Origin | null;
  readonly source: Source | null;
}
