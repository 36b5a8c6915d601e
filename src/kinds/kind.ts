import type { Configuration, DeclaredGroup } from '../config/declaration.ts';
import type { MayDeclare } from '../config/policy-check.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Live, LiveGroup } from '../live/organization.ts';
import type { LiveView } from '../live/view.ts';
import type { BlockedBase } from '../model/blocked.ts';
import type { DeclaredGroupRef, TargetRef } from '../model/change.ts';
import type { Need } from '../model/need.ts';
import type { Blocked, Call, Change, Unmanaged } from '../model/plan.ts';
import type { Day } from '../text/date.ts';
import type { NameOf, Phrase } from '../text/phrase.ts';
import type { BlockedWords } from './blocked-words.ts';
import type { Stage } from './stage.ts';

/** A change with its place in the plan's list. */
export interface Numbered<C extends Change = Change> {
  readonly index: number;
  readonly change: C;
}

/** A declared group and the live group that it means: an empty one for a group that a kind makes. */
export interface MatchedGroup {
  readonly declared: DeclaredGroup;
  /** How changes name it; its `id` is `null` for a group that is to be made. */
  readonly ref: DeclaredGroupRef;
  readonly live: LiveGroup;
}

export interface CompareInput {
  readonly configuration: Configuration;
  /** What is declared of the organization itself; `null` where the run looks at groups alone. */
  readonly organization: Configuration['others'] | null;
  /** The groups of this run, those that a kind makes among them. */
  readonly groups: readonly MatchedGroup[];
  /** Declared groups that the Hub does not list, and that are as they were to be. */
  readonly gone: readonly DeclaredGroup[];
  readonly live: Live;
  /** Today, UTC. */
  readonly today: Day;
  /** What files may declare, and so what they may take from a group. */
  readonly permits: MayDeclare;
  /** Whether to look for what a blocked name may have meant. It costs time, and a base needs none. */
  readonly suggest: boolean;
}

/** What of a configuration a run looks at. */
export interface Scope extends Pick<CompareInput, 'configuration' | 'organization'> {
  /** The declared groups of this run, found or not. */
  readonly groups: readonly DeclaredGroup[];
}

/** What comparing gives, in no particular order. `diagnostics` has errors, which end the plan, and warnings. */
export interface Comparison<C extends Change = Change> {
  readonly changes: readonly C[];
  /** Of this kind, or of whole groups. */
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
  /** What is told besides where there is room: who the people are, for one. */
  readonly details?: readonly string[];
}

/** What changes mean for people, in clauses of one sentence, and of how many changes nothing was said. */
export interface Told {
  readonly clauses: readonly Phrase[];
  readonly untold: number;
}

/** What it means for a declared group that the Hub does not list it. */
export type Unlisted =
  /** It is to be made: then all kinds compare it with an empty group. */
  | 'make'
  /** It is as it was declared to be. */
  | 'in_sync';

/** What a change does to people's access: takes away, gives, or neither. */
export type Bearing = 'less' | 'more' | 'none';

/** How a change stands against what is found live. */
export type Standing =
  /** It is as declared: nothing is left to be made. */
  | { readonly kind: 'inSync' }
  /** It is as planned: still to be made. */
  | { readonly kind: 'pending' }
  /** Somebody changed it meanwhile, and nobody has agreed to what making it would do now. */
  | { readonly kind: 'conflict'; readonly now: string | null };

/** A value of {@link Standing} where the Hub sends something that cannot be read: another value than any other. */
export const unreadableValue = '?';

/** How a change stands by the value that is live now. */
export function standingBy(
  { before, after }: Pick<Change, 'before' | 'after'>,
  now: string | null,
): Standing {
  if (now === after) return { kind: 'inSync' };
  return now === before ? { kind: 'pending' } : { kind: 'conflict', now };
}

/** A target with the name that it shall have: groups keep their ids, and the organization is left as it is. */
export type Renaming = <Ref extends TargetRef>(target: Ref) => Ref;

/**
 * A kind of change: everything about memberships, settings, … that the rest of the program need not know. All of it
 * is pure: planning, making and showing ask it. A change of a group that is to be made is asked about like any other:
 * its group is then not in the view, or stands in it empty.
 */
export interface Kind<C extends Change, B extends BlockedBase = Blocked> {
  // What is to be changed

  /**
   * What is wrong with what is declared, as far as the files alone tell. Values that do not fit the schema have been
   * reported already, and are to be passed over.
   */
  check(configuration: Configuration): readonly Diagnostic[];
  /** What has to be read of the organization, beside groups and members, to compare what is declared. */
  needs(configuration: Configuration): readonly Need[];
  /** The same to look at a change of an earlier plan again, of which no configuration may be known. */
  needsOf(change: C): readonly Need[];
  /** How many things of the kind are declared, of what a run looks at: `No changes` says nothing where nothing is. */
  declares(scope: Scope): number;
  /** What it means for a declared group that the Hub does not list it; `null` where the kind knows nothing of it. */
  unlisted(declared: DeclaredGroup): Unlisted | null;
  /** The differences between desired and live. */
  compare(input: CompareInput): Comparison<C>;
  /**
   * Why the change cannot be made by this token, beside the other changes of its target; `null` when it can, as far as is
   * known. With a group that cannot be made all of its changes go.
   */
  hindrance(change: C, beside: readonly Change[], live: Live): B | null;
  /**
   * The changes, in their order, with what each means for people, as far as that follows from what is live: nothing of
   * it is part of the digest, or believed of a saved plan.
   *
   * @param before what is live of all that the plan touches
   * @param after what its changes leave, made one and all
   * @param joined the same with those whom auto-join brings: who is in the groups then
   */
  weigh(
    changes: readonly C[],
    before: () => LiveView,
    after: () => LiveView,
    joined: () => LiveView,
  ): readonly C[];
  /** What the change is about, within its target: it sorts by this, and the digest names it so. */
  subject(change: C): string;
  /** How the digest writes `before` and `after`. */
  digestValue(value: string): string;
  /** Every target that the change reads or alters, its own first: what touches one target is never made side by side. */
  touches(change: C): readonly TargetRef[];
  /** Whether the change takes something away, as its own values say. */
  isDestructive(change: C): boolean;
  /** The last day on which what the change gives is wanted; `null` when it has no end. */
  lastDay(change: C): Day | null;
  /** Whether the change asks for something that a file can declare: a saved plan may say anything that its schema permits. */
  fits(change: C): boolean;
  /**
   * The change with nothing in it but what the digest stands for, and what follows from it: what a saved plan says
   * besides makes no change harmless.
   */
  bare(change: C): C;
  /** The change with other names of the groups in it, its own and all others. */
  renamed(change: C, toName: Renaming): C;
  /** The change with names as the Hub spells them. */
  spelled(change: C, live: LiveView): C;

  // How it is made

  /** When it is made. */
  stage(change: C): Stage;
  /** The most changes of the kind that one call of the stage carries, at least 1. @param batchSize members in one add-users call */
  perCall(stage: Stage, batchSize: number): number;
  /**
   * What else the call carries that makes a group, all of that group: what is not in it has a call of its own, and so has
   * what the Hub refuses in it.
   *
   * @param others changes of all kinds that come later, in the order in which they would be made
   */
  carries(change: C, others: readonly Numbered[], batchSize: number): readonly Numbered[];
  /**
   * Of what the call carries, those without one of whom the Hub does not take it from this token, in the order in which
   * they are worth a try: when it was refused with all, each goes alone with it. Empty where nobody is needed.
   */
  companions(change: C, carried: readonly Numbered[], live: Live): readonly Numbered[];
  /**
   * The call that makes changes of one target and stage, and {@link carries} besides.
   *
   * @param changes of this kind, at least one
   * @param idOf the id of a group, which one that is to be made gets on the way
   * @param live what is live right before it is sent; `null` while planning
   */
  call(
    organization: string,
    changes: readonly Numbered<C>[],
    carried: readonly Numbered[],
    idOf: (group: DeclaredGroupRef) => string,
    live: LiveView | null,
  ): Call;
  /**
   * Whether all that the change touches is looked at right before its call and right after: where the call says more than
   * the change does, and its answer too little.
   */
  afresh(change: C): boolean;
  /**
   * The property of the Hub's group that shows whether the change is made: an answer that has it tells. `null` where no
   * answer is about the group.
   */
  property(change: C): string | null;

  /**
   * What a call that is made afresh took besides, which the change says nothing of: a sentence; `null` for nothing.
   *
   * @param sent what was live right before it
   */
  lost(change: C, sent: LiveView, now: LiveView): string | null;

  // How it stands

  /** How the change stands against what is live. */
  standing(change: C, live: LiveView): Standing;
  /** What is live when the changes are made. It copies what it changes. */
  after(changes: readonly C[], live: LiveView): LiveView;
  /**
   * Why a change would do more harm now than to what was planned for, though it is found as planned itself; `null` when
   * it would not.
   *
   * @param planned what the whole plan was to leave
   */
  overreach(change: C, now: LiveView, planned: LiveView): string | null;
  /**
   * What somebody else has done since, beside the very thing that the change is about, that speaks against making it: a
   * sentence; `null` for nothing.
   *
   * @param planned what the whole plan leaves, where the groups that it makes are its own work alone
   */
  unforeseen(change: C, now: LiveView, planned: LiveView): string | null;
  /** What blocks a change where an identity provider decides on it (SCIM); `null` when it never does. */
  provider(change: C, live: Live): Blocked | null;

  // How it reads

  /** The person whose access it changes; `null` when it is about no one person. */
  person(change: C): string | null;
  /** The change for people to read. Everything from outside is made visible. */
  text(change: C): ChangeText;
  /** What the change does to people's access: what takes away stands before what gives, and both before the rest. */
  bearing(change: C): Bearing;
  /** Whether the change gives so much that it is never folded away. */
  givesMuch(change: C): boolean;
  /** What changes mean, who loses before who gains. @param choice `important`: only what nobody may overlook */
  tell(changes: readonly C[], nameOf: NameOf, choice: 'all' | 'important'): Told;
  /** What of it cannot be made now, for people to read. */
  readonly blocked: BlockedWords<B>;
  /** A value as a word: `admin`, `not in the group`. */
  value(value: string | null): string;
  /** That the change was found at another value than planned: a sentence. */
  found(change: C, now: string | null): string;
}
