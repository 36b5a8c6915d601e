import type { HubReader, HubWriter, WriteOutcome } from '../hub/types.ts';
import type { Live } from '../live/types.ts';
import type { Blocked, Call, Change } from '../plan/types.ts';
import type { Numbered } from './kind.ts';

/** How a change ended. */
export type ChangeStatus =
  | 'applied'
  /** It was so before this run came to it. */
  | 'already'
  | 'failed'
  /** The Hub lets nobody make it: a group managed by SCIM. */
  | 'blocked'
  | 'not_attempted';

/** Why a change failed, in the Hub's words. */
export interface ChangeError {
  /** `null` when no answer came. */
  readonly http_status: number | null;
  readonly message: string;
  readonly request_id: string | null;
}

/** Keeps the truth of a run: what was sent, and how each change ended. */
export interface Ledger {
  /** Every request that left. */
  sent(call: Call, outcome: WriteOutcome): void;
  /** How a change ended; said once for each. */
  settle(index: number, status: ChangeStatus, error?: ChangeError): void;
  /** How it ended; `null` while it is open. */
  statusOf(index: number): ChangeStatus | null;
  /** A group that lets nobody change it, said once. */
  block(blocked: Blocked): void;
  /** Nothing more can succeed in this run: the token is refused, or the organization has no plan. */
  giveUp(): void;
  /** Whether something said {@link giveUp}. */
  readonly givenUp: boolean;
}

/** What sending one group's changes needs. */
export interface SendInput<C extends Change = Change> {
  readonly organization: string;
  /** The changes of one group, in the plan's order. */
  readonly changes: readonly Numbered<C>[];
  /** The most members in one add-users call. */
  readonly batchSize: number;
  readonly hub: Pick<HubReader, 'getGroup'> & HubWriter;
  readonly live: Live;
  readonly ledger: Ledger;
  /** Waits before the given further try, counted from 1, as the Hub's official client does; at once when stopped. */
  pause(attempt: number, retryAfter: string | null): Promise<void>;
}
