import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import { compareCodePoints } from '../text/order.ts';
import { decode, maxFileBytes, type Sources, sourcesOf, tooLarge } from './text.ts';

/**
 * Reads the files of a configuration as they were at a commit. What did not exist there is left out.
 *
 * @param ref a commit, branch or tag of the repository that `folder` is in
 * @param named files and folders, relative to `folder`
 * @throws KnownError `file-unreadable` when git does not know the commit
 */
export function readSourcesAt(ref: string, named: readonly string[], folder: string): Sources {
  const commit = commitOf(ref, folder);
  const found = new Map<string, { readonly object: string; readonly size: number }>();
  for (const name of named) {
    for (const entry of listAt(commit, name, folder)) found.set(entry.file, entry);
  }
  const sorted = [...found].toSorted(([a], [b]) => compareCodePoints(a, b));
  const decoded = sorted.map(([file, { object, size }]) => {
    const shown = `${ref}:${file}`;
    return size > maxFileBytes
      ? tooLarge(shown, size)
      : decode(shown, git(['cat-file', 'blob', object], folder));
  });
  return sourcesOf(decoded);
}

function commitOf(ref: string, folder: string): string {
  try {
    // A name that begins with a dash would be taken for an option.
    if (ref.startsWith('-')) throw new Error('not a name of a commit');
    return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], folder)
      .toString()
      .trim();
  } catch (cause) {
    throw new KnownError(
      'file-unreadable',
      `--base ${ref}: neither a file, nor a commit that git knows here`,
      {
        hint: 'In GitHub Actions, check out with `fetch-depth: 0`, or fetch the base first.',
        cause,
      },
    );
  }
}

interface Entry {
  readonly file: string;
  readonly object: string;
  readonly size: number;
}

function listAt(commit: string, name: string, folder: string): readonly Entry[] {
  const slashed = path.relative(folder, path.resolve(folder, name)).split(path.sep).join('/');
  const listing = git(
    ['ls-tree', '-r', '-l', '-z', '--end-of-options', commit, '--', slashed || '.'],
    folder,
  ).toString();
  return listing.split('\0').flatMap((line) => {
    const [meta = '', file = ''] = line.split('\t');
    const [, type, object, size] = meta.split(/\s+/);
    const wanted = type === 'blob' && (file === slashed || /\.ya?ml$/.test(file));
    return wanted && object !== undefined ? [{ file, object, size: Number(size) }] : [];
  });
}

function git(args: readonly string[], folder: string): Buffer {
  return execFileSync('git', args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 * maxFileBytes,
  });
}
