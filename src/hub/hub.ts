/**
 * The Hub's objects as they are described. What is read is not taken for them unseen: of a list only what tells its
 * objects apart is checked here, and the rest where a run needs it (`src/live`), since fields, roles and resource types
 * come and go on the Hub within days, and one odd object must not stand in the way of all the others.
 */

/** A user in a group. Here the username is `name`. */
export interface HubGroupUser {
  readonly name: string;
  readonly role: string;
  readonly [other: string]: unknown;
}

/** A repository or another thing in a group; `private` is there for repositories and collections. */
export interface HubResource {
  readonly type: string;
  readonly name?: string;
  readonly private?: boolean;
  readonly [other: string]: unknown;
}

/** A Resource Group. `resources` was called `repos` before July 2026; either or both may come. */
export interface HubGroup {
  /** 24 lower-case hex digits. */
  readonly id: string;
  readonly name: string;
  readonly users: readonly HubGroupUser[];
  readonly resources?: readonly HubResource[] | null;
  readonly repos?: readonly HubResource[] | null;
  readonly autoJoin?: {
    readonly enabled: boolean;
    readonly role?: string;
    readonly [other: string]: unknown;
  };
  readonly [other: string]: unknown;
}

/** A group of which is known which one it is, and nothing more. */
export interface ReadGroup {
  readonly id: string;
  readonly name: string;
  readonly [other: string]: unknown;
}

/** A member of the organization. Here the username is `user`. */
export interface HubMember {
  readonly user: string;
  readonly role?: string | null;
  /** There only for organization admins on a paid plan. */
  readonly verifiedEmail?: string | null;
  readonly [other: string]: unknown;
}

/** The token's own user. */
export interface HubMe {
  readonly name: string;
  readonly [other: string]: unknown;
}

/**
 * What may be read of the Hub. Planning is given this and nothing more, so that a plan that writes does not compile.
 * Every method rejects with `HubError` when the answer is missing, incomplete or not what it should be: an unreadable
 * list is never an empty one.
 */
export interface HubReader {
  /** Without a trailing slash. */
  readonly endpoint: string;
  /** Every group that the token may see, as it came. */
  listGroups(organization: string): Promise<readonly unknown[]>;
  getGroup(organization: string, id: string): Promise<ReadGroup>;
  /** Every member of the organization, over all pages, as they came. */
  listMembers(organization: string): Promise<readonly unknown[]>;
  /** The members that the Hub answers for an e-mail address; it may not filter by it, so look at what comes back. */
  findMembersByEmail(organization: string, email: string): Promise<readonly unknown[]>;
  /** Every repository of the organization, in a group or in none, as it came. */
  listRepositories(organization: string): Promise<readonly unknown[]>;
  /** Every service account of the organization, as it came. */
  listServiceAccounts(organization: string): Promise<readonly unknown[]>;
  /** What each group has used this month, as it came. */
  usageByGroup(organization: string): Promise<Readonly<Record<string, unknown>>>;
  /** The events of one type in the audit log, of the last 100,000 of the organization, as they came. */
  auditLog(organization: string, type: string): Promise<readonly unknown[]>;
  whoami(): Promise<HubMe>;
}

/** A write as the Hub takes it. */
export interface HubWrite {
  readonly method: 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  /** Path on the endpoint, percent-encoded. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** What every write that was asked for has, however it went. */
interface WriteTries {
  /** The Hub's `X-Request-Id`. */
  readonly requestId: string | null;
  /** How often it was tried. */
  readonly attempts: number;
  /** With the waits between the tries. */
  readonly durationMs: number;
}

/** What every write has that was not plainly done. */
interface WriteUndone extends WriteTries {
  readonly message: string;
  /**
   * When the Hub asks to come back, in milliseconds since 1970, if that is further off than a run waits: then nothing
   * more is sent in this run. `null` for all else.
   */
  readonly comeBackAt: number | null;
}

/** How a write went. Only `unknown` leaves a doubt: then the group must be read before anything is sent again. */
export type WriteOutcome =
  | (WriteTries & {
      readonly kind: 'done';
      readonly status: number;
      /** Of the answer, unchecked: by the description the group as it is now, but anything is acceptable. */
      readonly body: Readonly<Record<string, unknown>>;
    })
  | (WriteUndone & {
      /** The Hub answered that it did not do it; also a 429 after the last try. */
      readonly kind: 'refused';
      readonly status: number;
    })
  | (WriteUndone & {
      /** No answer, or one that does not say: a time-out, a reset, a 5xx, a body that is cut. */
      readonly kind: 'unknown';
      readonly status: number | null;
      /** Whether it may still be done after the Hub was looked at: nobody answered, or one who only passes it on. */
      readonly late: boolean;
      /** Whether the Hub said how long to wait: then the next request waits by itself. */
      readonly waits: boolean;
    })
  | (WriteUndone & {
      /** It is certain that the Hub did not do it, because the request never reached it or only ever met a 429. */
      readonly kind: 'not_sent';
      /**
       * `interrupted`: the run was stopped first. `unreachable`: no connection could be made, after retries.
       * `come-back`: the Hub asked to come back later than a run waits.
       */
      readonly reason: 'interrupted' | 'unreachable' | 'come-back';
      /** 429 when that was what every try met, `null` when there was no answer. */
      readonly status: number | null;
    });

/** What may be written. `send` resolves whatever the Hub says; it rejects only for a fault of the program. */
export interface HubWriter {
  send(write: HubWrite): Promise<WriteOutcome>;
}

export interface Hub extends HubReader, HubWriter {}
