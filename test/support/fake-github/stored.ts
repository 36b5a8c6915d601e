/** A comment, as it lies in the fake. */
export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

/** How a pull request was merged: GitHub knows which commits came of it. */
export interface Merge {
  readonly at: string;
  /** `merge_commit_sha`: of a merge, the squash, or the last of a rebase. */
  readonly commit: string;
}

export interface StoredPull {
  readonly base: string;
  /** The commit of the base when it was opened. */
  readonly baseSha: string;
  head: string;
  readonly branch: string;
  /** `owner/name` of the repository that the branch is of; `null` for this one. */
  readonly fork: string | null;
  /** What its author is to the repository. */
  readonly association: string;
  /** Every commit that GitHub shows the pull request for. */
  commits: readonly string[];
  merged: Merge | null;
  /** The merge that was tried last, and of what; its `commit` is `null` when there was a conflict. */
  trial: { readonly base: string; readonly head: string; readonly commit: string | null } | null;
}

/** An issue, or a pull request, which GitHub takes for an issue too. */
export interface StoredIssue {
  readonly number: number;
  readonly author: string;
  title: string;
  body: string;
  labels: readonly string[];
  state: 'open' | 'closed';
  readonly createdAt: string;
  updatedAt: string;
  readonly pull: StoredPull | null;
}

export interface StoredStatus {
  readonly id: number;
  readonly commit: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly url: string | null;
  readonly creator: string;
  readonly at: string;
}

export interface StoredReview {
  readonly id: number;
  readonly pull: number;
  readonly author: string;
  readonly state: string;
  readonly commit: string;
  readonly at: string;
}
