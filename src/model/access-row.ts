import type { Source } from './source.ts';

/** How somebody comes to a group or to a repository. */
export const ways = [
  'own entry',
  'team',
  'auto-join',
  'organization admin',
  /** Only to a repository that is in no group: by the role in the organization. */
  'organization role',
] as const;
export type Way = (typeof ways)[number];

/** What the files say of somebody in a group, against what is live. */
export const accessStatuses = [
  /** Live as declared. */
  'as_declared',
  /** Declared otherwise: another role, `absent`, or an entry that has ended. */
  'differs',
  /** The group is managed, and this person is not in the file. */
  'undeclared',
  /** Nothing declares it: the group, who is in it, or who administers the organization. */
  'unmanaged',
  /** Declared, not live. */
  'missing',
  /** What is declared cannot be made now, or what is live cannot be compared. */
  'blocked',
] as const;
export type AccessStatus = (typeof accessStatuses)[number];

/** One event of the Hub's audit log, in the Hub's words. */
export interface AccessEvent {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Who did it; `null` when the Hub does not say. */
  readonly by: string | null;
  /** `resource_group.add_users`, … */
  readonly type: string;
  readonly message: string;
}

/** One person's way to one group, or, where a repository was asked for, to the repository. */
export interface AccessRow {
  /** In the Hub's spelling; as written, where a name or an address of the files matches nobody. */
  readonly user: string;
  readonly fullname: string | null;
  /** `null` where there is none, or the token may not see it. */
  readonly email: string | null;
  /** `null` for who is not in the members list, or where the Hub does not say. */
  readonly organization_role: string | null;
  /** A collaborator from outside the organization; `null` where the Hub does not say. */
  readonly external: boolean | null;
  /** `null` where the Hub does not say. */
  readonly two_factor: boolean | null;
  /** `null` where it cannot be told. */
  readonly service_account: boolean | null;
  /** The group's name; `null` for a repository in no group. */
  readonly group: string | null;
  /** `null` for a group that is not on the Hub, and for a repository in no group. */
  readonly group_id: string | null;
  /** The role that is live; `?` for one that cannot be read; `null` for none. */
  readonly live_role: string | null;
  /** The role that this way gives by the files; `null` for none. */
  readonly declared_role: string | null;
  /** `null` where nothing that can be read explains it: somebody was added by hand. */
  readonly via: Way | null;
  /** The team of the group's `teams`. */
  readonly team: string | null;
  /** The included team that names the person; `null` when {@link team} itself does. */
  readonly include: string | null;
  /** The line that says so. */
  readonly source: Source | null;
  /** The `reason` of the entry. */
  readonly reason: string | null;
  /** The last day of the entry, `YYYY-MM-DD`. */
  readonly expires: string | null;
  /** Whether that day has passed. */
  readonly expired: boolean;
  readonly status: AccessStatus;
  /** Whether it is the way that counts: of everybody's ways to one group exactly one. */
  readonly primary: boolean;
  /** Why it is blocked, as the plan names it; `null` for every other status. */
  readonly blocked: string | null;
  /** Who added the person, by the group itself; `null` where the Hub does not say. */
  readonly added_by: string | null;
  /** The newest event about this person in this group; `null` when there is none, or the log was not asked. */
  readonly event: AccessEvent | null;
}
