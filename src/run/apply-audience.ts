import type { Progress } from '../apply/run-ledger.ts';
import type { Plan } from '../model/plan.ts';

/** What somebody said who was asked whether a plan is to be made. */
export type Answer = 'yes' | 'no' | 'cannot-ask' | 'interrupted';

/** Follows the making of a plan. */
export interface ProgressBar {
  update(progress: Progress): void;
  /** Ends it, whatever became of the plan; may be called again. */
  stop(): void;
}

/** Who sees what an apply is about to do, and approves it. */
export interface Audience {
  /**
   * Shows a plan before anything else becomes of it.
   *
   * @param asks whether it is to be approved now
   */
  show(plan: Plan, asks: boolean): void;
  /** @param stop ends the question, as an interruption does */
  ask(plan: Plan, stop: AbortSignal): Promise<Answer>;
  /** The changes are about to be made, so many of them. */
  begin(total: number): ProgressBar;
}
