import type { HubWriter } from '../hub/hub.ts';
import type { Pause } from '../hub/pause.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/organization.ts';
import { viewsOf } from '../live/view.ts';
import type { Change } from '../model/plan.ts';
import { callsFor, numbered, unitsOf } from '../plan/units.ts';
import { makeUnit } from './making/make-unit.ts';
import type { LookReader } from './making/step.ts';
import { type Progress, RunLedger } from './run-ledger.ts';

/** What making changes needs. */
export interface MakeInput {
  readonly organization: string;
  /** Sorted, as in the plan. */
  readonly changes: readonly Change[];
  /** Indices of changes that are so already. */
  readonly already: ReadonlySet<number>;
  /** Indices of changes that are not to be made, since nobody has reviewed them. */
  readonly heldBack?: ReadonlySet<number>;
  readonly live: Live;
  /** The most members in one add-users call. */
  readonly batchSize: number;
  /** How many units are worked on at the same time, and the last ones all: as many as requests may be in flight. */
  readonly concurrency: number;
  readonly hub: LookReader & HubWriter;
  /** Waits before a write whose outcome stayed unknown is tried again. */
  readonly pause: Pause;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Makes the changes, several units at the same time, within a unit one call after the other. A call that fails stops
 * neither the other units nor the report.
 *
 * @returns what was sent, and how every change ended
 */
export async function makeChanges(input: MakeInput): Promise<RunLedger> {
  const ledger = new RunLedger(input.changes, input.onProgress, input.heldBack);
  for (const index of input.already) ledger.settle(index, 'already');
  const { organization, batchSize, hub, live, pause, concurrency } = input;
  const waiting = longestFirst(input);
  const viewOf = viewsOf(live);
  const worker = async (): Promise<void> => {
    while (waiting.length > 0) {
      const taken = waiting.splice(0, waiting.length > concurrency ? 1 : waiting.length);
      await Promise.all(
        taken.map((changes) => {
          const view = viewOf(changes.flatMap(({ change }) => kindOf(change).touches(change)));
          return makeUnit({ organization, changes, view, live, batchSize, hub, ledger, pause });
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return ledger;
}

/**
 * The units with something to do. The calls of one follow each other, so that the longest must not begin last. Few
 * units are open at a time, so that a run that ends early leaves few of them half-way; only the last are begun
 * together, since with a unit for each there would not be enough of them to keep every request in use.
 */
function longestFirst({ organization, changes, already, heldBack, batchSize }: MakeInput) {
  const open = numbered(changes).filter(({ index }) => !already.has(index) && heldBack?.has(index) !== true);
  return unitsOf(open)
    .map((unit) => {
      const own = unit.map(({ change }) => change);
      return { unit, calls: callsFor(organization, own, batchSize).length };
    })
    .toSorted((a, b) => b.calls - a.calls)
    .map(({ unit }) => unit);
}
