import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { heldBack } from './ending.ts';
import type { ActionsRun } from './world.ts';

/** The outputs, as `action.yml` has them. */
export const outputNames = [
  'changes',
  'to_add',
  'to_change',
  'to_remove',
  'blocked',
  'held_back',
  'digest',
  'result',
  'failure_reason',
  'plan_path',
  'report_path',
  'comment_url',
] as const;
export type OutputName = (typeof outputNames)[number];

/** Gathers what later steps can read. What a run did not come to know stays empty, never zero. */
export class Outputs {
  readonly #values = new Map<OutputName, string>();

  set(name: OutputName, value: string): void {
    this.#values.set(name, value);
  }

  plan({ changes, summary, digest }: Plan): void {
    this.set('changes', String(changes.length > 0));
    this.set('to_add', String(summary.create));
    this.set('to_change', String(summary.update));
    this.set('to_remove', String(summary.delete));
    this.set('blocked', String(summary.blocked));
    this.set('digest', digest);
  }

  /** What the Hub blocked during the run counts too. */
  report(report: Report): void {
    this.set('result', report.result);
    this.set('blocked', String(report.summary.blocked));
    this.set('held_back', String(heldBack(report)));
  }

  /** Hands all of them to the runner. */
  write(run: Pick<ActionsRun, 'setOutput'>): void {
    for (const name of outputNames) run.setOutput(name, this.#values.get(name) ?? '');
  }
}
