import type { Blocked, Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { exitOf, exitOfPlan } from '../run/exit.ts';
import { type ExitCode, exitCodes, type InterruptSignal } from '../run/io.ts';
import type { EventName } from './event.ts';
import type { FailureReason } from './failure-reason.ts';
import type { BlockedMode } from './inputs.ts';

/** How a run ends. */
export interface Ending {
  readonly exit: ExitCode;
  readonly reason: FailureReason;
}

export const wellDone: Ending = { exit: exitCodes.ok, reason: '' };

/** How a run that only planned ends. */
export function endingOfPlan(plan: Plan, mode: BlockedMode): Ending {
  const exit = exitOfPlan(
    plan,
    failingOf(plan.blocked, mode).length > 0 ? exitCodes.incomplete : exitCodes.ok,
  );
  return { exit, reason: planReasons[exit] };
}

const planReasons = {
  [exitCodes.ok]: '',
  [exitCodes.refused]: 'refused',
  [exitCodes.incomplete]: 'blocked',
} as const;

/**
 * How a run that made changes ends.
 *
 * @param event what is held back fails no run at night, since the issue about drift has it
 * @param signal what interrupted it; `null` for nothing
 */
export function endingOfReport(
  report: Report,
  mode: BlockedMode,
  event: EventName,
  signal: InterruptSignal | null,
): Ending {
  switch (report.result) {
    // What is left says it: of the first two that is nothing.
    case 'applied':
    case 'nothing_to_do':
    case 'partial': {
      const { failed, not_attempted } = report.summary;
      const held = heldBack(report);
      if (failed + not_attempted - held > 0) return { exit: exitOf(report, signal), reason: 'partial' };
      if (held > 0 && event !== 'schedule') return { exit: exitCodes.incomplete, reason: 'plan-changed' };
      return failingOf(report.blocked, mode).length > 0
        ? { exit: exitCodes.incomplete, reason: 'blocked' }
        : wellDone;
    }
    case 'failed':
      return { exit: exitOf(report, signal), reason: 'hub-error' };
    case 'refused':
      return { exit: exitOf(report, signal), reason: 'refused' };
    case 'interrupted':
      return { exit: exitOf(report, signal), reason: 'interrupted' };
  }
}

/** How many changes wait for a review. */
export function heldBack({ changes }: Pick<Report, 'changes'>): number {
  return changes.filter(({ held_back }) => held_back === true).length;
}

/** The blocked entries that fail a run. */
export function failingOf(blocked: readonly Blocked[], mode: BlockedMode): readonly Blocked[] {
  if (mode === 'never') return [];
  // Without a base nobody knows, and then it counts.
  return blocked.filter(({ origin }) => mode === 'any' || origin !== 'drift');
}
