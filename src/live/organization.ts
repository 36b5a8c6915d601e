import type { HubMe } from '../hub/hub.ts';
import type { GroupRef } from '../model/change.ts';
import type { LiveUsage } from './usage.ts';

/** What `--save-live` writes and `--live` reads: the Hub's own objects, as its lists answer them. */
export interface Snapshot {
  readonly format_version: '1.0';
  /** Without a trailing slash. */
  readonly endpoint: string;
  readonly organization: string;
  /** ISO 8601, UTC. */
  readonly taken_at: string;
  /** The token's own user. */
  readonly me: HubMe;
  /** As they came: what is odd in them is looked at where it is needed. */
  readonly groups: readonly unknown[];
  readonly members: readonly unknown[];
  /** All repositories of the organization, as they came; only where something that is declared needs them. */
  readonly repositories?: readonly unknown[];
  /** The service accounts, as they came; only where something needs them. */
  readonly service_accounts?: readonly unknown[];
  /** What groups have used this month, as it came; only where something needs it. */
  readonly usage?: Readonly<Record<string, unknown>>;
  /** Usernames of e-mail addresses that were asked for one by one; `null` for an address that nobody has. */
  readonly emails?: Readonly<Record<string, string | null>>;
  /** Why an address could not be asked for, by address, in words that end a sentence. */
  readonly email_problems?: Readonly<Record<string, string>>;
}

/** One user's role in one group, in the Hub's spelling. */
export interface LiveMembership {
  readonly user: string;
  readonly role: string;
}

/** Somebody in a group of whom the Hub says nothing that can be compared. */
export interface OddMember {
  readonly user: string;
  /** What is wrong, without a full stop. */
  readonly problem: string;
}

export interface LiveGroup {
  /** Which it is; what is in it is read from {@link object}, and counted by who shows it (`groupInfoOf`). */
  readonly info: GroupRef;
  /** What else the Hub says of the group, as it came and without its users: a kind of change reads there what is its own. */
  readonly object: Readonly<Record<string, unknown>>;
  /** By username in lower case. */
  readonly members: ReadonlyMap<string, LiveMembership>;
  /** Who is in the group and not among {@link members}, since their role cannot be read; by username in lower case. */
  readonly odd: ReadonlyMap<string, OddMember>;
  /** Why nothing can be said of who is in the group, without a full stop; `null` when it can. */
  readonly unreadable: string | null;
  /** The role that auto-join gives; `null` when it is off. */
  readonly autoJoin: string | null;
}

/** A repository of the organization. */
export interface LiveRepository {
  /** With its namespace, in the Hub's spelling. */
  readonly name: string;
  /** `null` when the Hub does not say. */
  readonly private: boolean | null;
}

/** A member of the organization. */
export interface LivePerson {
  /** In the Hub's spelling. */
  readonly user: string;
  /** In lower case; `null` when the member has none, `undefined` when the token may not see it. */
  readonly email: string | null | undefined;
  /** The role in the organization; `null` when the Hub does not say. */
  readonly role: string | null;
  /** `null` when the Hub shows none. */
  readonly fullname: string | null;
}

/** A service account of the organization, which is no member of it. */
export interface LiveServiceAccount {
  /** In the Hub's spelling. */
  readonly user: string;
  readonly name: string | null;
  /** In lower case. */
  readonly email: string | null;
}

/** The organization as it is now, made for looking things up. */
export interface Live {
  readonly endpoint: string;
  readonly organization: string;
  /** The token's own username. */
  readonly me: string;
  readonly groups: readonly LiveGroup[];
  /** By username in lower case. */
  readonly people: ReadonlyMap<string, LivePerson>;
  /** Usernames by e-mail address in lower case; `null` for one that was asked for and that nobody has. */
  readonly emails: ReadonlyMap<string, string | null>;
  /** Why an address could not be asked for, by address in lower case. */
  readonly emailProblems: ReadonlyMap<string, string>;
  /** Whether the addresses of all members can be seen, so that one that is not among them is nobody's. */
  readonly emailsVisible: boolean;
  /** By type and name in lower case, `model:acme-ai/base`; `null` when the list was not read. */
  readonly repositories: ReadonlyMap<string, LiveRepository> | null;
  /** By username in lower case; `null` when the list was not read. */
  readonly serviceAccounts: ReadonlyMap<string, LiveServiceAccount> | null;
  /** What groups have used this month, by id; `null` when it was not read. */
  readonly usage: ReadonlyMap<string, LiveUsage> | null;
  /** How many objects of the lists do not say which group or who they are. */
  readonly unread: { readonly groups: number; readonly members: number };
}
