import { CommitGraph } from './commit-graph.ts';
import type { Commit, History, PullRequest } from './github.ts';

/** What is asked. */
export interface SinceApplyQuery {
  /** The newest commit of the branch, which is to be applied. */
  readonly head: string;
  readonly branch: string;
  /** The name of the status that marks a commit as applied. */
  readonly context: string;
  /** How many commits to look at, at most; what is older counts for nothing. */
  readonly most?: number;
}

/** What was merged since an apply last ended well. */
export interface SinceApply {
  /** The newest commit that is marked as applied; `null` when none was found. */
  readonly last: string | null;
  /** The one merged last first. */
  readonly pullRequests: readonly PullRequest[];
  /** Whether there were more commits than are looked at. */
  readonly cut: boolean;
}

const mostCommits = 100;

/**
 * Finds the pull requests that brought the commits since an apply last ended well: only what they reviewed can still be
 * outstanding. What was reviewed and made once is not made again when somebody has undone it on the Hub.
 *
 * An apply marks the commit that it has planned with a status: `pending` before it begins, `success` when all that was
 * reviewed has been made. Whoever may push can write such a status, with a workflow on a branch also in the name of
 * `github-actions[bot]`, so its author proves nothing. Therefore a `success` counts whoever wrote it and whatever was
 * said after it: nobody can take one away, and a forged one only makes fewer pull requests count. Then changes are held
 * back, and the commit shows whose mark it was. An apply that cannot write `pending` (GitHub takes 1000 statuses of one
 * name on one commit) must take nothing as reviewed.
 *
 * The runs of the workflow would be harder to forge, but that one ended well does not say that its apply did: a job may
 * have been skipped, and one that keeps the drift issue may have failed beside it.
 *
 * A commit that no pull request brought vouches for nothing. That one brought it is GitHub's word: it was merged into
 * this branch, the commit is what merging made of it, and it is not the head itself, since GitHub calls a pull request
 * merged as well when somebody has pushed its commits.
 *
 * @throws GitHubError when any of it cannot be read: what cannot be read was not reviewed
 */
export async function pullRequestsSince(
  github: Pick<History, 'statuses' | 'pullRequestsOf' | 'compare' | 'history'>,
  { head, branch, context, most = mostCommits }: SinceApplyQuery,
): Promise<SinceApply> {
  const graph = new CommitGraph(github, head, most);
  const brought = new Map<string, PullRequest>();
  const applied: string[] = [];
  // A set gives what is added to it meanwhile as well, each commit once.
  const wanted = new Set([head]);
  let looked = 0;
  let cut = false;
  for (const sha of wanted) {
    if (looked >= most) {
      cut = true;
      break;
    }
    looked += 1;
    const [isApplied, pullRequests] = await Promise.all([
      wasApplied(github, sha, context),
      github.pullRequestsOf(sha),
    ]);
    if (isApplied) {
      applied.push(sha);
      continue;
    }
    const commit = await graph.find(sha);
    if (commit === null) {
      cut = true;
      continue;
    }
    const found = pullRequests.find((pullRequest) => isBroughtBy(commit, pullRequest, branch));
    if (found !== undefined) brought.set(sha, found);
    // What a merged pull request holds beside the branch came with it; of any other merge both sides are looked at.
    const before = found === undefined ? commit.parents : commit.parents.slice(0, 1);
    for (const parent of before) wanted.add(parent);
  }
  for (const sha of applied) {
    if (brought.size === 0) break;
    const since = new Set((await github.compare(sha, head)).map((commit) => commit.sha));
    for (const known of brought.keys()) if (!since.has(known)) brought.delete(known);
  }
  return { last: applied[0] ?? null, pullRequests: [...brought.values()], cut };
}

async function wasApplied(
  github: Pick<History, 'statuses'>,
  commit: string,
  context: string,
): Promise<boolean> {
  return (await github.statuses(commit, context)).some(({ state }) => state === 'success');
}

/**
 * Whether merging a pull request into the branch made the commit. GitHub calls one merged as well when somebody has
 * pushed its commits, which is nobody's merge.
 */
export function isBroughtBy(
  { sha, parents }: Pick<Commit, 'sha' | 'parents'>,
  pullRequest: PullRequest,
  branch: string,
): boolean {
  const { mergedAt, mergeCommit, base, head } = pullRequest;
  if (mergedAt === null || base !== branch || mergeCommit !== sha) return false;
  return parents.length > 1 ? parents.slice(1).includes(head) : sha !== head;
}
