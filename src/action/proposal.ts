import { KnownError } from '../errors.ts';
import type { GitHub, PullRequest } from '../github/github.ts';
import { type TrialMerge, trialMergeOf } from '../github/trial-merge.ts';
import type { Context } from './context.ts';

/** What merging an open pull request would give. */
export interface Proposal {
  readonly pullRequest: PullRequest;
  /** The merge of its head into {@link base}. */
  readonly merge: string;
  /** The commit of the branch that it is merged into: the merge's first parent. */
  readonly base: string;
}

/**
 * Reads what merging a pull request would give. It is always that of the newest head, whatever head the event names:
 * so a job that is run again shows what is to be merged now, never what was to be merged once.
 *
 * @param head the commit to be planned
 * @throws KnownError when it cannot be merged, or GitHub does not say
 */
export async function proposalOf(
  { github, clock }: Pick<Context, 'github' | 'clock'>,
  number: number,
  head: string,
): Promise<Proposal> {
  const { pullRequest, merge } = await trialMergeOf(github, number, head, clock);
  if (merge.kind === 'merge') return { pullRequest, merge: merge.commit, base: merge.base };
  throw unplannable(number, merge.kind);
}

function unplannable(number: number, kind: Exclude<TrialMerge['kind'], 'merge'>): KnownError {
  switch (kind) {
    case 'conflict':
      return new KnownError('file-unreadable', `#${number} has conflicts, so there is nothing to plan`, {
        hint: 'Merge the base branch into it, or rebase it, and push: then it is planned.',
      });
    case 'moved':
    case 'closed':
      return new KnownError('file-unreadable', `#${number} was pushed to or closed while it was read`, {
        hint: 'The run for its newest commit has the plan.',
      });
    case 'unknown':
      return new KnownError('github-unavailable', `GitHub has not made the merge commit of #${number}`, {
        hint: 'Run the job again in a few minutes.',
      });
  }
}

/** Whether a pull request is open and its head still the commit that was planned. */
export async function isCurrent(
  { github }: { readonly github: Pick<GitHub, 'pullRequest'> },
  { number, head, base }: PullRequest,
): Promise<boolean> {
  const now = await github.pullRequest(number);
  return now.state === 'open' && now.head === head && now.base === base;
}
