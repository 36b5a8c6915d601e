import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { KnownError } from '../errors.ts';
import { decode, maxFileBytes, type Sources, sourcesOf, tooLarge } from '../files/text.ts';
import { compareCodePoints } from '../text/order.ts';
import { SourceFile } from '../text/source-file.ts';
import { concurrently } from './concurrently.ts';
import { type Found, filesAt, type Missing } from './files-at.ts';
import type { Objects } from './github.ts';
import { pathInRepository } from './path-in-repository.ts';

/** The files of a configuration as a commit has them. */
export interface CommitSources extends Sources {
  /** What was named and is not there. */
  readonly missing: readonly Missing[];
}

/** Bounds of what is read of one commit. */
export interface SourceLimits {
  readonly files: number;
  readonly bytes: number;
}

/** GitHub gives the token of a workflow 1,000 requests an hour, and a file is one. */
const defaultLimits: SourceLimits = { files: 500, bytes: 64 * 1024 * 1024 };

/** How many files are asked for at the same time; GitHub allows 100 requests of all of a user's together. */
const atOnce = 8;

/**
 * Reads files, and all `*.yaml` and `*.yml` below folders, as data: nothing is checked out, nothing is followed, and
 * what is no regular file is an error that says so.
 *
 * @param commit its SHA
 * @param named files and folders, from the root of the repository
 * @throws GitHubError when any of it cannot be read
 * @throws KnownError `usage` for a path that leads out of the repository
 */
export async function readSourcesOf(
  github: Objects,
  commit: string,
  named: readonly string[],
  limits: SourceLimits = defaultLimits,
): Promise<CommitSources> {
  const { found, missing } = await findSources(github, commit, named, limits);
  const tooMuch = overLimits(found, limits);
  if (tooMuch !== null) return { files: [], unreadable: [tooMuch], missing };
  const decoded = await concurrently(found, atOnce, (one) => read(github, one));
  return { ...sourcesOf(decoded), missing };
}

/** What is at the paths of a configuration in a commit. */
export interface FoundSources {
  /** In the order of their paths. */
  readonly found: readonly Found[];
  /** What was named and is not there. */
  readonly missing: readonly Missing[];
}

/**
 * Finds the files that {@link readSourcesOf} reads, without their bytes.
 *
 * @throws GitHubError; KnownError `usage` for a path that leads out of the repository
 */
export async function findSources(
  github: Objects,
  commit: string,
  named: readonly string[],
  limits: SourceLimits = defaultLimits,
): Promise<FoundSources> {
  const paths = named.map(pathInRepository);
  const { tree } = await github.commit(commit);
  const found = new Map<string, Found>();
  const missing: Missing[] = [];
  for (const path of paths) {
    const at = await filesAt(github, tree, path, limits.files);
    if ('missing' in at) missing.push(at.missing);
    else for (const one of at.found) found.set(one.path, one);
  }
  return { found: [...found.values()].toSorted((a, b) => compareCodePoints(a.path, b.path)), missing };
}

/**
 * What a run needs that cannot go on without its files.
 *
 * @throws KnownError `file-unreadable` for what is missing, as for files on disk
 */
export function requireAll({ missing, ...sources }: CommitSources): Sources {
  const [first] = missing;
  if (first === undefined) return sources;
  const { path, why, hint } = first;
  throw new KnownError('file-unreadable', `Cannot read ${path === '' ? 'the repository' : path}: ${why}`, {
    hint: hint ?? 'The input `file` is a path from the root of the repository.',
    details: { file: path },
  });
}

async function read(github: Objects, found: Found): Promise<SourceFile | Diagnostic> {
  const { path } = found;
  if (found.kind === 'elsewhere') return elsewhere(path, found.what);
  if (found.size > maxFileBytes) return tooLarge(path, found.size);
  const bytes = await github.blob(found.sha);
  return isPointer(bytes) ? elsewhere(path, 'a pointer of Git LFS') : decode(path, bytes);
}

function overLimits(found: readonly Found[], { files, bytes }: SourceLimits): Diagnostic | null {
  if (found.length > files) {
    const message = `The configuration has more than ${files} files; that is the limit for reading it from GitHub`;
    return diagnose('files-too-large', null, message);
  }
  const total = found.reduce((sum, one) => sum + (one.kind === 'file' ? one.size : 0), 0);
  if (total <= bytes) return null;
  const limit = Math.floor(bytes / 1024 / 1024);
  return diagnose('files-too-large', null, `The configuration has more than ${limit} MiB of files`);
}

function elsewhere(path: string, what: string): Diagnostic {
  const place = { file: new SourceFile(path, ''), offset: 0, length: 1 };
  const hint = 'Commit it as a regular file.';
  return {
    ...diagnose('file-elsewhere', place, `It is ${what}, which is not followed`, hint),
    excerpt: null,
  };
}

/** Git LFS, "Pointer": a file that begins so stands for another, which is not in the commit. */
function isPointer(bytes: Uint8Array): boolean {
  const first = Buffer.from('version https://git-lfs.github.com/spec/');
  return first.equals(bytes.subarray(0, first.length));
}
