import { FakeDiscussion } from './discussion.ts';
import { type Files, GitStore, type StoredFile } from './git.ts';
import type { Merge, StoredIssue, StoredPull, StoredReview, StoredStatus } from './stored.ts';

export type { StoredComment, StoredIssue } from './stored.ts';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** The one repository of a fake GitHub, with what tests do by hand in GitHub's web interface or with git. */
export class FakeRepository extends FakeDiscussion {
  readonly owner = 'acme';
  readonly name = 'access';
  readonly git = new GitStore();
  defaultBranch = 'main';
  /** The commit of each branch. */
  readonly branches = new Map<string, string>();
  readonly statuses: StoredStatus[] = [];
  readonly reviews: StoredReview[] = [];
  /** What people may do: `admin`, `write`, `read`; who is not here may do nothing. */
  readonly permissions = new Map<string, string>();
  /** More entries than these are left out of a tree that is asked for with all that is in it. */
  mostTreeEntries = 100_000;

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  /** The newest commit of main. */
  get main(): string {
    return this.branch('main');
  }

  branch(name: string): string {
    const commit = this.branches.get(name);
    if (commit === undefined) throw new RangeError(`There is no branch ${name}`);
    return commit;
  }

  /**
   * Commits to a branch and pushes; a branch that is new starts from main. Pull requests whose head comes into the
   * branch by this are merged, as on GitHub.
   *
   * @returns the commit
   */
  push(branch: string, files: Files, author = 'grace', message?: string): string {
    const start = this.branches.get(branch) ?? this.branches.get('main');
    const before = start === undefined ? new Map<string, StoredFile>() : this.git.filesOf(start);
    const parents = start === undefined ? [] : [start];
    return this.pushCommit(branch, this.#commit(this.git.changed(before, files), parents, author, message));
  }

  /** Makes a branch a commit that is there already, by force if need be. @returns the commit */
  pushCommit(branch: string, commit: string): string {
    this.branches.set(branch, commit);
    for (const { pull, number } of this.#openPulls()) {
      if (pull.branch === branch && pull.fork === null) this.#move(number, commit);
      else if (pull.base === branch && this.git.reaches(commit, pull.head)) this.#merged(number, commit);
    }
    return commit;
  }

  /** Deletes a branch; its open pull requests are closed by it. */
  deleteBranch(branch: string): void {
    this.branches.delete(branch);
    for (const { number, pull } of this.#openPulls())
      if (pull.branch === branch && pull.fork === null) this.close(number);
  }

  /** A commit on no branch, with any parents. */
  commit(files: Files, parents: readonly string[], author = 'grace'): string {
    const [first] = parents;
    const before = first === undefined ? new Map<string, StoredFile>() : this.git.filesOf(first);
    return this.#commit(this.git.changed(before, files), parents, author);
  }

  /**
   * Commits to a branch of its own, off main, and opens a pull request.
   *
   * @param options.fork `owner/name` of the repository that the branch is of
   * @param options.from the commit that the branch is made from
   */
  propose(
    files: Files,
    options: {
      readonly branch?: string;
      readonly author?: string;
      readonly association?: string;
      readonly fork?: string;
      readonly from?: string;
    } = {},
  ): StoredIssue {
    const { author = 'grace', association, fork = null, from = this.main } = options;
    const branch = options.branch ?? `change-${this.lastNumber + 1}`;
    const head = this.#commit(this.git.changed(this.git.filesOf(from), files), [from], author);
    if (fork === null) this.branches.set(branch, head);
    return this.openPullRequest({ head, branch, fork, author, ...(association && { association }) });
  }

  /** Pushes a commit to the branch of a pull request. @returns its new head */
  pushTo(number: number, files: Files, author = 'grace'): string {
    const { branch, fork, head } = this.pull(number);
    const commit = this.#commit(this.git.changed(this.git.filesOf(head), files), [head], author);
    if (fork === null) return this.pushCommit(branch, commit);
    this.#move(number, commit);
    return commit;
  }

  /** The merge that GitHub tries, of the branch as it is now; `null` when there is a conflict. */
  trialMerge(number: number): string | null {
    const pull = this.pull(number);
    const base = this.branches.get(pull.base);
    // Of a pull request without commits of its own nothing is known.
    if (base === undefined || !this.git.commits.has(pull.head)) return 'f'.repeat(40);
    const known = pull.trial;
    if (known?.base === base && known.head === pull.head) return known.commit;
    const files = this.git.merged(base, pull.head);
    const commit = files === null ? null : this.#commit(files, [base, pull.head], 'web-flow');
    pull.trial = { base, head: pull.head, commit };
    return commit;
  }

  /** Merges a pull request into its branch. @returns what GitHub then calls its merge commit */
  mergePullRequest(number: number, how: MergeMethod = 'merge'): string {
    const { head, base: branch } = this.pull(number);
    const base = this.branch(branch);
    const files = this.git.merged(base, head);
    if (files === null) throw new RangeError(`#${number} has a conflict`);
    const made: string[] = [];
    if (how === 'rebase') {
      for (const { sha, author } of this.git.between(base, head)) {
        const last = made.at(-1) ?? base;
        made.push(this.#commit(this.#picked(sha, last), [last], author));
      }
    } else made.push(this.#commit(files, how === 'merge' ? [base, head] : [base], 'web-flow'));
    const commit = made.at(-1) ?? base;
    this.merge(number, commit, made.slice(0, -1));
    this.pushCommit(branch, commit);
    return commit;
  }

  /** What the merge queue makes of a pull request, on a branch of its own, before it is merged. */
  enqueue(number: number): { readonly headSha: string; readonly headRef: string; readonly baseSha: string } {
    const { head, base: branch } = this.pull(number);
    const baseSha = this.branch(branch);
    const files = this.git.merged(baseSha, head);
    if (files === null) throw new RangeError(`#${number} has a conflict`);
    const headSha = this.#commit(files, [baseSha, head], 'web-flow');
    const queue = `gh-readonly-queue/${branch}/pr-${number}-${baseSha}`;
    this.branches.set(queue, headSha);
    return { headSha, headRef: `refs/heads/${queue}`, baseSha };
  }

  /** Merges what the merge queue has made. */
  mergeQueued(number: number, headSha: string): void {
    this.merge(number, headSha);
    this.pushCommit(this.pull(number).base, headSha);
  }

  status(
    status: Omit<StoredStatus, 'id' | 'at' | 'description' | 'url'> & Partial<StoredStatus>,
  ): StoredStatus {
    const stored = { description: null, url: null, ...status, id: this.nextId(), at: this.now() };
    this.statuses.push(stored);
    return stored;
  }

  review(number: number, author: string, state = 'APPROVED'): void {
    const { head } = this.pull(number);
    this.reviews.push({ id: this.nextId(), pull: number, author, state, commit: head, at: this.now() });
  }

  close(number: number): void {
    const issue = this.issue(number);
    issue.state = 'closed';
    issue.updatedAt = this.now();
  }

  /** Opens a pull request for a commit, of which nothing else needs to be known. */
  openPullRequest(pull: {
    readonly author?: string;
    readonly title?: string;
    readonly base?: string;
    readonly head: string;
    readonly branch?: string;
    readonly fork?: string | null;
    readonly association?: string;
  }): StoredIssue {
    const { author = 'grace', title = 'Change access', base = 'main', head } = pull;
    const { branch = 'change', fork = null, association = fork === null ? 'MEMBER' : 'NONE' } = pull;
    const stored: StoredPull = {
      ...{ base, head, branch, fork, association },
      baseSha: this.branches.get(base) ?? '0'.repeat(40),
      commits: [head],
      merged: null,
      trial: null,
    };
    return this.add({ author, title, body: '', labels: [], pull: stored });
  }

  /**
   * Notes that a pull request was merged.
   *
   * @param commit what merging made of it
   * @param others further commits that GitHub shows the pull request for: those of a rebase
   */
  merge(number: number, commit: string, others: readonly string[] = []): void {
    const pull = this.pull(number);
    const merged: Merge = { at: this.now(), commit };
    const issue = this.issue(number);
    issue.state = 'closed';
    issue.updatedAt = merged.at;
    pull.merged = merged;
    pull.commits = [...pull.commits, commit, ...others];
  }

  #openPulls(): readonly { readonly number: number; readonly pull: StoredPull }[] {
    return [...this.issues.values()].flatMap(({ number, state, pull }) =>
      pull === null || state === 'closed' ? [] : [{ number, pull }],
    );
  }

  #move(number: number, head: string): void {
    const pull = this.pull(number);
    pull.head = head;
    pull.commits = [...pull.commits, head];
    this.issue(number).updatedAt = this.now();
  }

  /** Its commits came into the branch by a push: GitHub names the merge that has its head, or else the head. */
  #merged(number: number, tip: string): void {
    const { head } = this.pull(number);
    const merge = this.git.log(tip).find(({ parents }) => parents.slice(1).includes(head));
    const around = this.git.get(tip).parents.length > 1 ? tip : head;
    this.merge(number, merge?.sha ?? around);
  }

  /** The files of `onto` with what a commit changed. */
  #picked(commit: string, onto: string): Map<string, StoredFile> {
    const [parent] = this.git.get(commit).parents;
    const before = parent === undefined ? new Map<string, StoredFile>() : this.git.filesOf(parent);
    const after = this.git.filesOf(commit);
    const files = this.git.filesOf(onto);
    for (const path of before.keys()) if (!after.has(path)) files.delete(path);
    for (const [path, file] of after) if (before.get(path)?.sha !== file.sha) files.set(path, file);
    return files;
  }

  #commit(
    files: ReadonlyMap<string, StoredFile>,
    parents: readonly string[],
    author: string,
    message = 'Change access',
  ): string {
    const tree = this.git.tree(files);
    return this.git.commit({ tree, parents, author, message, date: this.now() });
  }
}
