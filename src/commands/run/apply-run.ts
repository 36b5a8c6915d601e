import { entryEnds } from '../../apply/entry-end.ts';
import { recheck } from '../../apply/recheck.ts';
import { approvalRefusal, guardRefusal, refusalOf, savedRefusal, staleRefusal } from '../../apply/refusal.ts';
import { type Guarding, ownGuarding, reguard } from '../../apply/reguard.ts';
import { createReport, unplannedReport } from '../../apply/report.ts';
import { emailsIn } from '../../config/emails.ts';
import type { ClosableHub } from '../../hub/client.ts';
import { neededBy } from '../../kinds/needs.ts';
import { fetchSnapshot } from '../../live/fetch.ts';
import { liveOf } from '../../live/live.ts';
import type { Live, Snapshot } from '../../live/organization.ts';
import type { Plan } from '../../model/plan.ts';
import type { Refusal, Report } from '../../model/report.ts';
import { claimedPlan, derivedPlan, groundedPlan } from '../../plan/saved-plan.ts';
import { waivedFor } from '../../plan/waivers.ts';
import { renderPlanText } from '../../render/plan-text.ts';
import type { Console } from '../../run/console.ts';
import type { Desired } from '../../run/desired.ts';
import { type Interruption, isInterrupted } from '../../run/interrupt.ts';
import type { Io } from '../../run/io.ts';
import { makePlan, refusePlan } from '../../run/make-plan.ts';
import { planFor, takeSnapshot } from '../../run/planning.ts';
import { version } from '../../run/version.ts';
import { dayOf } from '../../text/date.ts';
import type { ApplyOptions } from './apply-options.ts';
import { askApproval } from './approval.ts';
import { startProgress } from './progress.ts';

interface ApplyContext {
  readonly io: Io;
  readonly console: Console;
  readonly options: ApplyOptions;
  readonly hub: ClosableHub;
  readonly interruption: Interruption;
  readonly endpoint: string;
}

/** What an earlier plan is checked against before it is made. */
interface Ground {
  /** With the names that are live. */
  readonly plan: Plan;
  readonly live: Live;
  readonly guarding: Guarding;
  /** See {@link recheck}. */
  readonly endOf?: Parameters<typeof recheck>[3];
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
    const snapshot = await this.#unlessInterrupted(takeSnapshot(io, hub.reader, desired.configuration));
    if (snapshot === null) return this.#unplanned(desired);
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
    const waived = [...(options.waive ?? []), ...waivedFor(plan.digest, desired.configuration.waivers)];
    return this.#recheckAndMake(plan, (now) => ({
      plan,
      live: liveOf(now),
      guarding: { policies: [plan.policy], waived: new Set(waived) },
    }));
  }

  /**
   * Makes a plan that was saved earlier, if the ground has not moved since. Of the file nothing but its changes counts.
   *
   * @param file where it was read
   * @param desired the configuration, whose guards and waivers then hold; `null` when none is named
   */
  async saved(saved: Plan, file: string, desired: Desired | null): Promise<Report> {
    const { options, endpoint } = this.#context;
    const plan = { ...derivedPlan(saved, options.batchSize), tool_version: version };
    const refusal = savedRefusal(plan, {
      digest: options.digest ?? null,
      endpoint,
      organization: desired?.configuration.organization ?? null,
    });
    if (refusal !== null) {
      this.#showPlan(claimedPlan(plan, file), false);
      return this.#refused(plan, refusal);
    }
    return this.#recheckAndMake(
      plan,
      (now) => {
        const live = liveOf(now);
        const grounded = groundedPlan(plan, live, desired?.configuration.files ?? [file]);
        this.#showPlan(grounded, false);
        return { plan: grounded, live, ...this.#guardingOf(plan, desired, now, live) };
      },
      desired,
    );
  }

  /** With files, their guards and waivers; the plan's word on which groups are managed can only narrow them. */
  #guardingOf(plan: Plan, desired: Desired | null, now: Snapshot, live: Live): Omit<Ground, 'plan' | 'live'> {
    const { io, options } = this.#context;
    const waive = options.waive ?? [];
    if (desired === null) return { guarding: ownGuarding(plan.policy, waive) };
    const { configuration } = desired;
    const { policy } = planFor(io, desired, now, {}).plan;
    const managed = policy.managed_groups.filter((id) => plan.policy.managed_groups.includes(id));
    return {
      guarding: {
        policies: [{ ...policy, managed_groups: managed }],
        waived: new Set([...waive, ...waivedFor(plan.digest, configuration.waivers)]),
      },
      endOf: entryEnds(configuration, live),
    };
  }

  async #recheckAndMake(
    planned: Plan,
    ground: (now: Snapshot) => Ground,
    desired: Desired | null = null,
  ): Promise<Report> {
    const { io, hub } = this.#context;
    const configurations = desired === null ? [] : [desired.configuration];
    const emails = configurations.flatMap((one) => [...emailsIn(one)]);
    const needs = neededBy(configurations, planned.changes);
    const snapshot = await this.#unlessInterrupted(
      fetchSnapshot(hub.reader, planned.organization, emails, () => io.now(), needs),
    );
    if (snapshot === null) return this.#interrupted(planned);
    const { plan, live, guarding, endOf } = ground(snapshot);
    const { already, differences } = recheck(plan.changes, live, dayOf(io.now()), endOf);
    const checked: Plan = { ...plan, violations: reguard(plan.changes, live, already, guarding) };
    const refusal = staleRefusal(differences) ?? guardRefusal(checked.violations, plan.violations);
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
    const { io, console, options } = this.#context;
    const bar = startProgress(io, console, plan.changes.length);
    try {
      const { batchSize, concurrency } = options;
      const maker = { ...this.#context, batchSize, concurrency, startedAt: this.#startedAt };
      const exceptions = { already, heldBack: new Set<number>() };
      return await makePlan(maker, plan, live, exceptions, (progress) => bar.update(progress));
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
      io.stdout.write(
        `${renderPlanText(plan, { palette: console.palette, verbose, applying: true })}${asks ? '' : '\n'}`,
      );
    else if (!console.quiet || asks)
      io.stderr.write(renderPlanText(plan, { palette: console.errorPalette, verbose, applying: true }));
  }

  /** A run that was ended before there was a plan. */
  #unplanned({ configuration: { organization } }: Desired): Report {
    const { endpoint } = this.#context;
    const [started_at, finished_at] = [this.#startedAt, this.#now()];
    return unplannedReport({ tool_version: version, endpoint, organization, started_at, finished_at });
  }

  /** A run that was ended between its plan and its first write. */
  #interrupted(plan: Plan): Report {
    const changes = plan.changes.map((change) => ({ ...change, status: 'not_attempted' as const }));
    const outcome = { changes, calls: [], blocked: [], interrupted: true, refusal: null };
    return createReport(plan, outcome, this.#startedAt, this.#now());
  }

  #refused(plan: Plan, refusal: Refusal): Report {
    return refusePlan({ io: this.#context.io, startedAt: this.#startedAt }, plan, refusal);
  }

  #now(): string {
    return this.#context.io.now().toISOString();
  }
}
