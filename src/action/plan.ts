import { readConfiguration } from '../commands/run/configuration.ts';
import { type Desired, planFor, takeSnapshot } from '../commands/run/planning.ts';
import type { Annotation } from '../github/types.ts';
import type { PlanInput } from '../plan/create-plan.ts';
import type { Plan } from '../plan/types.ts';
import { planJson } from '../render/json.ts';
import { renderPlanText } from '../render/plan-text.ts';
import { planAnnotations } from '../review/annotations.ts';
import { planBody } from '../review/comment.ts';
import { type Base, readPullRequestBase } from './base.ts';
import { commentPlan } from './comment-plan.ts';
import type { Context } from './context.ts';
import { type Ending, endingOfPlan } from './ending.ts';
import { showFork } from './fork.ts';

/** Plans head and base against one snapshot, and shows what a pull request changes in a comment, summary and annotations. */
export async function planCommand(context: Context): Promise<Ending> {
  const { event, inputs, io } = context;
  const desired = readConfiguration(io, { file: inputs.files });
  const pullRequest = event.pullRequest;
  const base = pullRequest === null ? null : readPullRequestBase(pullRequest, inputs.files, io.folder);
  const secretless = pullRequest?.isDependabot === true && inputs.hfToken === null;
  if (pullRequest?.isFork === true || secretless) return showFork(context, desired, base);
  const plan = await planNow(context, desired, base);
  context.annotate(planAnnotations(plan));
  await context.summarize((limit) => planBody(plan, context.about, limit));
  if (pullRequest !== null) await commentPlan(context, pullRequest.number, plan);
  const ending = endingOfPlan(plan, inputs.failOnBlocked);
  if (ending.reason === 'blocked') context.annotate([blockedError]);
  return ending;
}

const blockedError: Annotation = {
  level: 'error',
  title: 'Blocked',
  message: 'Declared members cannot be added. The input `fail-on-blocked` says which of them fail the run.',
  source: null,
};

/**
 * Reads what is live, plans, and tells of the plan in the log, the outputs and a file. Writes nothing to the Hub: it is
 * given nothing that could.
 */
async function planNow(context: Context, desired: Desired, base: Base | null): Promise<Plan> {
  const hub = context.connect();
  try {
    const snapshot = await takeSnapshot(context.io, hub.reader, desired.configuration);
    const { plan } = planFor(context.io, withBase(desired, base), snapshot, {
      ...baseOf(base),
      batchSize: context.inputs.batchSize,
    });
    tellPlan(context, plan);
    return plan;
  } finally {
    await hub.close();
  }
}

/** For a plan without a base, and for that of `drift`. */
export function planAlone(context: Context, desired: Desired): Promise<Plan> {
  return planNow(context, desired, null);
}

/** The log, the outputs and the file of a plan. */
export function tellPlan(context: Context, plan: Plan): void {
  const { io, console, outputs } = context;
  io.stdout.write(renderPlanText(plan, { palette: console.palette, verbose: console.verbose }));
  outputs.plan(plan);
  outputs.set('plan_path', context.keep('plan.json', planJson(plan)));
}

/** The warnings of the base go with those of the configuration. */
export function withBase(desired: Desired, base: Base | null): Desired {
  return { ...desired, warnings: [...desired.warnings, ...(base?.warnings ?? [])] };
}

/** With a base that could not be read every change is one of this change. */
export function baseOf(base: Base | null): Pick<PlanInput, 'base'> {
  return { base: base === null ? null : (base.configuration ?? 'unreadable') };
}
