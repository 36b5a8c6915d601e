import { accountView } from './account-view.ts';
import type { StoredCommit } from './git.ts';
import type { StoredStatus } from './stored.ts';

/** Commits and what is said of them, as GitHub's API shows them. */
export class GitViews {
  readonly #api: string;
  readonly #fullName: string;

  constructor(api: string, fullName: string) {
    this.#api = api;
    this.#fullName = fullName;
  }

  user(login: string): Record<string, unknown> {
    return accountView(this.#api, login);
  }

  /** @param path below the repository's */
  urlOf(path: string): string {
    return `${this.base}/${path}`;
  }

  /** A commit of git's own API. */
  commit({ sha, tree, parents, message, author, date }: StoredCommit): Record<string, unknown> {
    const who = { name: author, email: `${author}@example.test`, date };
    return {
      sha,
      node_id: `C_${sha}`,
      url: `${this.base}/git/commits/${sha}`,
      html_url: this.#commitPage(sha),
      author: who,
      committer: who,
      message,
      tree: { sha: tree, url: `${this.base}/git/trees/${tree}` },
      parents: parents.map((parent) => ({
        sha: parent,
        url: `${this.base}/git/commits/${parent}`,
        html_url: this.#commitPage(parent),
      })),
      verification,
    };
  }

  /** A commit of a list. */
  listedCommit(commit: StoredCommit): Record<string, unknown> {
    const { sha, tree, parents, message, author, date } = commit;
    const who = { name: author, email: `${author}@example.test`, date };
    return {
      sha,
      node_id: `C_${sha}`,
      url: `${this.base}/commits/${sha}`,
      html_url: this.#commitPage(sha),
      comments_url: `${this.base}/commits/${sha}/comments`,
      commit: {
        url: `${this.base}/git/commits/${sha}`,
        author: who,
        committer: who,
        message,
        comment_count: 0,
        tree: { sha: tree, url: `${this.base}/git/trees/${tree}` },
        verification,
      },
      author: this.user(author),
      committer: this.user('web-flow'),
      parents: parents.map((parent) => ({ sha: parent, url: `${this.base}/commits/${parent}` })),
    };
  }

  /** One page of a comparison. */
  comparison(
    base: StoredCommit,
    head: StoredCommit,
    commits: readonly StoredCommit[],
    page: readonly StoredCommit[],
  ) {
    const page_url = `https://github.example/${this.#fullName}/compare/${base.sha}...${head.sha}`;
    return {
      url: `${this.base}/compare/${base.sha}...${head.sha}`,
      html_url: page_url,
      permalink_url: page_url,
      diff_url: `${page_url}.diff`,
      patch_url: `${page_url}.patch`,
      base_commit: this.listedCommit(base),
      merge_base_commit: this.listedCommit(base),
      status: commits.length === 0 ? 'identical' : 'ahead',
      ahead_by: commits.length,
      behind_by: 0,
      total_commits: commits.length,
      commits: page.map((commit) => this.listedCommit(commit)),
    };
  }

  ref(name: string, sha: string): Record<string, unknown> {
    const object = { type: 'commit', sha, url: `${this.base}/git/commits/${sha}` };
    return { ref: `refs/${name}`, node_id: `REF_${name}`, url: `${this.base}/git/refs/${name}`, object };
  }

  status({
    id,
    commit,
    state,
    context,
    description,
    url,
    creator,
    at,
  }: StoredStatus): Record<string, unknown> {
    return {
      url: `${this.base}/statuses/${commit}`,
      avatar_url: null,
      id,
      node_id: `SC_${id}`,
      state,
      description,
      target_url: url,
      context,
      created_at: at,
      updated_at: at,
      creator: this.user(creator),
    };
  }

  /** The repository's URL. */
  protected get base(): string {
    return `${this.#api}/repos/${this.#fullName}`;
  }

  #commitPage(sha: string): string {
    return `https://github.example/${this.#fullName}/commit/${sha}`;
  }
}

const verification = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};
