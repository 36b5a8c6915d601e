import path from 'node:path';
import { KnownError } from '../errors.ts';
import type { Environment } from '../model/environment.ts';
import { compareCodePoints } from '../text/order.ts';
import { visible } from '../text/visible.ts';
import { isYamlBelow } from '../text/yaml-below.ts';
import { findGit, type Git } from './git-process.ts';
import { decode, maxFileBytes, type Sources, sourcesOf, tooLarge } from './text.ts';

/**
 * Whether git knows a commit by this name in the repository that `folder` is in.
 *
 * @returns `false` also where there is no git and no repository
 */
export function isCommit(ref: string, folder: string, env: Environment): boolean {
  const found = findGit(folder, env);
  return found.kind === 'git' && !ref.startsWith('-') && revParse(found.git, ref).ok;
}

/**
 * Reads the files of a configuration as they were at a commit. What did not exist there is left out. Nothing that is
 * in the folder or its repository is run (see {@link findGit}).
 *
 * @param ref a commit, branch or tag of the repository that `folder` is in
 * @param named files and folders, relative to `folder`
 * @param env of this program; git gets hardly any of it
 * @throws KnownError `file-unreadable` when there is no git, when it does not know the commit or knows several of this
 *   name, when a file is not in the repository, or when it is a link there
 */
export function readSourcesAt(
  ref: string,
  named: readonly string[],
  folder: string,
  env: Environment,
): Sources {
  const git = gitFor(ref, folder, env);
  const commit = commitOf(git, ref);
  const found = new Map<string, Entry>();
  for (const name of named) {
    for (const entry of listAt(git, { ref, commit, name, folder })) found.set(entry.file, entry);
  }
  const sorted = [...found].toSorted(([a], [b]) => compareCodePoints(a, b));
  const decoded = sorted.map(([file, { object, size }]) => {
    const shown = `${ref}:${file}`;
    if (size > maxFileBytes) return tooLarge(shown, size);
    return decode(shown, printed(git, ref, 'cat-file', 'blob', object));
  });
  return sourcesOf(decoded);
}

function gitFor(ref: string, folder: string, env: Environment): Git {
  const found = findGit(folder, env);
  switch (found.kind) {
    case 'git':
      return found.git;
    case 'not-installed':
      throw refused(ref, 'there is no such file, and git is not installed');
    case 'bare':
      throw refused(
        ref,
        `no commit is read here: ${visible(found.folder)} is a repository without a folder \`.git\``,
        {
          hint: 'The files HEAD, objects and refs make it one. Take them away, or name another folder.',
        },
      );
  }
}

function commitOf(git: Git, ref: string): string {
  // A name that begins with a dash would be taken for an option.
  if (ref.startsWith('-')) throw unknownBase(ref, '');
  const { ok, stdout, stderr } = revParse(git, ref);
  if (!ok) throw unknownBase(ref, stderr);
  if (/\bambiguous\b/.test(stderr)) {
    throw refused(ref, 'several of this name are there', {
      hint: 'Write refs/heads/NAME for a branch, refs/tags/NAME for a tag.',
    });
  }
  return stdout.toString().trim();
}

function revParse(git: Git, ref: string): ReturnType<Git> {
  return git('rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`);
}

interface Entry {
  readonly file: string;
  readonly object: string;
  readonly size: number;
}

interface Wanted {
  readonly ref: string;
  readonly commit: string;
  readonly name: string;
  readonly folder: string;
}

/** The regular files that a name stands for: itself, or all YAML files below it. */
function listAt(git: Git, { ref, commit, name, folder }: Wanted): readonly Entry[] {
  const between = (from: string, to: string): string => path.relative(from, to).split(path.sep).join('/');
  const top = path.resolve(folder, name);
  const slashed = between(folder, top);
  const below = treeEntries(printed(git, ref, 'ls-tree', '-r', '-l', '-z', commit, '--', slashed || '.'));
  const wanted = below.filter(
    ({ file }) => file === slashed || isYamlBelow(between(top, path.resolve(folder, file))),
  );
  // Nothing is there, unless a folder on the way is a link, or another repository's.
  const parts = slashed.split('/').filter((part) => part !== '..');
  const ways = wanted.length > 0 ? [] : parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join('/'));
  const onTheWay =
    ways.length === 0 ? [] : treeEntries(printed(git, ref, 'ls-tree', '-l', '-z', commit, '--', ...ways));
  for (const { file, mode } of [...wanted, ...onTheWay]) {
    const what = unusual[mode];
    if (what !== undefined) throw refused(ref, `${visible(file)} is ${what} there, which is not followed`);
  }
  return wanted.filter(({ mode }) => regular.has(mode));
}

/** @see https://git-scm.com/docs/git-fast-import#Documentation/git-fast-import.txt for the modes */
const regular: ReadonlySet<string> = new Set(['100644', '100755', '100664']);
const unusual: Readonly<Record<string, string>> = {
  '120000': 'a symbolic link',
  '160000': 'a submodule',
};

function treeEntries(listing: Buffer): readonly (Entry & { readonly mode: string })[] {
  return listing
    .toString()
    .split('\0')
    .flatMap((line) => {
      const tab = line.indexOf('\t');
      const [mode, , object, size] = line.slice(0, Math.max(0, tab)).split(/\s+/);
      if (mode === undefined || object === undefined) return [];
      return [{ file: line.slice(tab + 1), mode, object, size: Number(size) }];
    });
}

function printed(git: Git, ref: string, ...words: readonly string[]): Buffer {
  const { ok, stdout, stderr } = git(...words);
  if (!ok) throw unknownBase(ref, stderr);
  return stdout;
}

function unknownBase(ref: string, stderr: string): KnownError {
  const [said = ''] = stderr.split('\n');
  const hint = 'In GitHub Actions, check out with `fetch-depth: 0`, or fetch the base first.';
  return refused(ref, 'neither a file nor a commit that git can read here', {
    hint: said ? `git says: ${said}. ${hint}` : hint,
  });
}

function refused(ref: string, problem: string, more: { readonly hint?: string } = {}): KnownError {
  return new KnownError('file-unreadable', `--base ${ref}: ${problem}`, more);
}
