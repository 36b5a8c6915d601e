import { makeChanges } from '../apply/make-changes.ts';
import { guardRefusal } from '../apply/refusal.ts';
import { createReport } from '../apply/report.ts';
import { tellRetry } from '../commands/run/connect.ts';
import { planFor, takeSnapshot } from '../commands/run/planning.ts';
import { KnownError } from '../errors.ts';
import type { ClosableHub } from '../hub/client.ts';
import { createPause } from '../hub/pause.ts';
import type { Refusal, Report, ReportedChange } from '../model/report.ts';
import { shownName } from '../render/shown.ts';
import { planAnnotations } from '../review/annotations.ts';
import type { Held } from '../review/hold.ts';
import { withApplyStatus } from './apply-status.ts';
import { newestOf } from './commits.ts';
import type { Context } from './context.ts';
import { asPending } from './drift.ts';
import type { Ending } from './ending.ts';
import { type Base, readBase, readDesired } from './files.ts';
import { baseOf, tellPlan, withBase } from './plan.ts';
import { holdUnreviewed, reviewedBy, type ToApply, tellReviews } from './reviewed.ts';
import { type Reviews, reviewsFor } from './reviews.ts';
import { tellReport } from './tell-report.ts';

/** Plans the newest commit of the default branch, and makes of it exactly what was reviewed. */
export async function applyCommand(context: Context): Promise<Ending> {
  const { event } = context;
  if (event.name === 'pull_request' || event.name === 'pull_request_target' || event.name === 'merge_group') {
    throw new KnownError('usage', `\`apply\` does not run on ${shownName(event.name)}`, {
      hint: 'Run it on `push` to the default branch, on `workflow_dispatch` or on `schedule`.',
    });
  }
  const newest = await newestOf(context);
  const desired = await readDesired(context, newest.commit);
  const reviews = await reviewsFor(context, newest, desired.configuration.organization);
  const base = await baseFor(context, newest.commit, reviews);
  const hub = context.connect();
  try {
    const all = withBase(desired, base);
    const { configuration } = desired;
    const snapshot = await takeSnapshot(context.io, hub.reader, configuration, base?.configuration ?? null);
    const { plan, live } = planFor(context.io, all, snapshot, {
      ...baseOf(base),
      batchSize: context.inputs.batchSize,
    });
    return await applyPlanned(context, hub, { newest, desired, snapshot, plan, live }, reviews);
  } finally {
    await hub.close();
  }
}

/**
 * What was applied last, so that what came since is told from what was pending. Before the first apply it is where the
 * oldest pull request began that is to be applied, since a rebase brings all of its commits one after the other.
 */
async function baseFor(context: Context, commit: string, { since, reviews }: Reviews): Promise<Base | null> {
  const oldest = reviews.at(-1)?.pullRequest.baseSha;
  const before = since ?? oldest ?? (await context.github.commit(commit)).parents[0] ?? null;
  return before === null ? null : readBase(context, before);
}

async function applyPlanned(
  context: Context,
  hub: ClosableHub,
  toApply: ToApply,
  reviews: Reviews,
): Promise<Ending> {
  const { io, inputs } = context;
  const { plan, newest } = toApply;
  const startedAt = io.now().toISOString();
  tellPlan(context, plan);
  context.annotate(planAnnotations(asPending(plan)));
  if (plan.changes.length > 0 && inputs.reviewed !== 'off') tellReviews(context, reviews);
  const held = await holdUnreviewed(context, toApply, reviews);
  const refusal = guardRefusal(held.violations);
  const open = plan.changes.length - held.back.size;
  return withApplyStatus(context, newest.commit, reviews, refusal === null && open > 0, async () => {
    const made = await make(context, hub, toApply, held, refusal, startedAt);
    const report: Report = {
      ...made,
      violations: held.violations,
      run: {
        commit: newest.commit,
        url: context.event.runUrl,
        pull_requests: await reviewedBy(context, reviews.reviews),
        digest_by: inputs.digest === plan.digest ? context.event.actor : null,
      },
    };
    return { report, ending: await tellReport(context, report, newest.commit, reviews.reviews) };
  });
}

async function make(
  { inputs, io, console, interruption }: Context,
  hub: ClosableHub,
  { plan, live }: ToApply,
  held: Held,
  refusal: Refusal | null,
  startedAt: string,
): Promise<Report> {
  const common = { blocked: [], calls: [], interrupted: false, refusal };
  if (refusal !== null) {
    const changes = plan.changes.map(
      (change, index): ReportedChange => ({
        ...change,
        status: 'not_attempted',
        ...(held.back.has(index) ? { held_back: true } : {}),
      }),
    );
    return createReport(plan, { ...common, changes }, startedAt, io.now().toISOString());
  }
  interruption.beginWriting();
  const ledger = await makeChanges({
    organization: plan.organization,
    changes: plan.changes,
    already: new Set(),
    heldBack: held.back,
    live,
    batchSize: inputs.batchSize,
    concurrency: inputs.concurrency,
    hub,
    pause: createPause(io.clock, io.random, interruption.stop, (retry) => tellRetry(console, retry)),
    onProgress: () => {},
  });
  const outcome = {
    changes: ledger.reported(),
    calls: ledger.calls,
    blocked: ledger.blocked,
    interrupted: interruption.signal !== null,
    refusal: null,
  };
  return createReport(plan, outcome, startedAt, io.now().toISOString());
}
