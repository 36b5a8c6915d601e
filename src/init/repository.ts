import { existsSync } from 'node:fs';
import path from 'node:path';
import { findGit } from '../files/git-process.ts';
import type { Environment } from '../model/environment.ts';
import { isBranchName } from './names.ts';

/** Whether a folder is the root of a repository; only there does GitHub look for workflows. */
export function isRepositoryRoot(folder: string): boolean {
  return existsSync(path.join(folder, '.git'));
}

/**
 * The default branch of the remote `origin`, as the clone noted it.
 *
 * @param env says where git is; none of the rest of it reaches git, tokens least of all
 * @returns `null` when that is not known: no git, no repository, no remote, or one that was never cloned
 */
export function defaultBranchOf(folder: string, env: Environment): string | null {
  const found = findGit(folder, env);
  if (found.kind !== 'git') return null;
  const { ok, stdout } = found.git('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  const branch = stdout
    .toString()
    .trim()
    .replace(/^refs\/remotes\/origin\//, '');
  return ok && isBranchName(branch) ? branch : null;
}
