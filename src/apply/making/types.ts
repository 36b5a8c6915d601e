import type { Pause } from '../../hub/pause.ts';
import type { HubReader, HubWriter, WriteOutcome } from '../../hub/types.ts';
import type { Kind, Numbered } from '../../kinds/kind.ts';
import type { Live, LiveGroup } from '../../live/types.ts';
import type { Blocked, Call, Change } from '../../model/plan.ts';
import type { ChangeError, ChangeStatus } from '../../model/report.ts';

/** Keeps the truth of a run: what was sent, and how each change ended. */
export interface Ledger {
  /** Every request that left. */
  sent(call: Call, outcome: WriteOutcome): void;
  /**
   * How a change ended; said once for each.
   *
   * @param inDoubt it failed, and may have had its effect all the same
   */
  settle(index: number, status: ChangeStatus, error?: ChangeError, inDoubt?: boolean): void;
  /** How it ended; `null` while it is open. */
  statusOf(index: number): ChangeStatus | null;
  /** A group that lets nobody change it, said once. */
  block(blocked: Blocked): void;
  /** Nothing more can succeed in this run: the token is refused, the organization has no plan, the Hub asks to go. */
  giveUp(why: ChangeError): void;
  /** What was said to {@link giveUp} first; `null` while nothing was. */
  readonly givenUp: ChangeError | null;
}

/** One change on its way. */
export type Step<C extends Change = Change> = Numbered<C>;

/** How a write went that was not plainly done. */
export type Undone = Exclude<WriteOutcome, { readonly kind: 'done' }>;
/** An answer that says that the Hub did not do it. */
export type Refused = Extract<WriteOutcome, { readonly kind: 'refused' }>;

/** What making the changes of one group needs. */
export interface UnitInput<C extends Change = Change> {
  readonly organization: string;
  readonly kind: Kind<C>;
  /** At least one, all of one group, in the plan's order. */
  readonly changes: readonly Step<C>[];
  /** The group as it was planned from. */
  readonly group: LiveGroup;
  readonly live: Live;
  /** The most members in one add-users call. */
  readonly batchSize: number;
  readonly hub: Pick<HubReader, 'getGroup'> & HubWriter;
  readonly ledger: Ledger;
  readonly pause: Pause;
}
