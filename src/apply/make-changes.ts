import type { Pause } from '../hub/pause.ts';
import type { HubReader, HubWriter } from '../hub/types.ts';
import type { Live } from '../live/types.ts';
import type { Change } from '../model/plan.ts';
import { byGroup, callsFor, numbered } from '../plan/create-plan.ts';
import { makeUnit } from './making/make-unit.ts';
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
  /** How many groups are worked on at the same time, and the last ones all: as many as requests may be in flight. */
  readonly concurrency: number;
  readonly hub: Pick<HubReader, 'getGroup'> & HubWriter;
  /** Waits before a write whose outcome stayed unknown is tried again. */
  readonly pause: Pause;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Makes the changes, several groups at the same time, within a group one call after the other. A call that fails stops
 * neither the other groups nor the report.
 *
 * @returns what was sent, and how every change ended
 */
export async function makeChanges(input: MakeInput): Promise<RunLedger> {
  const ledger = new RunLedger(input.changes, input.onProgress, input.heldBack);
  for (const index of input.already) ledger.settle(index, 'already');
  const { organization, batchSize, hub, live, pause, concurrency } = input;
  const waiting = longestFirst(input);
  const groups = new Map(live.groups.map((group) => [group.info.id, group]));
  const worker = async (): Promise<void> => {
    while (waiting.length > 0) {
      const taken = waiting.splice(0, waiting.length > concurrency ? 1 : waiting.length);
      await Promise.all(
        taken.map(({ kind, changes, id }) => {
          const group = groups.get(id);
          if (group === undefined) throw new Error(`a change of the group ${id}, which is not live`);
          return makeUnit({ organization, kind, changes, group, live, batchSize, hub, ledger, pause });
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return ledger;
}

/**
 * The groups with something to do. The calls of one follow each other, so that the longest must not begin last. Few
 * groups are open at a time, so that a run that ends early leaves few of them half-way; only the last are begun
 * together, since with a group for each there would not be enough of them to keep every request in use.
 */
function longestFirst({ organization, changes, already, heldBack, batchSize }: MakeInput) {
  const open = numbered(changes).filter(({ index }) => !already.has(index) && heldBack?.has(index) !== true);
  return byGroup(open)
    .map((group) => {
      const own = group.changes.map(({ change }) => change);
      return { ...group, calls: callsFor(organization, own, batchSize).length };
    })
    .toSorted((a, b) => b.calls - a.calls);
}
