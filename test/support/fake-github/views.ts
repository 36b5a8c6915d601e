import type { FakeRepository, StoredComment, StoredIssue } from './repository.ts';

/** GitHub's objects as its API shows them. `api` is the API's URL, without a trailing slash. */
export class Views {
  readonly #api: string;
  readonly #repository: FakeRepository;

  constructor(api: string, repository: FakeRepository) {
    this.#api = api;
    this.#repository = repository;
  }

  user(login: string): Record<string, unknown> {
    const url = `${this.#api}/users/${encodeURIComponent(login)}`;
    return {
      login,
      id: idOf(login),
      node_id: `U_${idOf(login)}`,
      gravatar_id: '',
      avatar_url: `${url}/avatar`,
      url,
      html_url: `https://github.example/${login}`,
      followers_url: `${url}/followers`,
      following_url: `${url}/following{/other_user}`,
      gists_url: `${url}/gists{/gist_id}`,
      starred_url: `${url}/starred{/owner}{/repo}`,
      subscriptions_url: `${url}/subscriptions`,
      organizations_url: `${url}/orgs`,
      repos_url: `${url}/repos`,
      events_url: `${url}/events{/privacy}`,
      received_events_url: `${url}/received_events`,
      type: login.endsWith('[bot]') ? 'Bot' : 'User',
      site_admin: false,
    };
  }

  /** The token's own user. */
  me(login: string): Record<string, unknown> {
    return {
      ...this.user(login),
      user_view_type: 'public',
      name: null,
      company: null,
      blog: '',
      location: null,
      email: null,
      hireable: null,
      bio: null,
      public_repos: 0,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: '2020-01-01T00:00:00Z',
      updated_at: '2020-01-01T00:00:00Z',
    };
  }

  comment({ id, issue, author, body, createdAt, updatedAt }: StoredComment): Record<string, unknown> {
    return {
      id,
      node_id: `IC_${id}`,
      url: `${this.#base}/issues/comments/${id}`,
      html_url: this.#commentPage(issue, id),
      issue_url: `${this.#base}/issues/${issue}`,
      body,
      user: this.user(author),
      created_at: createdAt,
      updated_at: updatedAt,
      author_association: 'NONE',
      performed_via_github_app: null,
    };
  }

  issue(issue: StoredIssue): Record<string, unknown> {
    const url = `${this.#base}/issues/${issue.number}`;
    const page = `https://github.example/${this.#repository.fullName}`;
    return {
      id: 10_000 + issue.number,
      node_id: `I_${issue.number}`,
      url,
      repository_url: this.#base,
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
              url: `${this.#base}/pulls/${issue.number}`,
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
    const url = `${this.#base}/pulls/${number}`;
    const issueUrl = `${this.#base}/issues/${number}`;
    const page = `https://github.example/${this.#repository.fullName}/pull/${number}`;
    const links = {
      self: url,
      html: page,
      issue: issueUrl,
      comments: `${issueUrl}/comments`,
      review_comments: `${url}/comments`,
      review_comment: `${this.#base}/pulls/comments{/number}`,
      commits: `${url}/commits`,
      statuses: `${this.#base}/statuses/${pull.head}`,
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
      merge_commit_sha: pull.merged?.commit ?? 'f'.repeat(40),
      head: this.#branch('change', pull.head),
      base: this.#branch(pull.base, '0'.repeat(40)),
      _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
      author_association: 'NONE',
      auto_merge: null,
      draft: false,
    };
  }

  get #base(): string {
    return `${this.#api}/repos/${this.#repository.fullName}`;
  }

  #commentPage(issue: number, id: number): string {
    return `https://github.example/${this.#repository.fullName}/issues/${issue}#issuecomment-${id}`;
  }

  #label(name: string): Record<string, unknown> {
    const url = `${this.#base}/labels/${encodeURIComponent(name)}`;
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

  #branch(ref: string, sha: string): Record<string, unknown> {
    const { owner } = this.#repository;
    return { label: `${owner}:${ref}`, ref, sha, user: this.user(owner), repo: this.#repositoryView() };
  }

  #repositoryView(): Record<string, unknown> {
    const { owner, name, fullName } = this.#repository;
    const page = `https://github.example/${fullName}`;
    const urls = repositoryUrls.map((key) => [`${key}_url`, `${this.#base}/${key.replace('_', '/')}`]);
    return {
      ...Object.fromEntries(urls),
      id: 30_000,
      node_id: 'R_30000',
      name,
      full_name: fullName,
      owner: this.user(owner),
      private: true,
      html_url: page,
      url: this.#base,
      clone_url: `${page}.git`,
      git_url: `${page}.git`,
      ssh_url: `${page}.git`,
      svn_url: page,
      mirror_url: null,
      description: null,
      homepage: null,
      language: null,
      license: null,
      fork: false,
      forks: 0,
      forks_count: 0,
      stargazers_count: 0,
      watchers: 0,
      watchers_count: 0,
      size: 1,
      default_branch: 'main',
      open_issues: 0,
      open_issues_count: 0,
      has_issues: true,
      has_projects: false,
      has_wiki: false,
      has_pages: false,
      has_downloads: false,
      archived: false,
      disabled: false,
      pushed_at: '2026-11-20T08:00:00Z',
      created_at: '2026-11-20T08:00:00Z',
      updated_at: '2026-11-20T08:00:00Z',
    };
  }
}

/** The fields of a repository that are nothing but URLs, without `_url`. */
const repositoryUrls = [
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads',
  'events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges',
  'milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees',
].flatMap((line) => line.split(' '));

function idOf(name: string): number {
  let id = 7;
  for (const character of name) id = (id * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000;
  return id;
}
