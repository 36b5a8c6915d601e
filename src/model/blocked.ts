import type { Origin, TargetRef } from './change.ts';
import type { Source } from './source.ts';

/** What everything has that is declared and cannot be made now; `kind` tells it apart, and has its own reasons. */
export interface BlockedBase {
  readonly kind: string;
  /** Its target: a group, by its declared name where the Hub lists none, or the organization. */
  readonly group: TargetRef;
  /** As declared: a username or an e-mail address. `null` where it is about no one person. */
  readonly user: string | null;
  /** Of kinds that are about no people: which setting or resource. */
  readonly subject?: string | null;
  /** What was asked for, `null` for a removal. */
  readonly after: string | null;
  readonly reason: string;
  /** The nearest name of what there is. */
  readonly suggestion: string | null;
  /** What to do, a sentence, where the reason does not say. */
  readonly hint: string | null;
  readonly source: Source | null;
  /** The team that asks for it. */
  readonly via: string | null;
  readonly origin: Origin | null;
}
