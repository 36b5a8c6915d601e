import { makeChanges } from '../../apply/make-changes.ts';
import { recheck } from '../../apply/recheck.ts';
import { approvalRefusal, guardRefusal, refusalOf, savedRefusal, staleRefusal } from '../../apply/refusal.ts';
import { reguard } from '../../apply/reguard.ts';
import { createReport, refusedReport } from '../../apply/report.ts';
import type { Refusal, Report } from '../../apply/types.ts';
import type { ClosableHub } from '../../hub/client.ts';
import { createPause } from '../../hub/pause.ts';
import { fetchSnapshot } from '../../live/fetch.ts';
import { liveOf } from '../../live/live.ts';
import type { Live } from '../../live/types.ts';
import type { Plan } from '../../plan/types.ts';
import { renderPlanText } from '../../render/plan-text.ts';
import type { ApplyOptions } from '../apply.ts';
import type { Io } from '../io.ts';
import { askApproval } from './approval.ts';
import type { Console } from './console.ts';
import { type Interruption, isInterrupted } from './interrupt.ts';
import { type Desired, planFor, takeSnapshot } from './planning.ts';
import { startProgress } from './progress.ts';

interface ApplyContext {
  readonly io: Io;
  readonly console: Console;
  readonly options: ApplyOptions;
  readonly hub: ClosableHub;
  readonly interruption: Interruption;
  readonly endpoint: string;
}

/** One `apply`, from reading to the report. Every way out before the first write is a report as well. */
export class ApplyRun {
  readonly #context: ApplyContext;
  readonly #startedAt: string;

  constructor(context: ApplyContext) {
    this.#context = context;
    this.#startedAt = context.io.now().toISOString();
  }

  /** Plans now, asks if need be, and makes the plan. */
  async fresh(desired: Desired): Promise<Report> {
    const { io, options, hub } = this.#context;
    const snapshot = await takeSnapshot(io, hub.reader, desired.configuration);
    const { plan, live } = planFor(io, desired, snapshot, {
      selection: options.group ?? null,
      batchSize: options.batchSize,
      waive: options.waive ?? [],
    });
    this.#showPlan(plan, options.autoApprove !== true);
    const refusal = refusalOf(plan, { digest: options.digest ?? null });
    if (refusal !== null) return this.#refused(plan, refusal);
    if (plan.changes.length === 0 || options.autoApprove === true) return this.#make(plan, live, new Set());
    const answer = await this.#ask(plan);
    if (answer !== null) return answer;
    // While somebody was reading, somebody else may have clicked: what was approved is checked like a saved plan.
    return this.#recheckAndMake(plan);
  }

  /** Makes a plan that was saved earlier, if the ground has not moved since. */
  async saved(plan: Plan, desired: Desired | null): Promise<Report> {
    const { options, endpoint } = this.#context;
    const refusal = savedRefusal(plan, {
      digest: options.digest ?? null,
      endpoint,
      organization: desired?.configuration.organization ?? null,
    });
    this.#showPlan(plan, false);
    return refusal === null ? this.#recheckAndMake(plan) : this.#refused(plan, refusal);
  }

  async #recheckAndMake(plan: Plan): Promise<Report> {
    const { io, hub, options } = this.#context;
    const snapshot = await this.#unlessInterrupted(
      fetchSnapshot(hub.reader, plan.organization, [], () => io.now()),
    );
    if (snapshot === null) return this.#interrupted(plan);
    const live = liveOf(snapshot);
    const { already, differences } = recheck(plan.changes, live);
    const checked: Plan = { ...plan, violations: reguard(plan, live, already, options.waive ?? []) };
    const refusal = staleRefusal(differences) ?? guardRefusal(checked.violations);
    return refusal === null ? this.#make(checked, live, already) : this.#refused(checked, refusal);
  }

  /** @returns the report of a run that ends here, `null` when the answer was yes */
  async #ask(plan: Plan): Promise<Report | null> {
    const { io, interruption } = this.#context;
    if (io.stdin.isTTY !== true) return this.#refused(plan, approvalRefusal('cannot-ask'));
    const answer = await askApproval(io, `Make these changes in ${plan.organization}?`, interruption.stop);
    switch (answer) {
      case 'yes':
        return null;
      case 'no':
        return this.#refused(plan, approvalRefusal('no'));
      case 'interrupted':
        return this.#interrupted(plan);
    }
  }

  /** @returns `null` when a signal ended the read */
  async #unlessInterrupted<T>(read: Promise<T>): Promise<T | null> {
    try {
      return await read;
    } catch (error) {
      if (this.#context.interruption.signal !== null && isInterrupted(error)) return null;
      throw error;
    }
  }

  async #make(plan: Plan, live: Live, already: ReadonlySet<number>): Promise<Report> {
    const { io, console, options, hub, interruption } = this.#context;
    interruption.beginWriting();
    const bar = startProgress(io, console, plan.changes.length);
    try {
      const ledger = await makeChanges({
        organization: plan.organization,
        changes: plan.changes,
        already,
        live,
        batchSize: options.batchSize,
        concurrency: options.concurrency,
        hub,
        pause: createPause(io.clock, io.random, interruption.stop),
        onProgress: (progress) => bar.update(progress),
      });
      return this.#report(plan, { changes: ledger.reported(), calls: ledger.calls, blocked: ledger.blocked });
    } finally {
      bar.stop();
    }
  }

  /**
   * In text the plan belongs to the result; to a program that reads the report it is not part of it.
   *
   * @param asks whether somebody is to approve it, who must see it even with `--quiet`
   */
  #showPlan(plan: Plan, asks: boolean): void {
    const { io, console, options } = this.#context;
    const { verbose } = console;
    if (options.format === 'text')
      io.stdout.write(renderPlanText(plan, { palette: console.palette, verbose }));
    else if (!console.quiet || asks)
      io.stderr.write(renderPlanText(plan, { palette: console.errorPalette, verbose }));
  }

  #report(
    plan: Plan,
    outcome: Pick<Parameters<typeof createReport>[1], 'changes' | 'calls' | 'blocked'>,
  ): Report {
    const interrupted = this.#context.interruption.signal !== null;
    return createReport(plan, { ...outcome, interrupted, refusal: null }, this.#startedAt, this.#now());
  }

  /** A run that was ended between its plan and its first write. */
  #interrupted(plan: Plan): Report {
    return this.#report(plan, { changes: plan.changes.map(notAttempted), calls: [], blocked: [] });
  }

  #refused(plan: Plan, refusal: Refusal): Report {
    return refusedReport(plan, refusal, this.#startedAt, this.#now());
  }

  #now(): string {
    return this.#context.io.now().toISOString();
  }
}

function notAttempted(change: Plan['changes'][number]): Report['changes'][number] {
  return { ...change, status: 'not_attempted' };
}
