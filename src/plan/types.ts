import type { Source } from '../diagnostics/types.ts';
import type { MembershipBlocked, MembershipChange, MembershipUnmanaged } from '../kinds/membership/types.ts';

export type Action = 'create' | 'update' | 'delete';

/** `this_change`: the configuration asks for it and its base does not. `drift`: it was pending anyway. */
export type Origin = 'this_change' | 'drift';

/** A group as a plan names it: the Hub's id and the Hub's spelling of its name. */
export interface GroupRef {
  readonly id: string;
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

/** One difference between desired and live. A new kind is a new member here and a new folder in `src/kinds`. */
export type Change = MembershipChange;
/** A change that cannot be made now. */
export type Blocked = MembershipBlocked;
/** Something live that nothing declares, and that is left alone. */
export type Unmanaged = MembershipUnmanaged;

/** One request that `apply` would send; plain data. `changes` are indices into the plan's `changes`. */
export interface Call {
  readonly method: 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  /** Path on the endpoint, percent-encoded, without origin or query. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly changes: readonly number[];
}

export const guardNames = [
  'max-removals',
  'emptied-group',
  'last-admin',
  'self-lockout',
  'protected-member',
] as const;
export type GuardName = (typeof guardNames)[number];

/** A guard that the plan runs into. `waived` by the file for this digest, or by hand for this run. */
export interface Violation {
  readonly guard: GuardName;
  readonly message: string;
  /** The group concerned; `null` for a guard over the whole run. */
  readonly group: GroupRef | null;
  /** The member concerned, if it is about one. */
  readonly user: string | null;
  readonly waived: boolean;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly source: Source | null;
}

/** What a reader needs to know of a group to weigh a change in it. */
export interface GroupInfo extends GroupRef {
  /** Members now, of whatever role. */
  readonly members: number;
  /** Repositories in the group; `null` when the Hub does not say. */
  readonly repositories: number | null;
  /** How many of them are private: that is what a membership gives access to. */
  readonly private: number | null;
  /** Everything else in it: collections, jobs, … */
  readonly other_resources: number | null;
}

export interface Summary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly destructive: number;
  readonly blocked: number;
  readonly unmanaged: number;
  /** Groups with a change. */
  readonly groups: number;
  readonly calls: number;
}

/** What the guards compare with; kept in the plan so that a saved one is checked again against what is live then. */
export interface Policy {
  /** As in the file (`12` or `"25%"`); `null` when the file says nothing and the default holds. */
  readonly max_removals: number | string | null;
  /** Usernames in the Hub's spelling. */
  readonly protected_members: readonly string[];
  /** Ids of the groups whose membership is managed in this run. */
  readonly managed_groups: readonly string[];
}

/**
 * The difference between desired and live, the calls that would make it, and everything that stands in the way.
 * Plain, sorted data: the same input gives the same bytes on every machine. Its JSON is `schemas/plan.schema.json`.
 */
export interface Plan {
  readonly format_version: '1.0';
  readonly tool_version: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly created_at: string;
  /** Without a trailing slash. */
  readonly endpoint: string;
  readonly organization: string;
  /** The files of the configuration, as the user named them. */
  readonly files: readonly string[];
  /** Only these groups were looked at; `null` for all declared. */
  readonly selection: readonly string[] | null;
  readonly digest: string;
  readonly summary: Summary;
  /** The groups with a change, a blocked entry or a violation, in the order of `changes`. */
  readonly groups: readonly GroupInfo[];
  readonly changes: readonly Change[];
  readonly calls: readonly Call[];
  readonly blocked: readonly Blocked[];
  readonly violations: readonly Violation[];
  readonly unmanaged: readonly Unmanaged[];
  readonly warnings: readonly Warning[];
  readonly policy: Policy;
}
