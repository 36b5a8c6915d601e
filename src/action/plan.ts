import type { Plan } from '../model/plan.ts';
import { blockedLines } from '../render/blocked-view.ts';
import { GroupNames } from '../render/group-view.ts';
import { planJson } from '../render/json.ts';
import { phraseText } from '../render/phrase.ts';
import { renderPlanText } from '../render/plan-text.ts';
import { planAnnotations } from '../review/annotations.ts';
import { planBody } from '../review/comment.ts';
import type { Base, Desired } from '../run/desired.ts';
import { planLive } from '../run/planning.ts';
import { withHub } from '../run/with-hub.ts';
import { firstOf } from '../text/count.ts';
import { commentPlan } from './comment-plan.ts';
import { commitOf } from './commits.ts';
import type { Context } from './context.ts';
import { type Ending, endingOfPlan, failingOf, wellDone } from './ending.ts';
import { readBase, readDesired } from './files.ts';
import { showFork, whyUnplanned } from './fork.ts';
import type { BlockedMode } from './inputs.ts';
import { makersOf, type Planned } from './made-by.ts';
import { type Proposal, proposalOf } from './proposal.ts';
import { planStatus } from './status-text.ts';
import { withPlanStatus } from './statuses.ts';
import { tellValid } from './validate.ts';

/** Shows what a pull request changes, validates what a merge queue would make, or plans the commit of any other run. */
export async function planCommand(context: Context): Promise<Ending> {
  const { event } = context;
  if (event.pullRequest !== null) return planPullRequest(context, event.pullRequest);
  if (event.mergeGroup !== null) return checkMergeGroup(context, event.mergeGroup);
  const commit = commitOf(context);
  return tellEnding(context, await planNow(context, await readDesired(context, commit), null), commit);
}

async function planPullRequest(context: Context, number: number): Promise<Ending> {
  const { state, head, base } = await context.github.pullRequest(number);
  if (state === 'closed') {
    const message = `#${number} is merged or closed, so there is nothing to review: its comment and status are left as they are.`;
    context.remark('notice', 'No plan', message);
    return wellDone;
  }
  if (base !== context.event.base) {
    const message = `#${number} is to be merged into another branch than when this run was first started, so its comment and status are left as they are.`;
    context.remark('notice', 'No plan', message);
    return wellDone;
  }
  return withPlanStatus(context, head, async () =>
    planProposal(context, await proposalOf(context, number, head)),
  );
}

/** Plans head and base against one snapshot, and shows what a pull request changes in a comment, summary and annotations. */
async function planProposal(
  context: Context,
  proposal: Proposal,
): Promise<{ readonly ending: Ending; readonly words: string }> {
  const { pullRequest, merge } = proposal;
  const [desired, base] = await Promise.all([readDesired(context, merge), readBase(context, proposal.base)]);
  const unplanned = await whyUnplanned(context, pullRequest);
  if (unplanned !== null)
    return { ending: await showFork(context, unplanned, desired, base), words: 'Valid, and not planned' };
  const planned = await planNow(context, desired, base);
  const ending = await tellEnding(context, planned, pullRequest.head);
  await commentPlan(context, proposal, planned);
  return { ending, words: planStatus(planned.plan) };
}

/** A merge queue's commit has no pull request of its own: whose changes it holds has been reviewed there. */
function checkMergeGroup(context: Context, commit: string): Promise<Ending> {
  return withPlanStatus(context, commit, async () => {
    await tellValid(context, await readDesired(context, commit));
    return { ending: wellDone, words: 'Valid' };
  });
}

async function tellEnding(context: Context, { plan, made }: Planned, head: string): Promise<Ending> {
  context.annotate(planAnnotations(plan));
  await context.summarize((limit) => planBody(plan, { ...context.about(head), made }, limit));
  const { failOnBlocked } = context.inputs;
  const ending = endingOfPlan(plan, failOnBlocked);
  if (ending.reason === 'blocked') context.remark('error', 'Blocked', whyBlocked(plan, failOnBlocked));
  return ending;
}

/** So many of what fails a run are named; each has an annotation of its own. */
const mostNamed = 3;

function whyBlocked(plan: Plan, mode: BlockedMode): string {
  const lines = blockedLines(failingOf(plan.blocked, mode), new GroupNames(plan.groups));
  const named = firstOf(lines, mostNamed, ({ what }) => phraseText(what)).join('; ');
  return `Declared, and cannot be made now: ${named}. The input \`fail-on-blocked\` says what of it fails the run.`;
}

/**
 * Reads what is live, plans, and tells of the plan in the log, the outputs and a file. Writes nothing to the Hub: it is
 * given nothing that could.
 */
export function planNow(context: Context, desired: Desired, base: Base | null): Promise<Planned> {
  const options = { batchSize: context.inputs.batchSize };
  return withHub(
    () => context.connect(),
    async ({ reader }) => {
      const { plan } = await planLive(context.io, reader, { desired, base, options });
      tellPlan(context, plan);
      return { plan, made: await makersOf(context, reader, plan) };
    },
  );
}

/** The log, the outputs and the file of a plan. */
export function tellPlan(context: Context, plan: Plan): void {
  const { io, console, outputs } = context;
  io.stdout.write(renderPlanText(plan, { palette: console.palette, verbose: console.verbose }));
  outputs.plan(plan);
  outputs.set('plan_path', context.keep('plan.json', planJson(plan)));
}
