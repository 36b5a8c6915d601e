import type { Person } from '../../config/declaration.ts';
import type { TargetRef } from '../../model/change.ts';
import type { EntryWish } from '../member-entry.ts';

/** One thing that the files are to say otherwise, so that they say what is live. */
export type Wish =
  /** Somebody's own entry goes. */
  | { readonly kind: 'drop'; readonly group: string; readonly person: Person; readonly user: string }
  /** Somebody's own entry changes, or comes. */
  | {
      readonly kind: 'set';
      readonly group: string;
      /** The own entry that is there; `null` for a new one. */
      readonly person: Person | null;
      readonly user: string;
      readonly entry: EntryWish;
    };

/** A difference that stays, since the files have decided it, or cannot say what is live. */
export interface NotAdopted {
  readonly group: TargetRef;
  readonly user: string | null;
  /** Why, for people: a clause. */
  readonly why: string;
}
