import { idOf } from './account-view.ts';
import { GitViews } from './git-views.ts';
import type { FakeRepository, StoredComment, StoredIssue } from './repository.ts';
import { repositoryView } from './repository-view.ts';
import type { StoredReview } from './stored.ts';

/** GitHub's issues and pull requests as its API shows them. `api` is the API's URL, without a trailing slash. */
export class Views extends GitViews {
  readonly #api: string;
  readonly #repository: FakeRepository;

  constructor(api: string, repository: FakeRepository) {
    super(api, repository.fullName);
    this.#api = api;
    this.#repository = repository;
  }

  comment({ id, issue, author, body, createdAt, updatedAt }: StoredComment): Record<string, unknown> {
    return {
      id,
      node_id: `IC_${id}`,
      url: `${this.base}/issues/comments/${id}`,
      html_url: this.#commentPage(issue, id),
      issue_url: `${this.base}/issues/${issue}`,
      body,
      user: this.user(author),
      created_at: createdAt,
      updated_at: updatedAt,
      author_association: 'NONE',
      performed_via_github_app: null,
    };
  }

  issue(issue: StoredIssue): Record<string, unknown> {
    const url = `${this.base}/issues/${issue.number}`;
    const page = `https://github.example/${this.#repository.fullName}`;
    return {
      id: 10_000 + issue.number,
      node_id: `I_${issue.number}`,
      url,
      repository_url: this.base,
      labels_url: `${url}/labels{/name}`,
      comments_url: `${url}/comments`,
      events_url: `${url}/events`,
      html_url: `${page}/${issue.pull === null ? 'issues' : 'pull'}/${issue.number}`,
      number: issue.number,
      state: issue.state,
      title: issue.title,
      body: issue.body,
      user: this.user(issue.author),
      labels: issue.labels.map((name) => this.#label(name)),
      assignee: null,
      milestone: null,
      locked: false,
      comments: this.#repository.commentsOf(issue.number).length,
      closed_at: issue.state === 'closed' ? issue.updatedAt : null,
      created_at: issue.createdAt,
      updated_at: issue.updatedAt,
      author_association: 'NONE',
      ...(issue.pull === null
        ? {}
        : {
            pull_request: {
              url: `${this.base}/pulls/${issue.number}`,
              html_url: '',
              diff_url: '',
              patch_url: '',
            },
          }),
    };
  }

  pullRequest(issue: StoredIssue): Record<string, unknown> {
    if (issue.pull === null) throw new RangeError(`#${issue.number} is no pull request`);
    const { pull, number } = issue;
    const url = `${this.base}/pulls/${number}`;
    const issueUrl = `${this.base}/issues/${number}`;
    const page = `https://github.example/${this.#repository.fullName}/pull/${number}`;
    const links = {
      self: url,
      html: page,
      issue: issueUrl,
      comments: `${issueUrl}/comments`,
      review_comments: `${url}/comments`,
      review_comment: `${this.base}/pulls/comments{/number}`,
      commits: `${url}/commits`,
      statuses: `${this.base}/statuses/${pull.head}`,
    };
    return {
      id: 20_000 + number,
      node_id: `PR_${number}`,
      url,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      issue_url: issueUrl,
      commits_url: links.commits,
      review_comments_url: links.review_comments,
      review_comment_url: links.review_comment,
      comments_url: links.comments,
      statuses_url: links.statuses,
      number,
      state: issue.state,
      locked: false,
      title: issue.title,
      user: this.user(issue.author),
      body: issue.body,
      labels: [],
      assignee: null,
      milestone: null,
      created_at: issue.createdAt,
      updated_at: issue.updatedAt,
      closed_at: issue.state === 'closed' ? issue.updatedAt : null,
      merged_at: pull.merged?.at ?? null,
      // Of an open one it is a trial merge, that of the ref `refs/pull/N/merge`.
      merge_commit_sha:
        pull.merged?.commit ?? (issue.state === 'open' ? this.#repository.trialMerge(number) : null),
      head: this.#branch(pull.branch, pull.head, pull.fork),
      base: this.#branch(pull.base, pull.baseSha),
      _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
      author_association: pull.association,
      auto_merge: null,
      draft: false,
    };
  }

  /** A pull request as it is answered alone, with what lists leave out. */
  onePullRequest(issue: StoredIssue): Record<string, unknown> {
    const { pull, number } = issue;
    const trial =
      pull?.merged === null && issue.state === 'open' ? this.#repository.trialMerge(number) : null;
    return {
      ...this.pullRequest(issue),
      merged: pull?.merged !== null,
      mergeable: issue.state === 'open' ? trial !== null : null,
      mergeable_state: 'unknown',
      merged_by: pull?.merged === null ? null : this.user('web-flow'),
      comments: this.#repository.commentsOf(number).length,
      review_comments: 0,
      maintainer_can_modify: false,
      commits: 1,
      additions: 1,
      deletions: 0,
      changed_files: 1,
    };
  }

  review({ id, pull, author, state, commit, at }: StoredReview): Record<string, unknown> {
    const page = `https://github.example/${this.#repository.fullName}/pull/${pull}`;
    const url = `${this.base}/pulls/${pull}`;
    return {
      id,
      node_id: `PRR_${id}`,
      user: this.user(author),
      body: '',
      state,
      html_url: `${page}#pullrequestreview-${id}`,
      pull_request_url: url,
      _links: { html: { href: page }, pull_request: { href: url } },
      submitted_at: at,
      commit_id: commit,
      author_association: 'MEMBER',
    };
  }

  /** The repository itself. */
  repository(): Record<string, unknown> {
    const { fullName, owner, defaultBranch } = this.#repository;
    const network = { network_count: 0, subscribers_count: 0 };
    return { ...repositoryView(this.#api, fullName, this.user(owner), defaultBranch), ...network };
  }

  #commentPage(issue: number, id: number): string {
    return `https://github.example/${this.#repository.fullName}/issues/${issue}#issuecomment-${id}`;
  }

  #label(name: string): Record<string, unknown> {
    const url = `${this.base}/labels/${encodeURIComponent(name)}`;
    return {
      id: idOf(name),
      node_id: `LA_${idOf(name)}`,
      url,
      name,
      description: null,
      color: 'ededed',
      default: false,
    };
  }

  #branch(ref: string, sha: string, fork: string | null = null): Record<string, unknown> {
    const fullName = fork ?? this.#repository.fullName;
    const [owner = ''] = fullName.split('/');
    const user = this.user(owner);
    return { label: `${owner}:${ref}`, ref, sha, user, repo: repositoryView(this.#api, fullName, user) };
  }
}
