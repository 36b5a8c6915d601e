import type { Discussion, History, PullRequest } from '../github/github.ts';
import { pullRequestsSince } from '../github/since-apply.ts';
import { type Marker, textBelow, textDigest } from '../review/marker.ts';
import { isSigned } from '../review/signature.ts';
import { statusContext } from '../review/status.ts';
import { shownName } from '../text/shown.ts';
import type { DefaultBranch } from './commits.ts';
import type { Context } from './context.ts';
import type { Inputs } from './inputs.ts';
import { findStickies, type Sticky } from './sticky.ts';

/** A pull request that was merged since an apply last ended well, and what was reviewed of it. */
export interface Review {
  readonly pullRequest: PullRequest;
  /** The token's own comment, which is edited; `null` when there is none. */
  readonly own: Sticky | null;
  readonly plan: ReviewedComment;
}

/** The plan that the reviewers of a pull request were shown, or why none counts. */
export type ReviewedComment =
  | { readonly counts: true; readonly marker: Marker; readonly by: 'signature' | 'author' }
  | { readonly counts: false; readonly why: string };

/** What was reviewed for a commit of the default branch. */
export interface Reviews {
  /** The newest commit of which an apply ended well; `null` when there is none nearby. */
  readonly since: string | null;
  readonly reviews: readonly Review[];
}

/** What it takes of the context to find reviews. */
interface ReviewContext extends Pick<Context, 'sealFor'> {
  readonly github: Pick<Discussion, 'self' | 'listComments'> &
    Pick<History, 'statuses' | 'pullRequestsOf' | 'compare' | 'history'>;
  readonly inputs: Pick<Inputs, 'files' | 'signingKey'>;
}

/**
 * Finds what was reviewed and not yet made.
 *
 * @param organization that of the configuration
 * @throws GitHubError when any of it cannot be read: what cannot be read was not reviewed
 */
export async function reviewsFor(
  context: ReviewContext,
  { branch, commit }: DefaultBranch,
  organization: string,
): Promise<Reviews> {
  const { github, inputs } = context;
  const { last, pullRequests } = await pullRequestsSince(github, {
    head: commit,
    branch,
    context: statusContext('apply', inputs.files),
  });
  const reviews: Review[] = [];
  for (const pullRequest of pullRequests) reviews.push(await reviewOf(context, pullRequest, organization));
  return { since: last, reviews };
}

async function reviewOf(
  context: ReviewContext,
  pullRequest: PullRequest,
  organization: string,
): Promise<Review> {
  const subject = { files: context.inputs.files, organization };
  const { own, others } = await findStickies(context.github, pullRequest.number, subject);
  // Another token may have planned. Its plan counts by the signature alone, and only where this one has written none.
  const candidates = own === null && context.inputs.signingKey !== null ? others : [own];
  let plan: ReviewedComment = { counts: false, why: `it has no plan of ${shownName(organization)}` };
  for (const sticky of candidates) {
    if (sticky === null) continue;
    const judged = judge(context, pullRequest, sticky);
    if (judged.counts) return { pullRequest, own, plan: judged };
    plan = judged;
  }
  return { pullRequest, own, plan };
}

function judge(
  context: ReviewContext,
  { number, head, base }: PullRequest,
  { comment, marker }: Sticky,
): ReviewedComment {
  const { signingKey } = context.inputs;
  const not = (why: string): ReviewedComment => ({ counts: false, why });
  if (signingKey !== null && !isSigned(marker, context.sealFor({ number, base }).place, signingKey))
    return not('its plan is not signed with the key of this run');
  if (marker.digest === null) return not('it has no plan');
  if (marker.text !== textDigest(textBelow(comment.body)))
    return not('the text of its plan was edited by hand');
  if (marker.head !== head) {
    const planned = marker.head?.slice(0, 7) ?? 'nothing';
    return not(`its plan is of ${planned}, and ${head.slice(0, 7)} was merged`);
  }
  return { counts: true, marker, by: signingKey === null ? 'author' : 'signature' };
}
