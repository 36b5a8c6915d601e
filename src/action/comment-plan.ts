import { GitHubError } from '../github/error.ts';
import type { GitHub } from '../github/github.ts';
import { planComment } from '../review/comment.ts';
import type { CommentContext } from './comment-context.ts';
import type { Context } from './context.ts';
import type { Planned } from './made-by.ts';
import { isCurrent, type Proposal } from './proposal.ts';
import { findStickies, putSticky, type Telling } from './sticky.ts';

type PlanCommentContext = CommentContext &
  Pick<Context, 'about'> & { readonly github: Pick<GitHub, 'pullRequest'> };

/**
 * Puts the plan into the comment of a pull request, only while that is open and its head is the commit that was planned:
 * a job that is run again, or was slow, must not replace what reviewers are to see. A token that may not comment is no
 * failure, since the plan stands in the summary: a notice says so.
 *
 * @throws GitHubError for anything else: a comment that was not renewed would show an older plan
 */
export async function commentPlan(
  context: PlanCommentContext,
  proposal: Proposal,
  { plan, made }: Planned,
): Promise<void> {
  const { github, inputs, outputs } = context;
  if (inputs.comment === 'never') return;
  const { number } = proposal.pullRequest;
  const subject = { files: inputs.files, organization: plan.organization };
  try {
    const { own } = await findStickies(github, number, subject);
    const hasNews = plan.changes.length + plan.blocked.length + plan.violations.length > 0;
    if (own === null && inputs.comment === 'changes' && !hasNews) return;
    if (!(await isCurrent(context, proposal.pullRequest))) {
      const message = `#${number} has been pushed to, merged or closed since it was planned, so its comment is left as it is.`;
      context.remark('notice', 'No comment', message);
      return;
    }
    const comment = await putSticky(
      github,
      number,
      subject,
      own,
      tellingOf(context, proposal, { plan, made }),
    );
    outputs.set('comment_url', comment.url);
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.isForbidden) throw error;
    const message = `The plan is in the job summary only: ${error.message}. A comment needs \`pull-requests: write\`.`;
    context.remark('notice', 'No comment', message);
  }
}

function tellingOf(
  context: PlanCommentContext,
  { pullRequest, base }: Proposal,
  { plan, made }: Planned,
): Telling {
  const seal = context.sealFor(pullRequest);
  const about = { ...context.about(pullRequest.head), made };
  return { runUrl: about.runUrl, say: (runUrl) => planComment(plan, { ...about, runUrl, base, seal }) };
}
