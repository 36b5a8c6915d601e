import type { HubReader, HubWriter } from '../hub/types.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/types.ts';
import { numberedByGroup } from '../plan/create-plan.ts';
import type { Change } from '../plan/types.ts';
import { type Progress, RunLedger } from './run-ledger.ts';

/** What making changes needs. */
export interface MakeInput {
  readonly organization: string;
  /** Sorted, as in the plan. */
  readonly changes: readonly Change[];
  /** Indices of changes that are so already. */
  readonly already: ReadonlySet<number>;
  readonly live: Live;
  /** The most members in one add-users call. */
  readonly batchSize: number;
  /** How many groups are worked on at the same time. */
  readonly concurrency: number;
  readonly hub: Pick<HubReader, 'getGroup'> & HubWriter;
  /** See `SendInput.pause`. */
  readonly pause: (attempt: number) => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Makes the changes, several groups at the same time, within a group one call after the other. A call that fails stops
 * neither the other groups nor the report.
 *
 * @returns what was sent, and how every change ended
 */
export async function makeChanges(input: MakeInput): Promise<RunLedger> {
  const ledger = new RunLedger(input.changes, input.onProgress);
  for (const index of input.already) ledger.settle(index, 'already');
  const groups = numberedByGroup(input.changes).values();
  const worker = async (): Promise<void> => {
    // One iterator for all workers: each takes the next group as soon as it is free.
    for (const changes of groups) {
      const open = changes.filter(({ index }) => !input.already.has(index));
      const [first] = open;
      if (first === undefined) continue;
      const { organization, batchSize, hub, live, pause } = input;
      await kindOf(first.change).send({ organization, changes: open, batchSize, hub, live, ledger, pause });
    }
  };
  await Promise.all(Array.from({ length: input.concurrency }, worker));
  return ledger;
}
