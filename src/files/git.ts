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
 * @throws KnownError `file-unreadable` when there is no git, when it does not know the commit, or when a file is not in
 *   the repository
 */
export function readSourcesAt(ref: string, named: readonly string[], folder: string): Sources {
  const git = gitIn(folder, ref);
  const commit = commitOf(git, ref);
  const found = new Map<string, Entry>();
  for (const name of named) {
    for (const entry of listAt(git, commit, name, folder)) found.set(entry.file, entry);
  }
  const sorted = [...found].toSorted(([a], [b]) => compareCodePoints(a, b));
  const decoded = sorted.map(([file, { object, size }]) => {
    const shown = `${ref}:${file}`;
    return size > maxFileBytes ? tooLarge(shown, size) : decode(shown, git(['cat-file', 'blob', object]));
  });
  return sourcesOf(decoded);
}

/** Runs git and gives what it prints. */
type Git = (words: readonly string[]) => Buffer;

function commitOf(git: Git, ref: string): string {
  // A name that begins with a dash would be taken for an option.
  if (ref.startsWith('-')) throw unknownBase(ref, null);
  return git(['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`])
    .toString()
    .trim();
}

interface Entry {
  readonly file: string;
  readonly object: string;
  readonly size: number;
}

function listAt(git: Git, commit: string, name: string, folder: string): readonly Entry[] {
  const slashed = path.relative(folder, path.resolve(folder, name)).split(path.sep).join('/');
  const listing = git(['ls-tree', '-r', '-l', '-z', commit, '--', slashed || '.']).toString();
  return listing.split('\0').flatMap((line) => {
    const tab = line.indexOf('\t');
    const file = line.slice(tab + 1);
    const [, type, object, size] = line.slice(0, Math.max(0, tab)).split(/\s+/);
    const wanted = type === 'blob' && (file === slashed || /\.ya?ml$/.test(file));
    return wanted && object !== undefined ? [{ file, object, size: Number(size) }] : [];
  });
}

function gitIn(folder: string, ref: string): Git {
  return (words) => {
    try {
      return execFileSync('git', words, {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        // Only this program's own words decide; git's messages are shown, so they should be readable by everybody.
        env: { ...process.env, LC_ALL: 'C', GIT_LITERAL_PATHSPECS: '1' },
        maxBuffer: 16 * maxFileBytes,
      });
    } catch (cause) {
      throw unknownBase(ref, cause);
    }
  };
}

function unknownBase(ref: string, cause: unknown): KnownError {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    return new KnownError(
      'file-unreadable',
      `--base ${ref}: there is no such file, and git is not installed`,
      {
        cause,
      },
    );
  }
  const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim().split('\n')[0] : '';
  const hint = 'In GitHub Actions, check out with `fetch-depth: 0`, or fetch the base first.';
  return new KnownError(
    'file-unreadable',
    `--base ${ref}: neither a file nor a commit that git can read here`,
    { hint: said ? `git says: ${said}. ${hint}` : hint, cause },
  );
}
