import type { StoredComment, StoredIssue, StoredPull } from './stored.ts';

/** The issues of a fake repository, pull requests among them, and their comments. */
export class FakeDiscussion {
  readonly issues = new Map<number, StoredIssue>();
  readonly comments = new Map<number, StoredComment>();
  protected lastNumber = 0;
  #lastId = 1000;
  #seconds = Date.parse('2026-11-20T08:00:00Z') / 1000;

  /** A second later than the last time it was asked. */
  now(): string {
    this.#seconds += 1;
    return new Date(this.#seconds * 1000).toISOString().replace('.000', '');
  }

  /** Goes on from a time. @param at ISO 8601 */
  setTime(at: string): void {
    this.#seconds = Date.parse(at) / 1000;
  }

  openIssue(issue: {
    readonly author: string;
    readonly title: string;
    readonly body?: string;
    readonly labels?: readonly string[];
  }): StoredIssue {
    return this.add({ body: '', labels: [], ...issue, pull: null });
  }

  comment(issue: number, author: string, body: string): StoredComment {
    const at = this.now();
    const comment = { id: this.nextId(), issue, author, body, createdAt: at, updatedAt: at };
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

  pull(number: number): StoredPull {
    const { pull } = this.issue(number);
    if (pull === null) throw new RangeError(`#${number} is no pull request`);
    return pull;
  }

  protected nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  protected add(issue: Pick<StoredIssue, 'author' | 'title' | 'body' | 'labels' | 'pull'>): StoredIssue {
    this.lastNumber += 1;
    const at = this.now();
    const stored: StoredIssue = {
      ...issue,
      number: this.lastNumber,
      state: 'open',
      createdAt: at,
      updatedAt: at,
    };
    this.issues.set(stored.number, stored);
    return stored;
  }
}
