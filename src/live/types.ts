import type { HubGroup, HubMe, HubMember } from '../hub/types.ts';
import type { GroupInfo } from '../plan/types.ts';

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
  readonly groups: readonly HubGroup[];
  readonly members: readonly HubMember[];
  /** Usernames of e-mail addresses that were asked for one by one; `null` for an address that nobody has. */
  readonly emails?: Readonly<Record<string, string | null>>;
}

/** One user's role in one group, in the Hub's spelling. */
export interface LiveMembership {
  readonly user: string;
  readonly role: string;
}

export interface LiveGroup {
  readonly info: GroupInfo;
  /** By username in lower case. */
  readonly members: ReadonlyMap<string, LiveMembership>;
  /** The role that auto-join gives; `null` when it is off. */
  readonly autoJoin: string | null;
}

/** A member of the organization. */
export interface LivePerson {
  /** In the Hub's spelling. */
  readonly user: string;
  /** In lower case; `null` when the member has none, `undefined` when the token may not see it. */
  readonly email: string | null | undefined;
  /** The role in the organization; `null` when the Hub does not say. */
  readonly role: string | null;
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
}
