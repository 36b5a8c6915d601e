import { account, count, optionalText, type RawAccount, readerOf, sha, text } from './checked.ts';
import type { CommitStatus, OpenPullRequest, PullRequest, PullRequestReview } from './github.ts';

interface RawPullRequest {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly mergeable?: boolean | null;
  readonly head: { readonly sha: string; readonly repo: RawRepository | null };
  readonly base: { readonly ref: string; readonly sha: string; readonly repo: RawRepository };
  readonly user: RawAccount | null;
  readonly author_association: string;
  readonly html_url: string;
}

interface RawRepository {
  readonly full_name: string;
}

const repository = { type: 'object', required: ['full_name'], properties: { full_name: text } };

const readPullRequest = readerOf<RawPullRequest>({
  type: 'object',
  required: [
    'number',
    'state',
    'merged_at',
    'merge_commit_sha',
    'head',
    'base',
    'user',
    'author_association',
    'html_url',
  ],
  properties: {
    number: count,
    state: { enum: ['open', 'closed'] },
    merged_at: optionalText,
    merge_commit_sha: { anyOf: [sha, { type: 'null' }] },
    mergeable: { type: ['boolean', 'null'] },
    head: {
      type: 'object',
      required: ['sha', 'repo'],
      properties: { sha, repo: { anyOf: [repository, { type: 'null' }] } },
    },
    base: {
      type: 'object',
      required: ['ref', 'sha', 'repo'],
      properties: { ref: text, sha, repo: repository },
    },
    user: account,
    author_association: text,
    html_url: text,
  },
});

const readStatus = readerOf<{
  readonly state: CommitStatus['state'];
  readonly context: string;
  readonly creator: RawAccount | null;
}>({
  type: 'object',
  required: ['state', 'context', 'creator'],
  properties: {
    state: { enum: ['error', 'failure', 'pending', 'success'] },
    context: text,
    creator: account,
  },
});

const readReview = readerOf<{
  readonly user: RawAccount | null;
  readonly state: string;
  readonly commit_id: string | null;
}>({
  type: 'object',
  required: ['user', 'state', 'commit_id'],
  properties: { user: account, state: text, commit_id: optionalText },
});

const readRef = readerOf<{ readonly object: { readonly sha: string } }>({
  type: 'object',
  required: ['object'],
  properties: { object: { type: 'object', required: ['sha'], properties: { sha } } },
});

const readPermission = readerOf<{ readonly permission: string }>({
  type: 'object',
  required: ['permission'],
  properties: { permission: text },
});

/** A pull request, alone or of a list. @throws GitHubError */
export function pullRequestFrom(value: unknown, request: string): PullRequest {
  const raw = readPullRequest(value, request);
  const { head, base } = raw;
  const headRepository = head.repo?.full_name ?? null;
  return {
    number: raw.number,
    state: raw.state,
    head: head.sha,
    headRepository,
    // The repository of a fork may have been deleted since.
    isFork: headRepository !== base.repo.full_name,
    base: base.ref,
    baseSha: base.sha,
    mergedAt: raw.merged_at,
    mergeCommit: raw.merged_at === null ? null : raw.merge_commit_sha,
    trialMerge: raw.state === 'open' ? raw.merge_commit_sha : null,
    mergeable: raw.mergeable ?? null,
    author: raw.user?.login ?? '',
    association: raw.author_association,
    url: raw.html_url,
  };
}

const readWords = readerOf<{
  readonly title: string;
  readonly body?: string | null;
  readonly head: { readonly ref: string };
}>({
  type: 'object',
  required: ['title', 'head'],
  properties: {
    title: text,
    body: optionalText,
    head: { type: 'object', required: ['ref'], properties: { ref: text } },
  },
});

/** A pull request with what it says. @throws GitHubError */
export function openPullRequestFrom(value: unknown, request: string): OpenPullRequest {
  const { title, body, head } = readWords(value, request);
  return { ...pullRequestFrom(value, request), title, body: body ?? '', headBranch: head.ref };
}

/** A commit status. @throws GitHubError */
export function statusFrom(value: unknown, request: string): CommitStatus {
  const { state, context, creator } = readStatus(value, request);
  return { state, context, creator: creator?.login ?? '' };
}

/** A review. @throws GitHubError */
export function reviewFrom(value: unknown, request: string): PullRequestReview {
  const { user, state, commit_id: commit } = readReview(value, request);
  return { author: user?.login ?? '', state, commit };
}

/** The commit that a branch is at. @throws GitHubError */
export const headFrom = (value: unknown, request: string): string => readRef(value, request).object.sha;

const readRepository = readerOf<{ readonly default_branch: string }>({
  type: 'object',
  required: ['default_branch'],
  properties: { default_branch: text },
});

/** The default branch of a repository. @throws GitHubError */
export const defaultBranchFrom = (value: unknown, request: string): string =>
  readRepository(value, request).default_branch;

/** What somebody may do. @throws GitHubError */
export const permissionFrom = (value: unknown, request: string): string =>
  readPermission(value, request).permission;

const readComparison = readerOf<{ readonly commits: readonly unknown[]; readonly total_commits: number }>({
  type: 'object',
  required: ['commits', 'total_commits'],
  properties: { commits: { type: 'array' }, total_commits: count },
});

/** A page of a comparison, its commits unread, and how many it has in all. @throws GitHubError */
export const comparisonFrom = (
  value: unknown,
  request: string,
): { readonly commits: readonly unknown[]; readonly total: number } => {
  const { commits, total_commits: total } = readComparison(value, request);
  return { commits, total };
};
