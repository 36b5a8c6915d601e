import type { Clock } from '../hub/clock.ts';
import type { GitHub, PullRequest } from './github.ts';

/** What merging a pull request would give. */
export type TrialMerge =
  /** `commit` is the merge of the head into `base`, a commit of the branch. */
  | { readonly kind: 'merge'; readonly commit: string; readonly base: string }
  | { readonly kind: 'conflict' }
  /** Somebody has pushed since: the head is another one. */
  | { readonly kind: 'moved' }
  /** It has been closed or merged since. */
  | { readonly kind: 'closed' }
  /** GitHub has not said so far. */
  | { readonly kind: 'unknown' };

/** GitHub tries the merge when it is asked, and wants to be asked again; how long to wait each time. */
const waitsMs: readonly number[] = [1000, 2000, 4000, 8000, 10_000, 12_000, 14_000];

/**
 * The trial merge of a pull request, which GitHub makes anew after each push to either side. The one that it names may
 * still be that of an older head, so only one whose second parent is the head counts.
 *
 * @param head the commit that is to be planned, as the event names it
 * @throws GitHubError
 */
export async function trialMergeOf(
  github: Pick<GitHub, 'pullRequest' | 'commit'>,
  number: number,
  head: string,
  clock: Pick<Clock, 'sleep'>,
): Promise<{ readonly pullRequest: PullRequest; readonly merge: TrialMerge }> {
  for (let tries = 0; ; tries += 1) {
    const pullRequest = await github.pullRequest(number);
    const merge = await mergeOf(github, pullRequest, head);
    const wait = waitsMs[tries];
    if (merge.kind !== 'unknown' || wait === undefined) return { pullRequest, merge };
    await clock.sleep(wait);
  }
}

async function mergeOf(
  github: Pick<GitHub, 'commit'>,
  pullRequest: PullRequest,
  head: string,
): Promise<TrialMerge> {
  const { state, mergeable, trialMerge } = pullRequest;
  if (state === 'closed') return { kind: 'closed' };
  if (pullRequest.head !== head) return { kind: 'moved' };
  if (mergeable === false) return { kind: 'conflict' };
  if (mergeable === null || trialMerge === null) return { kind: 'unknown' };
  const { parents } = await github.commit(trialMerge);
  const [base, second, ...others] = parents;
  return base !== undefined && second === head && others.length === 0
    ? { kind: 'merge', commit: trialMerge, base }
    : { kind: 'unknown' };
}
