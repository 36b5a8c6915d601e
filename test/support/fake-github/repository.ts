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
  readonly pull: {
    readonly base: string;
    readonly head: string;
    /** Every commit that GitHub shows the pull request for. */
    commits: readonly string[];
    merged: Merge | null;
  } | null;
}

/** The one repository of a fake GitHub, with what tests do by hand in GitHub's web interface. */
export class FakeRepository {
  readonly owner = 'acme';
  readonly name = 'access';
  readonly issues = new Map<number, StoredIssue>();
  readonly comments = new Map<number, StoredComment>();
  #lastNumber = 0;
  #lastId = 1000;
  #seconds = Date.parse('2026-11-20T08:00:00Z') / 1000;

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  /** A second later than the last time it was asked. */
  now(): string {
    this.#seconds += 1;
    return new Date(this.#seconds * 1000).toISOString().replace('.000', '');
  }

  openIssue(issue: {
    readonly author: string;
    readonly title: string;
    readonly body?: string;
    readonly labels?: readonly string[];
  }): StoredIssue {
    return this.#add({ body: '', labels: [], ...issue, pull: null });
  }

  openPullRequest(pull: {
    readonly author?: string;
    readonly title?: string;
    readonly base?: string;
    readonly head: string;
  }): StoredIssue {
    const { author = 'grace', title = 'Change access', base = 'main', head } = pull;
    return this.#add({
      author,
      title,
      body: '',
      labels: [],
      pull: { base, head, commits: [head], merged: null },
    });
  }

  /**
   * Merges a pull request.
   *
   * @param commit what merging made of it
   * @param others further commits that GitHub shows the pull request for: those of a rebase
   */
  merge(number: number, commit: string, others: readonly string[] = []): void {
    const issue = this.issue(number);
    if (issue.pull === null) throw new RangeError(`#${number} is no pull request`);
    const at = this.now();
    issue.state = 'closed';
    issue.updatedAt = at;
    issue.pull.merged = { at, commit };
    issue.pull.commits = [...issue.pull.commits, commit, ...others];
  }

  comment(issue: number, author: string, body: string): StoredComment {
    this.#lastId += 1;
    const at = this.now();
    const comment = { id: this.#lastId, issue, author, body, createdAt: at, updatedAt: at };
    this.comments.set(comment.id, comment);
    this.issue(issue).updatedAt = at;
    return comment;
  }

  commentsOf(issue: number): readonly StoredComment[] {
    return [...this.comments.values()].filter((comment) => comment.issue === issue);
  }

  issue(number: number): StoredIssue {
    const issue = this.issues.get(number);
    if (issue === undefined) throw new RangeError(`There is no #${number}`);
    return issue;
  }

  #add(issue: Pick<StoredIssue, 'author' | 'title' | 'body' | 'labels' | 'pull'>): StoredIssue {
    this.#lastNumber += 1;
    const at = this.now();
    const stored: StoredIssue = {
      ...issue,
      number: this.#lastNumber,
      state: 'open',
      createdAt: at,
      updatedAt: at,
    };
    this.issues.set(stored.number, stored);
    return stored;
  }
}
