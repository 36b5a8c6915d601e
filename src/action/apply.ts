import { guardRefusal } from '../apply/refusal.ts';
import { KnownError } from '../errors.ts';
import type { ClosableHub } from '../hub/client.ts';
import type { Report } from '../model/report.ts';
import { planAnnotations } from '../review/annotations.ts';
import type { Base, Desired } from '../run/desired.ts';
import { makePlan, refusePlan } from '../run/make-plan.ts';
import { planLive } from '../run/planning.ts';
import { withHub } from '../run/with-hub.ts';
import { shownName } from '../text/shown.ts';
import { withApplyStatus } from './apply-status.ts';
import { newestOf } from './commits.ts';
import type { Context } from './context.ts';
import { asPending } from './drift.ts';
import type { Ending } from './ending.ts';
import { readBase, readDesired } from './files.ts';
import { tellPlan } from './plan.ts';
import { holdUnreviewed, namedDigest, reviewedBy, type ToApply, tellReviews } from './reviewed.ts';
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
  const base = await baseFor(context, newest.commit, reviews, desired);
  const options = { batchSize: context.inputs.batchSize };
  return withHub(
    () => context.connect(),
    async (hub) => {
      const planned = await planLive(context.io, hub.reader, { desired, base, options });
      return applyPlanned(context, hub, { newest, desired, ...planned }, reviews);
    },
  );
}

/**
 * What was applied last, so that what came since is told from what was pending. Before the first apply it is where the
 * oldest pull request began that is to be applied, since a rebase brings all of its commits one after the other. What
 * the same files were of before is no base when that was another organization: nothing was applied to this one yet.
 */
async function baseFor(
  context: Context,
  commit: string,
  { since, reviews }: Reviews,
  { configuration: { organization } }: Desired,
): Promise<Base | null> {
  const oldest = reviews.at(-1)?.pullRequest.baseSha;
  const before = since ?? oldest ?? (await context.github.commit(commit)).parents[0] ?? null;
  const base = before === null ? null : await readBase(context, before);
  const was = base?.configuration?.organization ?? organization;
  return was.toLowerCase() === organization.toLowerCase() ? base : null;
}

async function applyPlanned(
  context: Context,
  hub: ClosableHub,
  toApply: ToApply,
  reviews: Reviews,
): Promise<Ending> {
  const { io, inputs } = context;
  const { plan, newest } = toApply;
  const { console, interruption } = context;
  const { batchSize, concurrency } = inputs;
  const startedAt = io.now().toISOString();
  const maker = { io, console, hub, interruption, batchSize, concurrency, startedAt };
  tellPlan(context, plan);
  context.annotate(planAnnotations(asPending(plan)));
  tellReviews(context, plan, reviews);
  const held = await holdUnreviewed(context, toApply, reviews);
  const refusal = guardRefusal(held.violations);
  const open = plan.changes.length - held.back.size;
  return withApplyStatus(context, newest.commit, reviews, refusal === null && open > 0, async () => {
    const made =
      refusal === null
        ? await makePlan(maker, plan, toApply.live, { already: new Set(), heldBack: held.back })
        : refusePlan(maker, plan, refusal, held.back);
    const report: Report = {
      ...made,
      violations: held.violations,
      run: {
        commit: newest.commit,
        url: context.event.runUrl,
        pull_requests: await reviewedBy(context, reviews.reviews),
        digest_by: namedDigest(context) === plan.digest ? context.event.actor : null,
      },
    };
    return { report, ending: await tellReport(context, report, newest.commit, reviews.reviews) };
  });
}
