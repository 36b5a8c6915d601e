import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isBranchName } from './names.ts';

/** Whether a folder is the root of a repository; only there does GitHub look for workflows. */
export function isRepositoryRoot(folder: string): boolean {
  return existsSync(path.join(folder, '.git'));
}

/**
 * The default branch of the remote `origin`, as the clone noted it.
 *
 * @returns `null` when that is not known: no git, no repository, no remote, or one that was never cloned
 */
export function defaultBranchOf(folder: string): string | null {
  try {
    const words = ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'];
    const said = execFileSync('git', words, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    const branch = said
      .toString()
      .trim()
      .replace(/^refs\/remotes\/origin\//, '');
    return isBranchName(branch) ? branch : null;
  } catch {
    return null;
  }
}
