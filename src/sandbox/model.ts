import type { HubGroup, HubMe, HubMember } from '../hub/hub.ts';
import type { GroupSettings } from './settings.ts';

/** The roles that the Hub's description allows in requests, in groups and in the organization alike. */
export const hubRoles = ['admin', 'write', 'contributor', 'read', 'no_access'] as const;

/** A member of the organization in a seed. */
export interface SeedMember {
  readonly id?: string;
  readonly email?: string;
  readonly fullname?: string;
  readonly role?: string;
  readonly pro?: boolean;
  readonly external?: boolean;
}

/** A service account in a seed, in its long form. */
export interface SeedServiceAccount {
  readonly name: string;
  readonly id?: string;
  readonly fullname?: string;
  readonly role?: string;
}

/** Who may see a repository: `protected` is a Space whose code is closed and that anybody may use. */
export const visibilities = ['public', 'private', 'protected'] as const;
export type Visibility = (typeof visibilities)[number];

/** Something in a group; a repository has a `name`, with or without its namespace. `visibility` goes before `private`. */
export interface SeedResource {
  readonly type: string;
  readonly name?: string;
  readonly id?: string;
  readonly slug?: string;
  readonly title?: string;
  readonly private?: boolean;
  readonly visibility?: Visibility;
  readonly added_by?: string;
}

/** A collection that is in no group; without `title`, its slug. */
export interface SeedCollection {
  readonly id: string;
  readonly slug: string;
  readonly title?: string;
  readonly private?: boolean;
  readonly visibility?: Visibility;
  readonly added_by?: string;
}

/** What a group has cost this month, in cents by product. */
export interface Usage {
  readonly inference?: number;
  readonly spaces?: number;
  readonly endpoints?: number;
  readonly jobs?: number;
}

/** Who comes into a group by themselves; without `scope`, all. */
export interface SeedAutoJoin {
  readonly role: string;
  readonly scope?: 'all' | 'read_plus';
}

/** A group in a seed; `name` stands in the list form only. */
export interface SeedGroup {
  readonly name?: string;
  readonly id?: string;
  readonly description?: string;
  readonly scim?: boolean;
  readonly auto_join?: SeedAutoJoin;
  readonly spend_limits?: Readonly<Record<string, number>>;
  readonly usage?: Usage;
  readonly members?: Readonly<Record<string, string>>;
  readonly resources?: readonly SeedResource[];
}

/** How far a token reaches: `admin` as far as its user, the others are fine-grained tokens. */
export type TokenAccess = 'admin' | 'write' | 'read' | 'none';

/** A token that is accepted. */
export interface SeedToken {
  readonly token: string;
  readonly name?: string;
  readonly user: string;
  readonly access: TokenAccess;
  readonly pending_approval?: boolean;
}

/** How the Hub behaves: `q` requests in `w` seconds, `whoami` of them to whoami. */
export interface SeedOptions {
  readonly error_text?: 'names' | 'silent';
  readonly resource_field?: 'resources' | 'repos' | 'both';
  readonly rate_limit?: { readonly q?: number; readonly w?: number; readonly whoami?: number };
  readonly rate_limit_headers?: boolean;
  readonly clock_seconds?: number;
  readonly unknown_fields?: boolean;
}

/** A seed as people write it; `schemas/seed.schema.json` is its source. */
export interface HandSeed {
  readonly organization: string;
  readonly fullname?: string;
  readonly plan?: 'team' | 'enterprise' | 'plus' | 'academia' | 'none';
  readonly email_domains?: readonly string[];
  readonly members: Readonly<Record<string, SeedMember | string | null>>;
  readonly service_accounts?: readonly (SeedServiceAccount | string)[];
  readonly other_users?: readonly string[];
  readonly groups?: Readonly<Record<string, SeedGroup | null>> | readonly SeedGroup[];
  readonly repositories?: readonly SeedResource[];
  readonly collections?: readonly SeedCollection[];
  readonly tokens?: readonly SeedToken[];
  readonly options?: SeedOptions;
}

/** A saved copy of an organization, taken as a seed; the definition `snapshot` of `schemas/hub.schema.json`. */
export interface SnapshotSeed {
  readonly format_version: string;
  readonly endpoint: string;
  readonly organization: string;
  readonly taken_at?: string;
  readonly me?: HubMe | null;
  readonly groups: readonly HubGroup[];
  readonly members: readonly HubMember[];
  readonly repositories?: readonly unknown[];
}

/** What a sandbox can be started from. */
export type Seed = HandSeed | SnapshotSeed;

/** Somebody on the Hub. `role` is the one in the organization, `null` for who is not in it. */
export interface Account {
  readonly id: string;
  /** In the Hub's spelling. */
  readonly name: string;
  readonly fullname: string;
  readonly kind: 'member' | 'service_account' | 'other';
  readonly role: string | null;
  readonly email: string | null;
  readonly pro: boolean;
  readonly external: boolean;
}

/** A role in a group, and who gave it. */
export interface Membership {
  readonly role: string;
  readonly addedBy: string | null;
}

/** A repository (`type`, `name`) or another thing (`type`, `id`, …). A job has no visibility. */
export interface Resource {
  readonly type: string;
  readonly name?: string;
  readonly id?: string;
  readonly slug?: string;
  readonly title?: string;
  readonly visibility?: Visibility;
  readonly addedBy?: string;
}

/** A group as it is now. The keys of `users` are usernames in lower case, those of `resources` are of {@link labelOf}. */
export interface Group extends GroupSettings {
  readonly id: string;
  readonly scim: boolean;
  readonly usage: Usage;
  readonly users: ReadonlyMap<string, Membership>;
  readonly resources: ReadonlyMap<string, Resource>;
}

/** The one organization of a sandbox. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly fullname: string;
  /** `null` for none. */
  readonly plan: string | null;
  /** In lower case. */
  readonly emailDomains: readonly string[];
}

/** A token that is accepted; `name` is what the log calls it. */
export interface Token {
  readonly token: string;
  readonly name: string;
  readonly user: string;
  readonly access: TokenAccess;
  readonly pendingApproval: boolean;
}

/** How the Hub behaves, with every default filled in. */
export interface Settings {
  readonly errorText: 'names' | 'silent';
  readonly resourceField: 'resources' | 'repos' | 'both';
  /** Requests in a window, the window in seconds, whoami requests in a window. */
  readonly rateLimit: { readonly quota: number; readonly window: number; readonly whoami: number };
  readonly oddities: Oddities;
}

/** How answers differ from what is described of the Hub's; nothing of it changes what requests do. */
export interface Oddities {
  /** Whether answers say what is left of the quota. */
  readonly quotaHeaders: boolean;
  /** How far the clock that answers show is ahead, in milliseconds; behind where it is negative. */
  readonly clockMs: number;
  /** Whether every object of an answer has a field that is not described. */
  readonly unknownFields: boolean;
}

/** As the Hub is described. */
export const noOddities: Oddities = { quotaHeaders: true, clockMs: 0, unknownFields: false };

/** A seed with every default filled in and every reference checked. */
export interface World {
  readonly organization: Organization;
  readonly accounts: readonly Account[];
  readonly groups: readonly Group[];
  /** Repositories and collections that are in no group. */
  readonly loose: readonly Resource[];
  readonly tokens: readonly Token[];
  readonly settings: Settings;
}

/** One change of who is in a group: `before` or `after` is `null` where the user is not in it. */
export interface Effect {
  /** The group's id. */
  readonly group: string;
  readonly user: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Usernames are compared without letter case. */
export function accountKey(username: string): string {
  return username.toLowerCase();
}

/** Tells the things of the organization apart: repositories by type and name, without letter case, others by id. */
export function labelOf({ type, name, id }: Pick<Resource, 'type' | 'name' | 'id'>): string {
  return `${type} ${id ?? name?.toLowerCase() ?? ''}`;
}

/** The name of a thing as a plan writes it: `model:acme-ai/base`, `collection:acme-ai/best-ID`. */
export function subjectOf(organization: string, { type, name, id, slug }: Resource): string {
  return id === undefined ? `${type}:${name ?? ''}` : `${type}:${organization}/${slug ?? ''}-${id}`;
}

/** The visibility of what is private or is not; `undefined` for what is neither. */
export function visibilityOf(hidden: boolean | undefined): Visibility | undefined {
  if (hidden === undefined) return undefined;
  return hidden ? 'private' : 'public';
}
