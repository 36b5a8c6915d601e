import type { AccessComparison } from './access-comparison.ts';
import type { AccessEvent, AccessRow, AccessStatus, Way } from './access-row.ts';
import type { DeclaredGroupRef } from './change.ts';
import type { RepositoryName } from './plan.ts';
import type { Source } from './source.ts';

/** Something in a group, or a repository of the organization. */
export interface AccessResource extends Omit<RepositoryName, 'name'> {
  /** `NAMESPACE/NAME`, or the id of what has no such name. */
  readonly name: string;
}

/** A group with what it holds. */
export interface AccessGroup {
  /** `null` for a declared group that is not on the Hub. */
  readonly id: string | null;
  readonly name: string;
  readonly description: string | null;
  /** Whether the files declare it. */
  readonly declared: boolean;
  /** Whether the files say who is in it. */
  readonly managed: boolean;
  /** `null` where it is not managed. */
  readonly mode: 'additive' | 'exact' | null;
  /** Where it is declared. */
  readonly source: Source | null;
  /** `null` when it is off. */
  readonly auto_join: { readonly role: string; readonly scope: string | null } | null;
  /** How many the Hub lists in it, before any selection of rows. */
  readonly members: number;
  /** Repositories first, private ones before public ones; `null` when they cannot be read. */
  readonly resources: readonly AccessResource[] | null;
  /** How many of the report's rows are of this group. */
  readonly rows: number;
  /** Why nothing can be said of who is in it: a sentence. */
  readonly problem: string | null;
}

/** Why a report is no whole answer. */
export interface Incompleteness {
  readonly code:
    | 'not_organization_admin'
    | 'role_unknown'
    | 'unreadable_group'
    | 'unreadable_member'
    | 'unreadable_entry'
    | 'service_accounts_unknown'
    | 'repository_unknown';
  /** A sentence. */
  readonly message: string;
}

/** A file of the configuration, as evidence. */
export interface AccessFile {
  readonly path: string;
  /** `sha256:` and the hex digest of its text in UTF-8. */
  readonly sha256: string;
  /** The commit that is checked out; `null` where there is none. */
  readonly commit: string | null;
  /** Whether the file is as in that commit; `null` without one. */
  readonly as_committed: boolean | null;
}

/** What was asked for; `null` for all. */
export interface AccessScope {
  readonly groups: readonly string[] | null;
  readonly user: string | null;
  readonly repository: string | null;
}

/** How many there are of what. */
export interface AccessSummary {
  readonly rows: number;
  /** Everybody who has access to something in the report. */
  readonly people: number;
  readonly groups: number;
  /** Memberships that the Hub lists: one person in one group each. */
  readonly memberships: number;
  /** Rows by their way; `none` for those without one. Together they are all rows. */
  readonly ways: Readonly<Record<Way | 'none', number>>;
  /** Memberships, live or declared, by their status, each once. */
  readonly statuses: Readonly<Record<AccessStatus, number>>;
  /** Who comes to a group (each group counts) or a repository only through the organization. */
  readonly through_organization: number;
}

/** What was read, and by whom. */
export interface AccessEvidence {
  /** Who asked. */
  readonly user: string;
  /** The role in the organization; `null` when the Hub does not say. */
  readonly organization_role: string | null;
  readonly from: 'hub' | 'snapshot';
  /** Requests that were answered; `null` for a snapshot, which does not say. */
  readonly calls: number | null;
  readonly groups: number;
  readonly members: number;
  /** `null` when they could not be listed. */
  readonly service_accounts: number | null;
  /** `null` when they were not listed. */
  readonly repositories: number | null;
}

/** The repository that was asked for. */
export interface AccessRepository {
  /** `null` where nothing that was read has it, so that it may be no repository at all. */
  readonly type: string | null;
  readonly name: string;
  /** `public`, `private`, `protected`, or what the Hub says; `null` when it is not known. */
  readonly visibility: string | null;
  readonly group: { readonly id: string; readonly name: string } | null;
  /** What it means for everybody who is not in the rows: a sentence. */
  readonly everybody_else: string;
}

/** The person who was asked for. */
export interface AccessSubject {
  /** As asked for. */
  readonly asked: string;
  /** In the Hub's spelling; `null` when nobody is known by that name. */
  readonly user: string | null;
  readonly member: boolean;
  /** What is known, a sentence, where there is no row. */
  readonly message: string | null;
}

/** Somebody with access, and to how much. */
export interface AccessPerson {
  readonly user: string;
  readonly fullname: string | null;
  readonly email: string | null;
  readonly external: boolean | null;
  readonly service_account: boolean | null;
  /** The groups that he or she has access to, by name. */
  readonly groups: readonly string[];
}

/** An entry of a list of people. */
export interface ListedPerson {
  /** Of the list, from 1; the header is line 1. */
  readonly line: number;
  /** As written there: an address or a username. */
  readonly written: string;
  /** In the Hub's spelling; `null` when it matches nobody. */
  readonly user: string | null;
}

/** Who has access, against a list of people. */
export interface AccessPeople {
  readonly file: string;
  readonly entries: number;
  /** Have access, and are not in the list. */
  readonly leavers: readonly AccessPerson[];
  /** Have access, and may be one of {@link unmatched}: their address cannot be seen. */
  readonly unclear: readonly AccessPerson[];
  /** Have access, and are no people, so that no list of people has them. */
  readonly service_accounts: readonly AccessPerson[];
  /** In the list and in the organization, without access. */
  readonly without_access: readonly ListedPerson[];
  /** In the list, and nobody's. */
  readonly unmatched: readonly ListedPerson[];
}

/** Who made what a change would undo. */
export interface MadeBy {
  readonly group: DeclaredGroupRef;
  readonly user: string;
  /** `null`: not found. */
  readonly event: AccessEvent | null;
}

/** What the Hub's audit log says. */
export interface AccessAudit {
  /** How many events were read. */
  readonly events: number;
  /** The oldest of them; `null` for none. */
  readonly since: string | null;
  /** Whether the log had so many events that older ones are not in it. */
  readonly cut: boolean;
  /** Why it could not be read: a sentence. */
  readonly problem: string | null;
  /** Rows that are not as declared and of which the log has an event, and of which it has none. */
  readonly found: number;
  readonly not_found: number;
}

/**
 * Who has access to what, and why, with what shows that it is all. Plain, sorted data; its JSON is
 * `schemas/access.schema.json`, and every other format is made of it.
 */
export interface AccessReport {
  readonly format_version: '1.0';
  readonly tool_version: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly created_at: string;
  /** When the organization was read. */
  readonly taken_at: string;
  /** Without a trailing slash. */
  readonly endpoint: string;
  readonly organization: string;
  readonly scope: AccessScope;
  readonly complete: boolean;
  readonly incomplete: readonly Incompleteness[];
  readonly evidence: AccessEvidence;
  /** Empty where there are no files. */
  readonly files: readonly AccessFile[];
  /** Of the rows: two reports with the same one say the same. */
  readonly digest: string;
  readonly summary: AccessSummary;
  readonly repository: AccessRepository | null;
  readonly subject: AccessSubject | null;
  readonly comparison: AccessComparison | null;
  readonly people: AccessPeople | null;
  readonly audit: AccessAudit | null;
  readonly groups: readonly AccessGroup[];
  /** Groups by name, then id; in a group by user, then the primary way first. */
  readonly rows: readonly AccessRow[];
}
