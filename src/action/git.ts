import { execFileSync } from 'node:child_process';

/** The commit that is checked out. */
export interface Head {
  readonly commit: string;
  /** Its parents as the commit itself names them, also where a shallow clone does not have them. */
  readonly parents: readonly string[];
}

/** The commit that is checked out in a folder; `null` where there is no git or no repository. */
export function headOf(folder: string): Head | null {
  try {
    const run = (...words: readonly string[]): string =>
      execFileSync('git', words, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
    const commit = run('rev-parse', '--verify', 'HEAD').trim();
    const [headers = ''] = run('cat-file', 'commit', commit).split('\n\n');
    const parents = [...headers.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent);
    return { commit, parents };
  } catch {
    return null;
  }
}
