import type { Configuration, DeclaredGroup } from '../config/types.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import type { Live, LiveGroup } from '../live/types.ts';
import type { Blocked, Call, Change, Unmanaged } from '../plan/types.ts';
import type { Day } from '../text/date.ts';
import type { SendInput } from './send.ts';

/** A change with its place in the plan's list. */
export interface Numbered<C extends Change = Change> {
  readonly index: number;
  readonly change: C;
}

/** A declared group and the live group that it means. */
export interface MatchedGroup {
  readonly declared: DeclaredGroup;
  readonly live: LiveGroup;
}

export interface CompareInput {
  readonly configuration: Configuration;
  /** The groups of this run. */
  readonly groups: readonly MatchedGroup[];
  readonly live: Live;
  /** Today, UTC. */
  readonly today: Day;
  /** Whether to look for what a blocked name may have meant. It costs time, and a base needs none. */
  readonly suggest: boolean;
}

/** What comparing gives, in no particular order. `diagnostics` has errors, which end the plan, and warnings. */
export interface Comparison<C extends Change = Change> {
  readonly changes: readonly C[];
  readonly blocked: readonly Blocked[];
  readonly unmanaged: readonly Unmanaged[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A change as people read it: `subject before -> after  (note, note)`. */
export interface ChangeText {
  readonly subject: string;
  /** Between subject and notes: `admin`, `read -> write`. */
  readonly detail: string;
  readonly notes: readonly string[];
}

/**
 * A kind of change: everything about memberships, settings, … that the rest of the program need not know. All of it
 * is pure, but for `send`, which talks to the Hub that it is given.
 */
export interface Kind<C extends Change> {
  /** The differences between desired and live. */
  compare(input: CompareInput): Comparison<C>;
  /** What the change is about, within its group: it sorts by this, and the digest names it so. */
  subject(change: C): string;
  /** The live value that the change is about; `null` where there is none. */
  current(change: C, group: LiveGroup): string | null;
  /** Whether the change takes something away, as its own values say. */
  isDestructive(change: C): boolean;
  /** The calls for changes of one group, in a safe order. */
  calls(organization: string, changes: readonly Numbered<C>[], batchSize: number): readonly Call[];
  /** The change for people to read. Everything from outside is made visible. */
  text(change: C): ChangeText;
  /**
   * Makes the changes of one group and settles each in the ledger. Whatever the Hub answers is an outcome, so this
   * rejects only for a fault of the program.
   */
  send(input: SendInput<C>): Promise<void>;
}
