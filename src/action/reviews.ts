import type { GitHub, PullRequest } from '../github/types.ts';
import { findSticky, type Sticky } from './sticky.ts';

/** A merged pull request whose review counts for a commit, and its comment. */
export interface Review {
  readonly pullRequest: PullRequest;
  /** `null` when it has none: then nothing of it was reviewed. */
  readonly sticky: Sticky | null;
  /** Whether it is the commit's own one, or one merged earlier that no apply came to. */
  readonly own: boolean;
}

export interface ReviewQuery {
  /** The commit that is applied. */
  readonly commit: string;
  /** The branch that is applied: pull requests into another one were not reviewed for it. */
  readonly branch: string;
  /** The configuration's paths. */
  readonly files: readonly string[];
  /** Whether to look for earlier ones that were not applied. */
  readonly earlier: boolean;
}

/** How far back pull requests are looked for that were merged but not applied. */
const mostEarlier = 30;

/**
 * The pull requests whose plans were reviewed for what a commit applies: those that brought the commit, and those
 * merged since an apply last ended well. Of runs that wait for each other GitHub keeps only the newest, so that one
 * apply may stand for several merges.
 *
 * @throws GitHubError when any of it cannot be read: what cannot be read was not reviewed
 */
export async function reviewsFor(github: GitHub, query: ReviewQuery): Promise<readonly Review[]> {
  const { branch, files } = query;
  const reviewed = async (pullRequest: PullRequest, own: boolean): Promise<Review> => ({
    pullRequest,
    sticky: await findSticky(github, pullRequest.number, files),
    own,
  });
  const reviews: Review[] = [];
  for (const pullRequest of await pullRequestsOf(github, query))
    reviews.push(await reviewed(pullRequest, true));
  if (!query.earlier) return reviews;
  const known = new Set(reviews.map(({ pullRequest }) => pullRequest.number));
  if (reviews.some(isApplied)) return reviews;
  for (const pullRequest of await github.lastMerged(branch, mostEarlier)) {
    if (known.has(pullRequest.number)) continue;
    const review = await reviewed(pullRequest, false);
    if (isApplied(review)) break;
    reviews.push(review);
  }
  return reviews;
}

/** Whether an apply has ended well since the pull request was merged. */
export function isApplied({ sticky }: Review): boolean {
  const result = sticky?.marker.applied?.result;
  return result === 'applied' || result === 'nothing_to_do';
}

async function pullRequestsOf(
  github: GitHub,
  { commit, branch }: ReviewQuery,
): Promise<readonly PullRequest[]> {
  const all = await github.pullRequestsOf(commit);
  const merged = all.filter(({ mergedAt, base }) => mergedAt !== null && base === branch);
  const exact = merged.filter(({ mergeCommit }) => mergeCommit === commit);
  return exact.length > 0 ? exact : merged;
}
