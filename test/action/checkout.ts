import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A checkout as that of `actions/checkout`, in which tests make commits as people do. */
export class Checkout {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.git('init', '-q', '-b', 'main');
  }

  git(...words: readonly string[]): string {
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.test', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...words], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    }).trim();
  }

  get head(): string {
    return this.git('rev-parse', 'HEAD');
  }

  /** Writes files, `null` for one that goes away, and commits them. @returns the commit */
  commit(files: Readonly<Record<string, string | null>>): string {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      if (text === null) this.git('rm', '-q', name);
      else writeFileSync(file, text);
    }
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'Change access');
    return this.head;
  }

  /** Commits to a new branch off main and checks out its trial merge, as a run on `pull_request` has it. */
  propose(
    branch: string,
    files: Readonly<Record<string, string | null>>,
  ): { readonly head: string; readonly base: string } {
    this.git('checkout', '-q', 'main');
    const base = this.head;
    this.git('checkout', '-q', '-B', branch);
    const head = this.commit(files);
    this.tryMerge(branch);
    return { head, base };
  }

  tryMerge(branch: string): void {
    this.git('checkout', '-q', '--detach', 'main');
    this.git('merge', '-q', '--no-ff', '-m', 'Trial merge', branch);
  }

  /** Merges a branch into main and checks that out. @returns the commits that came of it, the last one last */
  merge(branch: string, how: 'merge' | 'squash' | 'rebase'): readonly string[] {
    this.git('checkout', '-q', 'main');
    const before = this.head;
    switch (how) {
      case 'merge':
        this.git('merge', '-q', '--no-ff', '-m', 'Merge', branch);
        break;
      case 'squash':
        this.git('merge', '-q', '--squash', branch);
        this.git('commit', '-q', '-m', 'Squash');
        break;
      case 'rebase':
        // Upstream moves on, as rebasing is nothing otherwise.
        this.git('commit', '-q', '--allow-empty', '-m', 'Something else');
        this.git('cherry-pick', '--allow-empty', `${before}..${branch}`);
        return this.git('rev-list', '--reverse', `${before}..HEAD`).split('\n');
    }
    return [this.head];
  }
}
