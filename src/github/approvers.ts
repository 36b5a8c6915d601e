import type { PullRequestReview } from './github.ts';

/** Reviews that decide; a comment leaves what its author decided before. */
const decisive: readonly string[] = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];

/**
 * Who approved what was merged: those whose last decision is an approval, of this very head.
 *
 * @param reviews in GitHub's order, the oldest first
 * @param head the commit that was merged
 * @returns logins, in the order of their approvals
 */
export function approversOf(reviews: readonly PullRequestReview[], head: string): readonly string[] {
  const last = new Map<string, PullRequestReview>();
  for (const review of reviews) {
    if (review.author === '' || !decisive.includes(review.state)) continue;
    last.delete(review.author);
    last.set(review.author, review);
  }
  return [...last.values()]
    .filter(({ state, commit }) => state === 'APPROVED' && commit === head)
    .map(({ author }) => author);
}
