import { GitHubError } from '../github/error.ts';
import type { Plan } from '../plan/types.ts';
import { planComment } from '../review/comment.ts';
import type { Context } from './context.ts';
import { findSticky, putSticky } from './sticky.ts';

/**
 * Puts the plan into the comment of a pull request. A token that may not comment is no failure, since the plan stands in
 * the summary: a notice says so.
 *
 * @throws GitHubError for anything else: a comment that was not renewed would show an older plan
 */
export async function commentPlan(context: Context, pullRequest: number, plan: Plan): Promise<void> {
  const { inputs, paths, outputs } = context;
  if (inputs.comment === 'never') return;
  try {
    const github = context.github();
    const known = await findSticky(github, pullRequest, paths);
    const hasNews = plan.changes.length + plan.blocked.length + plan.violations.length > 0;
    if (known === null && inputs.comment === 'changes' && !hasNews) return;
    const body = planComment(plan, context.about);
    const comment = await putSticky(github, pullRequest, paths, known, body);
    outputs.set('comment_url', comment.url);
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.isForbidden) throw error;
    context.annotate([
      {
        level: 'notice',
        title: 'No comment',
        message: `The plan is in the job summary only: ${error.message}. A comment needs \`pull-requests: write\`.`,
        source: null,
      },
    ]);
  }
}
