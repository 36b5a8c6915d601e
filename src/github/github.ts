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
  readonly state: 'open' | 'closed';
  /** The commit that is, or was, to be merged. Of a merged one it stays what it was when it was merged. */
  readonly head: string;
  /** `owner/name` of the repository that the head is of; `null` when it has been deleted. */
  readonly headRepository: string | null;
  /** Whether the head is of another repository, whose people need no rights in this one. */
  readonly isFork: boolean;
  /** The branch that it is, or was, to be merged into. */
  readonly base: string;
  /** The commit of that branch when GitHub last looked, which may be an older one. */
  readonly baseSha: string;
  /** ISO 8601; `null` when it is not merged. */
  readonly mergedAt: string | null;
  /** The commit that merging it made: of a merge, the squash, or the last of a rebase; `null` when it is not merged. */
  readonly mergeCommit: string | null;
  /** Of an open one, the merge that GitHub tried; it may be of an older head. See `trialMergeOf`. */
  readonly trialMerge: string | null;
  /** `null` while GitHub tries it, and in lists, which do not say. */
  readonly mergeable: boolean | null;
  /** Who opened it; the empty text for a deleted account. */
  readonly author: string;
  /** What the author is to the repository as far as the token may see it: `OWNER`, `MEMBER`, `COLLABORATOR`, … */
  readonly association: string;
  readonly url: string;
}

/** A commit as git has it. */
export interface Commit {
  readonly sha: string;
  /** The SHA of its tree. */
  readonly tree: string;
  /** The first is the branch that was merged into. */
  readonly parents: readonly string[];
}

/** A commit of a list, with what it says and who made it. */
export interface ListedCommit extends Commit {
  readonly message: string;
  /** Whom GitHub takes for its author, by an address that anybody can write; the empty text for nobody it knows. */
  readonly author: string;
}

/** What git knows of one name in a tree. */
export interface TreeEntry {
  /** From the tree that was asked for, with `/`. */
  readonly path: string;
  /** `100644`, `100755`: a file; `120000`: a symbolic link; `040000`: a tree; `160000`: a commit of a submodule. */
  readonly mode: string;
  readonly sha: string;
  /** Bytes; `null` for what is no file. */
  readonly size: number | null;
}

export interface Tree {
  readonly entries: readonly TreeEntry[];
  /** Whether GitHub left entries out. */
  readonly truncated: boolean;
}

/** What somebody says of a commit, under a name of their choice. */
export interface CommitStatus {
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  /** Its name. */
  readonly context: string;
  /** Who wrote it, which proves little: see `pullRequestsSince`. The empty text for a deleted account. */
  readonly creator: string;
}

/** A status to be written. */
export interface NewStatus {
  readonly state: CommitStatus['state'];
  readonly context: string;
  /** At most 140 characters. */
  readonly description: string;
  /** Where there is more; `null` for nowhere. */
  readonly url: string | null;
}

/** What somebody said of a pull request. */
export interface PullRequestReview {
  readonly author: string;
  /** `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`, `PENDING`. */
  readonly state: string;
  /** The head that it was said of; `null` when GitHub does not say. */
  readonly commit: string | null;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly url: string;
}

/** The comments and issues of a repository, and who writes them with this token. */
export interface Discussion {
  /** The login that comments of this token carry: a user's, an App's (`name[bot]`) or the workflow's. */
  self(): Promise<string>;
  listComments(issue: number): Promise<readonly Comment[]>;
  createComment(issue: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
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

/** The files of a repository, by commit and never by the name of a branch: what is read cannot move meanwhile. */
export interface Objects {
  commit(sha: string): Promise<Commit>;
  /** The entries of a tree; with `recursive` also those of the trees in it. */
  tree(sha: string, options?: { readonly recursive?: boolean }): Promise<Tree>;
  /** The bytes of a file. They are checked against their SHA, and asked for once however often they are wanted. */
  blob(sha: string): Promise<Uint8Array>;
}

/** What became of commits: branches, pull requests, statuses. */
export interface History {
  /** The newest commit of a branch. */
  branchHead(branch: string): Promise<string>;
  /** The branch that is the repository's own. */
  defaultBranch(): Promise<string>;
  /**
   * The commits that can be reached from a commit, newest first, as pages that are asked for one by one.
   *
   * @param options.until only those committed by then (ISO 8601); their dates are what their authors say
   */
  history(head: string, options?: { readonly until?: string }): AsyncIterable<readonly Commit[]>;
  /** The commits that can be reached from `head` and not from `base`: all of them, or an error. */
  compare(base: string, head: string): Promise<readonly ListedCommit[]>;
  pullRequest(number: number): Promise<PullRequest>;
  /** The pull requests that a commit belongs to. */
  pullRequestsOf(commit: string): Promise<readonly PullRequest[]>;
  reviews(pullRequest: number): Promise<readonly PullRequestReview[]>;
  /** Everything that was ever said of a commit under this name, by anybody. */
  statuses(commit: string, context: string): Promise<readonly CommitStatus[]>;
  createStatus(commit: string, status: NewStatus): Promise<void>;
  /** `admin`, `write`, `read` or `none`. In a public repository everybody may read. */
  permission(login: string): Promise<string>;
}

/** A file of a new tree. */
export interface NewTreeEntry {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly mode: '100644' | '100755';
  /** Of its bytes. */
  readonly sha: string;
}

/** An open pull request from a branch of this repository, with what it says. */
export interface OpenPullRequest extends PullRequest {
  readonly headBranch: string;
  readonly title: string;
  readonly body: string;
}

/** Commits, branches and pull requests that are made: without a checkout, of objects that GitHub is given. */
export interface Proposals {
  /** The newest commit of a branch; `null` when there is no such branch. */
  findBranch(branch: string): Promise<string | null>;
  /** @returns the SHA of the bytes, which is checked against them */
  createBlob(bytes: Uint8Array): Promise<string>;
  /**
   * @param base the SHA of a tree, whose other entries stay
   * @returns the SHA of the new tree
   */
  createTree(base: string, entries: readonly NewTreeEntry[]): Promise<string>;
  /** A commit by the token's own account, on no branch yet. @returns its SHA */
  createCommit(commit: {
    readonly message: string;
    readonly tree: string;
    readonly parents: readonly string[];
  }): Promise<string>;
  /** Rejects when there is such a branch. */
  createBranch(branch: string, commit: string): Promise<void>;
  /** Makes a branch a commit that comes after its newest, and rejects for any other: nothing is overwritten. */
  advanceBranch(branch: string, commit: string): Promise<void>;
  /** Does nothing when there is no such branch any more. */
  deleteBranch(branch: string): Promise<void>;
  /** The open pull requests from a branch of this repository, never those of forks. */
  openPullRequestsFrom(branch: string): Promise<readonly OpenPullRequest[]>;
  /** @param pullRequest.head a branch of this repository */
  createPullRequest(pullRequest: {
    readonly title: string;
    readonly body: string;
    readonly head: string;
    readonly base: string;
  }): Promise<OpenPullRequest>;
  updatePullRequest(
    number: number,
    change: { readonly title?: string; readonly body?: string; readonly closed?: true },
  ): Promise<OpenPullRequest>;
}

/**
 * What the program asks of GitHub, for one repository. Reads go over all pages. Every method rejects with
 * `GitHubError` when GitHub refuses or cannot be reached; an unreadable list is never an empty one.
 */
export interface GitHub extends Discussion, Objects, History, Proposals {}
