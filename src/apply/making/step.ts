import type { HubReader, HubWriter, WriteOutcome } from '../../hub/hub.ts';
import type { Pause } from '../../hub/pause.ts';
import type { Numbered } from '../../kinds/kind.ts';
import type { Live } from '../../live/organization.ts';
import type { LiveView } from '../../live/view.ts';
import type { Blocked, Call } from '../../model/plan.ts';
import type { ChangeError, ChangeStatus } from '../../model/report.ts';
import type { GroupIds } from './group-ids.ts';

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
export type Step = Numbered;

/** How a write went that was not plainly done. */
export type Undone = Exclude<WriteOutcome, { readonly kind: 'done' }>;
/** An answer that says that the Hub did not do it. */
export type Refused = Extract<WriteOutcome, { readonly kind: 'refused' }>;

/** What may be read of the Hub while changes are made. */
export type LookReader = Pick<HubReader, 'getGroup' | 'listGroups' | 'listMembers'>;

/** What making the changes of one unit needs. */
export interface UnitInput {
  readonly organization: string;
  /** At least one, in the plan's order: all that hang together. */
  readonly changes: readonly Step[];
  /** What they touch, as it was planned from. */
  readonly view: LiveView;
  /** What all changes of the run are to leave. */
  readonly planned: LiveView;
  readonly live: Live;
  /** The most members in one add-users call. */
  readonly batchSize: number;
  readonly hub: LookReader & HubWriter;
  /** The same, where all groups are read once in a run: right before its first group is made. */
  readonly firstLook: LookReader;
  /** The groups that are there, of which none is a new one. */
  readonly ids: GroupIds;
  readonly ledger: Ledger;
  readonly pause: Pause;
}
