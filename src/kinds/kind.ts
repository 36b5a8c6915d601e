import type { Configuration, DeclaredGroup } from '../config/types.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Live, LiveGroup } from '../live/types.ts';
import type { GroupRef } from '../model/change.ts';
import type { Blocked, Call, Change, Unmanaged } from '../model/plan.ts';
import type { Day } from '../text/date.ts';
import type { Phrase } from '../text/phrase.ts';

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
  /** Those that the Hub does not list: one of which no kind makes a change is blocked, with `group_not_found`. */
  readonly missing: readonly DeclaredGroup[];
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

/** The name of a group among other words. */
export type NameOf = (group: GroupRef) => Phrase;

/** What changes mean for people, in clauses of one sentence, and of how many changes nothing was said. */
export interface Told {
  readonly clauses: readonly Phrase[];
  readonly untold: number;
}

/** What {@link Kind.current} answers where the Hub sends something that cannot be read: another value than any other. */
export const unreadableValue = '?';

/** Changes of one group that are made one after the other, when those of the phase before are. */
export interface Phase<C extends Change = Change> {
  readonly changes: readonly Numbered<C>[];
  /** The most of them in one call, at least 1. */
  readonly perCall: number;
  /** Whether they are made only where nothing was left undone of the phases that do not wait. */
  readonly waits: boolean;
}

/**
 * A kind of change: everything about memberships, settings, … that the rest of the program need not know. All of it
 * is pure: planning, making and showing ask it.
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
  /** The changes of one group in a safe order. @param batchSize the most members in one add-users call, at least 1 */
  phases(changes: readonly Numbered<C>[], batchSize: number): readonly Phase<C>[];
  /** The call that makes changes of one phase: at least one, and at most as many as it takes. */
  call(organization: string, changes: readonly Numbered<C>[]): Call;
  /** What the group is like when the changes are made. */
  after(changes: readonly C[], group: LiveGroup): LiveGroup;
  /**
   * Why a change would do more harm to the group as it is now than to the one that was planned for, though it is found
   * as planned itself; `null` when it would not.
   *
   * @param planned what the whole plan was to leave
   */
  overreach(change: C, now: LiveGroup, planned: LiveGroup): string | null;
  /** What blocks a change where an identity provider decides on it (SCIM); `null` when it never does. */
  provider(change: C, live: Live): Blocked | null;
  /** The change for people to read. Everything from outside is made visible. */
  text(change: C): ChangeText;
  /** The user whom the change is about, in the Hub's spelling; `null` when it is about nobody. */
  person(change: C): string | null;
  /** Whether the change gives so much that it is never folded away. */
  givesMuch(change: C): boolean;
  /** What changes mean, who loses before who gains. @param choice `important`: only what nobody may overlook */
  tell(changes: readonly C[], nameOf: NameOf, choice: 'all' | 'important'): Told;
}
