import { KnownError } from '../errors.ts';
import type { Change, Plan } from '../plan/types.ts';
import { unreviewed } from '../review/reviewed.ts';
import type { Context } from './context.ts';
import { type Review, reviewsFor } from './reviews.ts';

/** What was reviewed of a plan. */
export interface Reviewed {
  readonly reviews: readonly Review[];
  /** The changes that must be reviewed and are not. */
  readonly unreviewed: readonly Change[];
}

/**
 * Asks GitHub what was reviewed for the commit.
 *
 * @throws KnownError when that cannot be read and something of the plan needs a review; otherwise a notice says so
 */
export async function readReviewed(context: Context, plan: Plan): Promise<Reviewed> {
  const { inputs, event, commit, paths } = context;
  const needed = unreviewed(plan, [], inputs.reviewed);
  if (needed.length === 0 && inputs.comment === 'never') return { reviews: [], unreviewed: [] };
  const branch = event.defaultBranch ?? event.ref?.replace(/^refs\/heads\//, '') ?? '';
  try {
    const query = { commit, branch, files: paths, earlier: plan.changes.length > 0 };
    const reviews = await reviewsFor(context.github(), query);
    const markers = reviews.flatMap(({ sticky }) => (sticky === null ? [] : [sticky.marker]));
    return { reviews, unreviewed: unreviewed(plan, markers, inputs.reviewed) };
  } catch (error) {
    if (needed.length > 0 || !(error instanceof KnownError)) throw error;
    const message = `The pull request of the commit cannot be read: ${error.message}. Nothing in the plan needs its review.`;
    context.annotate([{ level: 'notice', title: 'No comment', message, source: null }]);
    return { reviews: [], unreviewed: [] };
  }
}
