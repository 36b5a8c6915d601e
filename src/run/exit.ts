import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { isRefused } from '../plan/guards/run.ts';
import { type ExitCode, exitCodes, type InterruptSignal } from './io.ts';

/**
 * The exit code of a run that only planned.
 *
 * @param unrefused what it is for a plan that no guard refuses
 */
export function exitOfPlan<C extends ExitCode>(
  { violations }: Pick<Plan, 'violations'>,
  unrefused: C,
): C | typeof exitCodes.refused {
  return isRefused(violations) ? exitCodes.refused : unrefused;
}

/** The exit code of a run that made a plan, or was to. @param signal what interrupted it; `null` for nothing */
export function exitOf({ result }: Pick<Report, 'result'>, signal: InterruptSignal | null): ExitCode {
  switch (result) {
    case 'applied':
    case 'nothing_to_do':
      return exitCodes.ok;
    case 'partial':
      return exitCodes.incomplete;
    case 'failed':
      return exitCodes.error;
    case 'refused':
      return exitCodes.refused;
    case 'interrupted':
      return exitCodes[signal ?? 'SIGINT'];
  }
}
