import type { Report } from '../apply/types.ts';
import { KnownError } from '../errors.ts';
import { type AppliedContext, appliedComment } from '../review/applied-comment.ts';
import type { Context } from './context.ts';
import { isApplied, type Review } from './reviews.ts';
import { putSticky } from './sticky.ts';

/**
 * Says in the comments of the merged pull requests what was done. A comment that says already that all was done is left:
 * a later run for the same commit, such as that of the night, has no news for its reviewers. What was done is done, so
 * a comment that cannot be written is a warning and no failure.
 */
export async function commentReport(
  context: Context,
  report: Report,
  about: Omit<AppliedContext, 'previous'>,
  reviews: readonly Review[],
): Promise<void> {
  const { inputs, outputs, paths } = context;
  if (inputs.comment === 'never') return;
  for (const review of reviews) {
    const { pullRequest, sticky, own } = review;
    const isNew = sticky === null;
    const wanted = inputs.comment === 'always' || report.changes.length + report.blocked.length > 0;
    if (isApplied(review) || (isNew && !(own && wanted))) continue;
    const body = appliedComment(report, { ...about, previous: sticky?.marker ?? null });
    try {
      const comment = await putSticky(context.github(), pullRequest.number, paths, sticky, body);
      if (own) outputs.set('comment_url', comment.url);
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      const message = `#${pullRequest.number} does not say what was done: ${error.message}. The job summary does.`;
      context.annotate([{ level: 'warning', title: 'No comment', message, source: null }]);
      return;
    }
  }
}
