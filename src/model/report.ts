import type { Blocked, Change, GroupInfo, Violation, Warning } from './plan.ts';

export type Result =
  /** Every change is made. */
  | 'applied'
  | 'nothing_to_do'
  /** Some changes are made; others failed or are blocked. */
  | 'partial'
  /** Nothing could be made. */
  | 'failed'
  /** Nothing was sent: a guard, a stale plan, another digest, an answer other than `yes`. */
  | 'refused'
  /** A signal ended the run; calls in flight were finished. */
  | 'interrupted';

/** A change of the plan and how it ended. */
export type ReportedChange = Change & {
  readonly status: ChangeStatus;
  readonly error?: ChangeError;
  /** It failed, and may have had its effect all the same: the next plan tells. */
  readonly in_doubt?: true;
  /** It was not made since nobody has reviewed it; its status is `not_attempted`. */
  readonly held_back?: true;
};

/** A pull request whose plan a run went by. */
export interface ReviewedBy {
  readonly number: number;
  readonly url: string;
  /** The commit that was planned and merged. */
  readonly head: string;
  /** Who approved exactly this commit; `null` where GitHub did not say. */
  readonly approved_by: readonly string[] | null;
}

/** What a run on GitHub went by. */
export interface ReportedRun {
  /** The commit whose files were applied. */
  readonly commit: string;
  /** The page of the run; `null` where it is not known. */
  readonly url: string | null;
  readonly pull_requests: readonly ReviewedBy[];
  /** Who started the run by hand and named the plan's digest; `null` for nobody. */
  readonly digest_by: string | null;
}

/** One request to write that was sent. Reads are not listed. */
export interface SentCall {
  readonly method: string;
  readonly path: string;
  /** The last answer's status, `null` when none came. */
  readonly status: number | null;
  /** How often it was sent: more than once after a 429. */
  readonly attempts: number;
  readonly duration_ms: number;
  /** Indices of the changes that it was for. */
  readonly changes: readonly number[];
}

/** Why a run was refused before its first write, for people. */
export interface Refusal {
  readonly code: 'guard' | 'stale-plan' | 'other-digest' | 'not-approved' | 'other-run';
  readonly message: string;
  /** One line for each difference, for a stale plan. */
  readonly differences: readonly string[];
}

/** What a run did, change by change. Written whatever the outcome. Its JSON is `schemas/report.schema.json`. */
export interface Report {
  readonly format_version: '1.0';
  readonly tool_version: string;
  /** ISO 8601, UTC: when the run began and ended. */
  readonly started_at: string;
  readonly finished_at: string;
  readonly endpoint: string;
  readonly organization: string;
  /** `null` when the run ended before its plan was made. */
  readonly digest: string | null;
  readonly result: Result;
  readonly refusal: Refusal | null;
  readonly summary: {
    readonly applied: number;
    readonly already: number;
    readonly failed: number;
    readonly blocked: number;
    readonly not_attempted: number;
  };
  readonly groups: readonly GroupInfo[];
  readonly changes: readonly ReportedChange[];
  readonly calls: readonly SentCall[];
  readonly blocked: readonly Blocked[];
  readonly violations: readonly Violation[];
  readonly warnings: readonly Warning[];
  /** On GitHub only. */
  readonly run?: ReportedRun;
}

/** How a change ended. */
export type ChangeStatus =
  | 'applied'
  /** It was so before this run came to it. */
  | 'already'
  /** It was sent to no effect, is in doubt, or was found otherwise than planned. */
  | 'failed'
  /** The Hub lets nobody make it: a group managed by SCIM. */
  | 'blocked'
  /** No request carried it. */
  | 'not_attempted';

/** Why a change failed, in the Hub's words. */
export interface ChangeError {
  /** `null` when no answer came. */
  readonly http_status: number | null;
  readonly message: string;
  readonly request_id: string | null;
}
