import { makeChanges } from '../apply/make-changes.ts';
import { createReport, refusedReport } from '../apply/report.ts';
import type { Progress } from '../apply/run-ledger.ts';
import type { ClosableHub } from '../hub/client.ts';
import { createPause } from '../hub/pause.ts';
import type { Live } from '../live/organization.ts';
import type { Plan } from '../model/plan.ts';
import type { Refusal, Report } from '../model/report.ts';
import { tellRetry } from './connect.ts';
import type { Console } from './console.ts';
import type { Interruption } from './interrupt.ts';
import type { Io } from './io.ts';

/** What a run makes a plan with. */
export interface Maker {
  readonly io: Io;
  readonly console: Console;
  readonly hub: ClosableHub;
  readonly interruption: Interruption;
  /** The most members in one add-users call. */
  readonly batchSize: number;
  readonly concurrency: number;
  /** ISO 8601, UTC: when the run began. */
  readonly startedAt: string;
}

/** Which changes of a plan are not made. */
export interface Exceptions {
  /** Indices of changes that are so already. */
  readonly already: ReadonlySet<number>;
  /** Indices of changes that nobody has reviewed. */
  readonly heldBack: ReadonlySet<number>;
}

/** Makes the changes of a plan, whatever becomes of them, and reports each. */
export async function makePlan(
  { io, console, hub, interruption, batchSize, concurrency, startedAt }: Maker,
  plan: Plan,
  live: Live,
  { already, heldBack }: Exceptions,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Report> {
  interruption.beginWriting();
  const ledger = await makeChanges({
    organization: plan.organization,
    changes: plan.changes,
    already,
    heldBack,
    live,
    batchSize,
    concurrency,
    hub,
    pause: createPause(io.clock, io.random, interruption.stop, (retry) => tellRetry(console, retry)),
    onProgress,
  });
  const { calls, blocked } = ledger;
  const interrupted = interruption.signal !== null;
  const outcome = { changes: ledger.reported(), calls, blocked, interrupted, refusal: null };
  return createReport(plan, outcome, startedAt, io.now().toISOString());
}

/** The report of a plan that is refused before its first write. */
export function refusePlan(
  { io, startedAt }: Pick<Maker, 'io' | 'startedAt'>,
  plan: Plan,
  refusal: Refusal,
  heldBack: ReadonlySet<number> = new Set(),
): Report {
  return refusedReport(plan, refusal, startedAt, io.now().toISOString(), heldBack);
}
