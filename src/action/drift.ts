import type { Plan } from '../model/plan.ts';
import { planAnnotations } from '../review/annotations.ts';
import { planBody } from '../review/comment.ts';
import { driftBody, driftTitle } from '../review/drift-body.ts';
import { newestOf } from './commits.ts';
import type { Context } from './context.ts';
import { keepDriftIssue } from './drift-issue.ts';
import { type Ending, wellDone } from './ending.ts';
import { readDesired } from './files.ts';
import { planNow } from './plan.ts';

/**
 * Keeps one open issue that says how the organization differs from what is declared. Writes nothing to the Hub. Drift is
 * no failure: the issue tells of it.
 */
export async function driftCommand(context: Context): Promise<Ending> {
  const { github, inputs, outputs } = context;
  const { commit } = await newestOf(context);
  const { plan, made } = await planNow(context, await readDesired(context, commit), null);
  const about = { ...context.about(commit), made };
  context.annotate(planAnnotations(asPending(plan)));
  await context.summarize((limit) => planBody(plan, about, limit));
  const isDrift = plan.changes.length + plan.blocked.length > 0;
  const issue = await keepDriftIssue(
    github,
    { files: inputs.files, organization: plan.organization },
    isDrift
      ? {
          title: driftTitle(plan),
          runUrl: about.runUrl,
          say: (runUrl) => driftBody(plan, { ...about, runUrl }),
        }
      : null,
  );
  if (issue !== null) outputs.set('comment_url', issue.url);
  return wellDone;
}

/** Removals that nobody asks for in this change are no news on its lines. */
export function asPending(plan: Plan): Plan {
  return { ...plan, changes: plan.changes.map((change) => ({ ...change, origin: 'drift' })) };
}
