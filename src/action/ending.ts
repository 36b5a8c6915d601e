import type { Report } from '../apply/types.ts';
import { type ExitCode, exitCodes, type InterruptSignal } from '../commands/io.ts';
import { isRefused } from '../plan/guards/run.ts';
import type { Blocked, Plan } from '../plan/types.ts';
import type { BlockedMode } from './inputs.ts';
import type { FailureReason } from './outputs.ts';

/** How a run ends. */
export interface Ending {
  readonly exit: ExitCode;
  readonly reason: FailureReason;
}

export const wellDone: Ending = { exit: exitCodes.ok, reason: '' };

/** How a run that only planned ends. */
export function endingOfPlan(plan: Plan, mode: BlockedMode): Ending {
  if (isRefused(plan.violations)) return { exit: exitCodes.refused, reason: 'refused' };
  if (countsAsFailure(plan.blocked, mode)) return { exit: exitCodes.incomplete, reason: 'blocked' };
  return wellDone;
}

/**
 * How a run that made changes ends.
 *
 * @param planChanged whether it was refused since the reviewed plan was another one
 * @param signal what interrupted it; `null` for nothing
 */
export function endingOfReport(
  report: Report,
  mode: BlockedMode,
  planChanged: boolean,
  signal: InterruptSignal | null,
): Ending {
  switch (report.result) {
    case 'applied':
    case 'nothing_to_do':
      return wellDone;
    case 'partial': {
      const { failed, not_attempted: left } = report.summary;
      if (failed + left > 0) return { exit: exitCodes.incomplete, reason: 'partial' };
      return countsAsFailure(report.blocked, mode)
        ? { exit: exitCodes.incomplete, reason: 'blocked' }
        : wellDone;
    }
    case 'failed':
      return { exit: exitCodes.error, reason: 'hub-error' };
    case 'refused':
      return { exit: exitCodes.refused, reason: planChanged ? 'plan-changed' : 'refused' };
    case 'interrupted':
      return { exit: exitCodes[signal ?? 'SIGINT'], reason: 'interrupted' };
  }
}

function countsAsFailure(blocked: readonly Blocked[], mode: BlockedMode): boolean {
  switch (mode) {
    case 'any':
      return blocked.length > 0;
    case 'this_change':
      // Without a base nobody knows, and then it counts.
      return blocked.some(({ origin }) => origin !== 'drift');
    case 'never':
      return false;
  }
}
