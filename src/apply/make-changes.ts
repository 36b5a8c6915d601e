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
  /** How many groups are worked on at the same time: as many as requests may be in flight. */
  readonly concurrency: number;
  readonly hub: Pick<HubReader, 'getGroup'> & HubWriter;
  /** See `SendInput.pause`. */
  readonly pause: (attempt: number, retryAfter: string | null) => Promise<void>;
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
  const groups = longestFirst(input).values();
  const worker = async (): Promise<void> => {
    const { organization, batchSize, hub, live, pause } = input;
    // One iterator for all workers: each takes the next group as soon as it is free.
    for (const { kind, changes } of groups) {
      await kind.send({ organization, changes, batchSize, hub, live, ledger, pause });
    }
  };
  await Promise.all(Array.from({ length: input.concurrency }, worker));
  return ledger;
}

/** The groups with something to do. The calls of one follow each other, so that the longest must not begin last. */
function longestFirst({ organization, changes, already, batchSize }: MakeInput) {
  const open = numberedByGroup(changes).map((group) => group.filter(({ index }) => !already.has(index)));
  return open
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const kind = kindOf(first.change);
      return [{ kind, changes: group, calls: kind.calls(organization, group, batchSize).length }];
    })
    .toSorted((a, b) => b.calls - a.calls);
}
