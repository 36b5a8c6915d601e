import { entryEnds } from '../apply/entry-end.ts';
import { recheck } from '../apply/recheck.ts';
import { approvalRefusal, guardRefusal, refusalOf, savedRefusal, staleRefusal } from '../apply/refusal.ts';
import { type Guarding, ownGuarding, reguard } from '../apply/reguard.ts';
import { createReport, unplannedReport } from '../apply/report.ts';
import type { ClosableHub } from '../hub/client.ts';
import { liveOf } from '../live/live.ts';
import type { Live, Snapshot } from '../live/organization.ts';
import type { GuardName, Plan } from '../model/plan.ts';
import type { Refusal, Report } from '../model/report.ts';
import { claimedPlan, derivedPlan, groundedPlan } from '../plan/saved-plan.ts';
import { waivedFor } from '../plan/waivers.ts';
import { dayOf } from '../text/date.ts';
import type { Audience } from './apply-audience.ts';
import type { Console } from './console.ts';
import type { Desired } from './desired.ts';
import { type Interruption, isInterrupted } from './interrupt.ts';
import type { Io } from './io.ts';
import { makePlan, refusePlan } from './make-plan.ts';
import { planFor, readLive, takeSnapshot } from './planning.ts';
import { version } from './version.ts';

/** What an apply is to keep to. */
export interface ApplySettings {
  /** Only these groups, by name or id; `null` for all. */
  readonly selection: readonly string[] | null;
  /** The guards that this run may pass. */
  readonly waive: readonly GuardName[];
  /** The only plan that is made; `null` for any. */
  readonly digest: string | null;
  /** Whether a fresh plan is made without asking. */
  readonly autoApprove: boolean;
  /** The most members in one add-users call. */
  readonly batchSize: number;
  readonly concurrency: number;
}

/** What an apply works with. */
export interface ApplyContext {
  readonly io: Io;
  readonly console: Console;
  readonly audience: Audience;
  readonly settings: ApplySettings;
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
    const { io, audience, settings, hub } = this.#context;
    const { autoApprove, digest, selection, batchSize, waive } = settings;
    const snapshot = await this.#unlessInterrupted(takeSnapshot(io, hub.reader, desired.configuration));
    if (snapshot === null) return this.#unplanned(desired);
    const { plan, live } = planFor(io, desired, snapshot, { selection, batchSize, waive });
    audience.show(plan, !autoApprove);
    const refusal = refusalOf(plan, { digest });
    if (refusal !== null) return this.#refused(plan, refusal);
    if (plan.changes.length === 0 || autoApprove) return this.#make(plan, live, new Set());
    const answer = await this.#ask(plan);
    if (answer !== null) return answer;
    // While somebody was reading, somebody else may have clicked: what was approved is checked like a saved plan.
    const waived = [...waive, ...waivedFor(plan.digest, desired.configuration.waivers)];
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
    const { audience, settings, endpoint } = this.#context;
    const plan = { ...derivedPlan(saved, settings.batchSize), tool_version: version };
    const refusal = savedRefusal(plan, {
      digest: settings.digest,
      endpoint,
      organization: desired?.configuration.organization ?? null,
    });
    if (refusal !== null) {
      audience.show(claimedPlan(plan, file), false);
      return this.#refused(plan, refusal);
    }
    return this.#recheckAndMake(
      plan,
      (now) => {
        const live = liveOf(now);
        const grounded = groundedPlan(plan, live, desired?.configuration.files ?? [file]);
        audience.show(grounded, false);
        return { plan: grounded, live, ...this.#guardingOf(plan, desired, now, live) };
      },
      desired,
    );
  }

  /** With files, their guards and waivers; the plan's word on which groups are managed can only narrow them. */
  #guardingOf(plan: Plan, desired: Desired | null, now: Snapshot, live: Live): Omit<Ground, 'plan' | 'live'> {
    const {
      io,
      settings: { waive },
    } = this.#context;
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
    const { organization, changes } = planned;
    const configurations = desired === null ? [] : [desired.configuration];
    const snapshot = await this.#unlessInterrupted(
      readLive(io, hub.reader, { organization, configurations, changes }),
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
    const { audience, interruption } = this.#context;
    const answer = await audience.ask(plan, interruption.stop);
    switch (answer) {
      case 'yes':
        return null;
      case 'no':
      case 'cannot-ask':
        return this.#refused(plan, approvalRefusal(answer));
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
    const { audience, settings } = this.#context;
    const bar = audience.begin(plan.changes.length);
    try {
      const { batchSize, concurrency } = settings;
      const maker = { ...this.#context, batchSize, concurrency, startedAt: this.#startedAt };
      const exceptions = { already, heldBack: new Set<number>() };
      return await makePlan(maker, plan, live, exceptions, (progress) => bar.update(progress));
    } finally {
      bar.stop();
    }
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
