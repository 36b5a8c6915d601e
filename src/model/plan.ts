import type { DeclaredGroupRef, GroupRef, TargetRef } from './change.ts';
import type { MembershipBlocked, MembershipChange, MembershipUnmanaged } from './membership.ts';
import type { Source } from './source.ts';

/**
 * The changes there are, by their `kind`. A folder of `src/kinds` adds its own here, by declaring this interface once
 * more; the registry does not compile before it has the kind that goes with it.
 */
export interface ChangeByKind {
  readonly membership: MembershipChange;
}
/** One difference between desired and live. */
export type Change = ChangeByKind[keyof ChangeByKind];
/**
 * What can be blocked, by its `kind`. A folder of `src/kinds` adds its own here, with reasons of its own, as it does to
 * {@link ChangeByKind}; the registry does not compile before it has the words for them.
 */
export interface BlockedByKind {
  readonly membership: MembershipBlocked;
}
/** Something declared that cannot be made now. */
export type Blocked = BlockedByKind[keyof BlockedByKind];
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
  'group-deletion',
  'resource-exposure',
  'mass-join',
  'spend-below-usage',
] as const;
export type GuardName = (typeof guardNames)[number];

/** A guard that the plan runs into. `waived` by the file for this digest, or by hand for this run. */
export interface Violation {
  readonly guard: GuardName;
  readonly message: string;
  /** The group concerned; `null` for a guard over the whole run and, with a {@link user}, for the organization. */
  readonly group: TargetRef;
  /** The member concerned, if it is about one. */
  readonly user: string | null;
  /** The line that asks for it: of the first change concerned. */
  readonly source: Source | null;
  readonly waived: boolean;
}

/**
 * Somebody whom the base declares in a group and this configuration does not, and who stays in it: deleting a line
 * removes nobody there. Only with a base.
 */
export interface Released {
  /** `null`: the organization. */
  readonly group: TargetRef;
  /** In the Hub's spelling. */
  readonly user: string;
  /** The live role, which they keep. */
  readonly role: string;
  readonly cause: /** The group is still declared; the entry, or what gave the role, is not. */
    | 'line_deleted'
    /** The group is not declared any more. */
    | 'group_not_declared'
    /** The group is declared, with neither `members` nor `teams` any more. */
    | 'membership_not_declared';
  /** What the base said of them: `absent` and `expired` asked for a removal that was not made yet. */
  readonly was: 'declared' | 'absent' | 'expired';
  /** The ways to another end. */
  readonly ways: readonly ReleaseWay[];
  /** The line of the base that is gone; `null` when it is not known. */
  readonly source: Source | null;
}

/** What to write for another end than {@link Released}. */
export type ReleaseWay =
  /** `absent` in the group, which removes the person in either mode. */
  | 'absent'
  /** `membership: exact` in the group, which removes whoever is not declared. */
  | 'exact'
  /** The group declared again, with `absent` for the person. */
  | 'declare_group'
  /** The line as it was. */
  | 'restore';

/** One rule that differs between the base and this configuration. Only with a base. */
export interface PolicyChange {
  readonly kind: /** A limit of `guards`; the subject is its key. */
    | 'guard'
    /** The subject is the member; `before` or `after` is `protected`. */
    | 'protected_member'
    /** The subject is the guard, `before` or `after` the digest. */
    | 'waiver'
    /** A rule of the section `policy`; the subject says which. */
    | 'policy'
    /** `exact`, `additive`, `unmanaged` (neither `members` nor `teams`); `after` is `null` when the group is not declared any more. */
    | 'membership'
    /** What is in a group: `exact`, `additive`, `unmanaged` (no `resources`). */
    | 'resources'
    /** A setting of a group that is not declared any more; the subject is its key. */
    | 'setting'
    /** A resource that no group declares any more; `before` is `declared`. */
    | 'resource'
    /** A role in the organization that is not declared any more; the subject is the member. */
    | 'organization_role'
    /** The end of somebody's own entry, as a date; `null`: without end. */
    | 'expires'
    /** The end of what a team gets in a group, as a date; the subject is the team. */
    | 'team_expires'
    /** Somebody's entry `absent` in a group that is not `exact`, come or gone. */
    | 'absent'
    /** An entry whose end will give a higher role: `after` says when and which, `before` is `null`. */
    | 'later_role';
  /** `null` when it is about the whole configuration. */
  readonly group: DeclaredGroupRef | null;
  readonly subject: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** Whether less is refused, removed or ended than the base asked for. */
  readonly loosens: boolean;
  /** In this configuration; `null` where nothing stands there any more. */
  readonly source: Source | null;
}

/** Somebody whom the plan speaks of, as the Hub shows them. */
export interface PersonInfo {
  readonly user: string;
  readonly fullname: string;
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
  /** The first of the repositories, private ones first, each by type and name; the counts say how many there are. */
  readonly repository_names: readonly RepositoryName[];
}

/** A repository in a group. `private` is `null` when the Hub does not say. */
export interface RepositoryName {
  readonly type: string;
  readonly name: string;
  readonly private: boolean | null;
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

/** How much the files declare, of what this run looked at: `No changes` says nothing where nothing is declared. */
export interface Declared {
  readonly groups: number;
  /** Those with `members` or `teams`. */
  readonly managed_groups: number;
  /** People named in them, by an entry or a team. */
  readonly memberships: number;
  /** Whatever else is declared: settings, resources, …; left out where nothing is. */
  readonly others?: number;
}

/** The limits that a file may set for guards, by their keys there. */
export const limitNames = ['max_removals', 'max_joins'] as const;
export type LimitName = (typeof limitNames)[number];
/** As in the file (`12` or `"25%"`); `null` when the file says nothing and the default holds. */
export type LimitValue = number | string | null;
export type Limits = Readonly<Record<LimitName, LimitValue>>;

/** What the guards compare with; kept in the plan so that a saved one is checked again against what is live then. */
export interface Policy extends Limits {
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
  readonly declared: Declared;
  readonly digest: string;
  readonly summary: Summary;
  /** The groups with a change, a blocked entry or a violation, in the order of `changes`. */
  readonly groups: readonly GroupInfo[];
  readonly changes: readonly Change[];
  readonly calls: readonly Call[];
  readonly blocked: readonly Blocked[];
  readonly violations: readonly Violation[];
  /** What the guards of the base would have refused, and those of this configuration do not. */
  readonly loosened: readonly Violation[];
  readonly policy_changes: readonly PolicyChange[];
  readonly released: readonly Released[];
  readonly unmanaged: readonly Unmanaged[];
  readonly warnings: readonly Warning[];
  /** Those with a full name whom changes, blocked entries, violations and releases speak of, by username. */
  readonly people: readonly PersonInfo[];
  readonly policy: Policy;
}
