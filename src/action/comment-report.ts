import { KnownError } from '../errors.ts';
import type { Report } from '../model/report.ts';
import { type AppliedContext, appliedComment } from '../review/applied-comment.ts';
import type { CommentContext } from './comment-context.ts';
import type { Review } from './reviews.ts';
import { putSticky } from './sticky.ts';

/**
 * Says in the comments of the merged pull requests what was done. What was done is done, so a comment that cannot be
 * written is a warning and no failure.
 */
export async function commentReport(
  context: CommentContext,
  report: Report,
  about: AppliedContext,
  reviews: readonly Review[],
): Promise<void> {
  const { github, inputs, outputs } = context;
  if (inputs.comment === 'never') return;
  const subject = { files: inputs.files, organization: report.organization };
  const hasNews = report.changes.length + report.blocked.length > 0;
  for (const review of reviews) {
    const { pullRequest, own } = review;
    if (own === null && inputs.comment === 'changes' && !hasNews) continue;
    try {
      const reviewed = review.plan.counts ? review.plan.marker : null;
      const seal = context.sealFor(pullRequest);
      const comment = await putSticky(github, pullRequest.number, subject, own, {
        runUrl: about.runUrl,
        say: (runUrl) => appliedComment(report, { ...about, runUrl, reviewed, seal }),
      });
      // The newest merge is what started the run.
      if (review === reviews[0]) outputs.set('comment_url', comment.url);
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      const message = `#${pullRequest.number} does not say what was done: ${error.message}. The job summary does.`;
      context.remark('warning', 'No comment', message);
      return;
    }
  }
}
