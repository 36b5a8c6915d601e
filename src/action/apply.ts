import { makeChanges } from '../apply/make-changes.ts';
import { guardRefusal } from '../apply/refusal.ts';
import { createReport, refusedReport } from '../apply/report.ts';
import type { Refusal, Report } from '../apply/types.ts';
import { readConfiguration } from '../commands/run/configuration.ts';
import { tellRetry } from '../commands/run/connect.ts';
import { planFor, takeSnapshot } from '../commands/run/planning.ts';
import { KnownError } from '../errors.ts';
import type { ClosableHub } from '../hub/client.ts';
import { createPause } from '../hub/pause.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/types.ts';
import type { Change, Plan } from '../plan/types.ts';
import { reportJson } from '../render/json.ts';
import { renderReportText } from '../render/report-text.ts';
import { shownName } from '../render/shown.ts';
import { count } from '../render/words.ts';
import { planAnnotations } from '../review/annotations.ts';
import { type AppliedContext, appliedBody } from '../review/applied-comment.ts';
import { readBeforeRun } from './base.ts';
import { commentReport } from './comment-report.ts';
import type { Context } from './context.ts';
import { asPending } from './drift.ts';
import { type Ending, endingOfReport } from './ending.ts';
import { baseOf, tellPlan, withBase } from './plan.ts';
import { type Reviewed, readReviewed } from './reviewed.ts';

const events: readonly string[] = ['push', 'workflow_dispatch', 'schedule'];

/** Plans again, and makes exactly what was reviewed. */
export async function applyCommand(context: Context): Promise<Ending> {
  checkEvent(context);
  const hub = context.connect();
  try {
    return await applyWith(context, hub);
  } finally {
    await hub.close();
  }
}

async function applyWith(context: Context, hub: ClosableHub): Promise<Ending> {
  const { inputs, io, event, interruption } = context;
  const startedAt = io.now().toISOString();
  const desired = readConfiguration(io, { file: inputs.files });
  const base = readBeforeRun(event, inputs.files, io.folder);
  const snapshot = await takeSnapshot(io, hub.reader, desired.configuration);
  const { plan, live } = planFor(io, withBase(desired, base), snapshot, {
    ...baseOf(base),
    batchSize: inputs.batchSize,
  });
  tellPlan(context, plan);
  context.annotate(planAnnotations(asPending(plan)));

  const reviewed = await readReviewed(context, plan);
  const guards = guardRefusal(plan.violations);
  const planChanged = guards === null && reviewed.unreviewed.length > 0;
  const refusal = planChanged ? changedRefusal(reviewed.unreviewed) : guards;
  const finish = (report: Report): Promise<Ending> =>
    tellReport(context, report, reviewed, planChanged ? reviewed.unreviewed : []);
  if (refusal !== null) return finish(refusedReport(plan, refusal, startedAt, io.now().toISOString()));
  interruption.beginWriting();
  return finish(await make(context, hub, plan, live, startedAt));
}

async function make(
  { inputs, io, console, interruption }: Context,
  hub: ClosableHub,
  plan: Plan,
  live: Live,
  startedAt: string,
): Promise<Report> {
  const ledger = await makeChanges({
    organization: plan.organization,
    changes: plan.changes,
    already: new Set(),
    live,
    batchSize: inputs.batchSize,
    concurrency: inputs.concurrency,
    hub,
    pause: createPause(io.clock, io.random, interruption.stop, (retry) => tellRetry(console, retry)),
    onProgress: () => {},
  });
  const { calls, blocked } = ledger;
  const outcome = {
    changes: ledger.reported(),
    calls,
    blocked,
    interrupted: interruption.signal !== null,
    refusal: null,
  };
  return createReport(plan, outcome, startedAt, io.now().toISOString());
}

/** The log, the file, the summary and the comments of a report, and how the run ends by it. */
async function tellReport(
  context: Context,
  report: Report,
  { reviews }: Reviewed,
  unreviewed: readonly Change[],
): Promise<Ending> {
  const { io, console, outputs, inputs, interruption } = context;
  outputs.report(report);
  outputs.set('report_path', context.keep('report.json', reportJson(report)));
  io.stdout.write(renderReportText(report, { palette: console.palette, verbose: console.verbose }));
  const about: Omit<AppliedContext, 'previous'> = {
    file: context.paths,
    commit: context.commit,
    runUrl: context.about.runUrl,
    unreviewed,
  };
  await context.summarize((limit) => appliedBody(report, { ...about, previous: null }, limit));
  await commentReport(context, report, about, reviews);
  const ending = endingOfReport(report, inputs.failOnBlocked, unreviewed.length > 0, interruption.signal);
  if (ending.reason !== '') context.annotate([{ level: 'error', ...whyOf(report), source: null }]);
  return ending;
}

function whyOf({ refusal, summary, result }: Report): { readonly title: string; readonly message: string } {
  if (refusal !== null) return { title: 'Nothing was changed', message: refusal.message };
  const { applied, failed, blocked, not_attempted: left } = summary;
  return {
    title: result === 'interrupted' ? 'Interrupted' : 'Not everything was done',
    message: `${applied} done, ${failed} failed, ${blocked} blocked, ${left} not attempted. See the job summary.`,
  };
}

function changedRefusal(changes: readonly Change[]): Refusal {
  const what = count(changes.length, 'change was', 'changes were');
  return {
    code: 'not-approved',
    message: `The plan has changed: ${what} not in the reviewed plan.`,
    differences: changes.map((change) => {
      const { subject, detail } = kindOf(change).text(change);
      return `${shownName(change.group.name)}: ${change.action} ${subject} ${detail}`;
    }),
  };
}

/** @throws KnownError `usage` for a run that nobody has reviewed anything for */
function checkEvent({ event }: Context): void {
  if (!events.includes(event.name)) {
    throw new KnownError('usage', `\`apply\` does not run on ${shownName(event.name)}`, {
      hint: 'Run it on `push` to the default branch, on `workflow_dispatch` or on `schedule`.',
    });
  }
  const { ref, defaultBranch } = event;
  if (ref === null || defaultBranch === null || ref === `refs/heads/${defaultBranch}`) return;
  throw new KnownError(
    'usage',
    `\`apply\` runs from ${shownName(defaultBranch)}, not from ${shownName(ref)}`,
    {
      hint: `Limit it to the default branch: \`on: { push: { branches: [${shownName(defaultBranch)}] } }\`.`,
    },
  );
}
