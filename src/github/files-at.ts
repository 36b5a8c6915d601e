import { isYamlBelow } from '../text/yaml-below.ts';
import { unreadable } from './checked.ts';
import type { Objects, TreeEntry } from './github.ts';

/** How git notes a regular file, the second of one that can be executed. */
const fileModes = ['100644', '100755'] as const;
export type FileMode = (typeof fileModes)[number];

/** Something at or below a path that is wanted: a file, or what stands in the place of one. */
export type Found =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly mode: FileMode;
      readonly sha: string;
      readonly size: number;
    }
  | { readonly kind: 'elsewhere'; readonly path: string; readonly what: string };

/** A path that has nothing. */
export interface Missing {
  readonly path: string;
  /** A part of a sentence. */
  readonly why: string;
  readonly hint: string | null;
}

export type FilesAt = { readonly found: readonly Found[] } | { readonly missing: Missing };

/** How many trees one folder is read by, at most, where GitHub does not give it whole. */
const mostTrees = 500;

/**
 * Finds the file at a path, or the `*.yaml` and `*.yml` below it (see {@link isYamlBelow}).
 *
 * @param root the tree of the commit
 * @param path without `.`, `..` and slashes at its ends
 * @param most how many files are wanted; it ends soon after
 * @throws GitHubError
 */
export async function filesAt(github: Objects, root: string, path: string, most: number): Promise<FilesAt> {
  let tree = root;
  let walked = '';
  for (const name of path === '' ? [] : path.split('/')) {
    const { entries, truncated } = await github.tree(tree);
    const entry = entries.find((one) => one.path === name);
    walked = walked === '' ? name : `${walked}/${name}`;
    if (entry === undefined && truncated) throw tooLong(walked);
    if (entry === undefined) return missing(path, 'there is no such file', otherCase(entries, name));
    if (entry.mode === treeMode) tree = entry.sha;
    else {
      const one = foundOf(entry, walked);
      if (one.kind === 'elsewhere' || walked === path) return { found: [one] };
      return missing(path, 'a part of the path is not a folder', null);
    }
  }
  const found = await below(github, tree, path, most);
  const hint = 'Name the file or the folder with the input `file`.';
  return found.length > 0 ? { found } : missing(path, 'the folder has no *.yaml and no *.yml file', hint);
}

const treeMode = '040000';

async function below(github: Objects, top: string, path: string, most: number): Promise<readonly Found[]> {
  const found: Found[] = [];
  let trees = 0;
  const waiting = [{ sha: top, path }];
  for (let next = waiting.pop(); next !== undefined && found.length <= most; next = waiting.pop()) {
    const here = next;
    trees += 1;
    if (trees > mostTrees) throw tooLong(here.path);
    let { entries, truncated } = await github.tree(here.sha, { recursive: true });
    if (truncated) {
      ({ entries, truncated } = await github.tree(here.sha));
      if (truncated) throw tooLong(here.path);
      for (const { mode, sha, path: name } of entries)
        if (mode === treeMode) waiting.push({ sha, path: joined(here.path, name) });
    }
    for (const entry of entries) found.push(...wantedOf(entry, joined(here.path, entry.path), path));
  }
  return found;
}

/** A link to a folder is not followed on disk either; a folder's name may end as it likes. */
function wantedOf(entry: TreeEntry, path: string, named: string): readonly Found[] {
  if (entry.mode === treeMode) return [];
  const below = named === '' ? path : path.slice(named.length + 1);
  // A submodule may have such files.
  if (!isYamlBelow(entry.mode === submoduleMode ? `${below}/any.yaml` : below)) return [];
  return [foundOf(entry, path)];
}

const submoduleMode = '160000';

/** What is no folder. */
function foundOf({ sha, size, mode: noted }: TreeEntry, path: string): Found {
  const mode = fileModes.find((one) => one === noted);
  if (mode === undefined) return { kind: 'elsewhere', path, what: whatElse(noted) };
  if (size === null) throw unreadable(`${path} has no size`, 'GET git/trees');
  return { kind: 'file', path, mode, sha, size };
}

function whatElse(mode: string): string {
  if (mode === '120000') return 'a symbolic link';
  return mode === submoduleMode ? 'a submodule' : `no regular file (mode ${mode})`;
}

function missing(path: string, why: string, hint: string | null): FilesAt {
  return { missing: { path, why, hint } };
}

/** Names on GitHub differ by letter case, which those of many a disk do not. */
function otherCase(entries: readonly TreeEntry[], name: string): string | null {
  const other = entries.find((entry) => entry.path.toLowerCase() === name.toLowerCase());
  return other === undefined ? null : `There is ${other.path}; letter case counts.`;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function tooLong(path: string): Error {
  return unreadable('a folder has more entries than it gives', `GET git/trees of ${path}`);
}
