import type { Guards } from '../../config/declaration.ts';
import type { Live, LiveGroup } from '../../live/organization.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import type { Change, LimitValue, Policy, Violation } from '../../model/plan.ts';
import type { Source } from '../../model/source.ts';

/** What the guards are asked about: the whole plan, before the first write. */
export interface GuardInput {
  readonly changes: readonly Change[];
  readonly live: Live;
  readonly policy: Policy;
}

/** A group as it is, and as it is when the changes are made. */
export interface GroupStates {
  /** Its `id` is `null` for a group that is to be made. */
  readonly ref: DeclaredGroupRef;
  /** Empty for a group that is to be made. */
  readonly before: LiveGroup;
  /** Empty for a group that is deleted. */
  readonly after: LiveGroup;
  readonly deleted: boolean;
  /** Lower roles before removals, each by user. */
  readonly losses: readonly Loss[];
}

/** Somebody who has less access in a group, or in the organization (`null`), afterwards than before. */
export interface Loss {
  readonly group: DeclaredGroupRef | null;
  /** In the spelling of the change. */
  readonly user: string;
  readonly before: string;
  /** `null`: none any more. */
  readonly after: string | null;
  /** The line that asks for it; `null` where none is about this person alone, as in a group that is deleted. */
  readonly source: Source | null;
}

/**
 * What a guard looks at: states, never what the changes call themselves. So a change of another kind, whatever its
 * action, neither trips a guard nor makes up for what another takes away.
 */
export interface Outlook {
  readonly live: Live;
  /** The whole organization when the changes are made. */
  readonly after: Live;
  /** The groups that the changes are about. */
  readonly groups: readonly GroupStates[];
  /** Those of all groups, then those of the organization. */
  readonly losses: readonly Loss[];
  readonly policy: Policy;
}

/**
 * A guard's finding; whether it is waived is decided elsewhere. Without a `source` it stands at the line of the first
 * change of its target that the guard {@link Guard.concerns}.
 */
export type Finding = Omit<Violation, 'waived' | 'guard'>;

/** Everything that there is to a guard; the documentation is made of it as well. */
export interface Guard {
  /** What it refuses, as a heading. */
  readonly title: string;
  /** When it does, in sentences. */
  readonly cause: string;
  /** What to do, in a sentence. */
  readonly cure: string;
  /** Tells what must not happen, one finding for each target or member concerned. */
  check(outlook: Outlook): readonly Finding[];
  /** Whether a finding that is about no one person is about a change of its target. Of a person all are that take away. */
  concerns(change: Change): boolean;
  /** What a change that a finding is about means for its target, `the only admin`; `null` for nothing. @param changes how many there are */
  note(changes: number): string | null;
  /** What to do before a waiver is thought of, a sentence. @param one what is looked at: `pull request`, `plan` */
  instead(one: string): string;
}

/** A limit that files may set under `guards`. */
export interface Limit {
  /** As the file has it; `null` where it leaves it to the default. */
  of(guards: Guards): LimitValue;
  /** How much the policy allows by it: of two, the one that allows more is the weaker. */
  allowed(policy: Policy, live: Live): number;
}
