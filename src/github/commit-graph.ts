import type { Commit, History } from './github.ts';

/** The commits before one, of which further pages are asked for only when a commit is looked for. */
export class CommitGraph {
  readonly #known = new Map<string, Commit>();
  readonly #pages: AsyncIterator<readonly Commit[]>;
  /** How many commits more may be read: those that a merge brings lie between those of the branch. */
  #room: number;

  /** @param most how many commits are looked for at most */
  constructor(github: Pick<History, 'history'>, head: string, most: number) {
    this.#pages = github.history(head)[Symbol.asyncIterator]();
    this.#room = most * 10;
  }

  /** @returns `null` for one that is too far back. @throws GitHubError */
  async find(sha: string): Promise<Commit | null> {
    for (;;) {
      const known = this.#known.get(sha);
      if (known !== undefined) return known;
      if (this.#room <= 0) return null;
      const { done, value } = await this.#pages.next();
      if (done === true) return null;
      this.#room -= value.length;
      for (const commit of value) this.#known.set(commit.sha, commit);
    }
  }
}
