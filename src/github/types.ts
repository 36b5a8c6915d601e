/** A comment on a pull request or an issue. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Who wrote it; somebody else may have edited it since. */
  readonly author: string;
  readonly url: string;
}

export interface PullRequest {
  readonly number: number;
  /** ISO 8601; `null` when it is not merged. */
  readonly mergedAt: string | null;
  /** The commit that merging it made: of a merge, the squash, or the last of a rebase. */
  readonly mergeCommit: string | null;
  /** The branch that it was merged into. */
  readonly base: string;
  readonly url: string;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly url: string;
}

/**
 * What the program asks of GitHub, for one repository. Reads go over all pages. Every method rejects with
 * `GitHubError` when GitHub refuses or cannot be reached; an unreadable list is never an empty one.
 */
export interface GitHub {
  /** The login that comments of this token carry. */
  self(): Promise<string>;
  listComments(issue: number): Promise<readonly Comment[]>;
  createComment(issue: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  /** The pull requests that a commit belongs to. */
  pullRequestsOf(commit: string): Promise<readonly PullRequest[]>;
  /** Pull requests merged into a branch, the one merged last first, at most `most`. */
  lastMerged(base: string, most: number): Promise<readonly PullRequest[]>;
  /** Open issues with a label. */
  openIssues(label: string): Promise<readonly Issue[]>;
  createIssue(issue: {
    readonly title: string;
    readonly body: string;
    readonly labels: readonly string[];
  }): Promise<Issue>;
  updateIssue(
    issue: number,
    change: { readonly title?: string; readonly body?: string; readonly closed?: true },
  ): Promise<Issue>;
}

/** The files of a run in GitHub Actions' own words, and where its results go. */
export interface ActionsRun {
  /** One-line values, `key=value`, for later steps. */
  setOutput(name: string, value: string): void;
  /** Masks a value in every log line from now on. */
  mask(value: string): void;
  /** Adds Markdown to the job summary. */
  addSummary(markdown: string): Promise<void>;
  annotate(annotation: Annotation): void;
  info(line: string): void;
}

/** A remark on a line of a file, shown in the pull request. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly source: { readonly file: string; readonly line: number; readonly column: number } | null;
}
