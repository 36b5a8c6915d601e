import { createHash } from 'node:crypto';
import path from 'node:path';
import type { AccessFile } from '../model/access.ts';
import type { Environment } from '../model/environment.ts';
import type { SourceFile } from '../text/source-file.ts';
import { findGit } from './git-process.ts';
import { standardInput } from './standard-input.ts';

/** The files of a configuration as evidence: their hashes, and the commit that has them. */
export function evidenceOf(
  sources: readonly SourceFile[],
  folder: string,
  env: Environment,
): readonly AccessFile[] {
  const onDisk = sources.filter((file) => file.path !== standardInput);
  const out = checkedOut(onDisk, folder, env);
  return sources.map((file) => {
    const committed = file.path === standardInput ? null : (out?.isCommitted(file) ?? null);
    return {
      path: file.path,
      sha256: `sha256:${createHash('sha256').update(file.text).digest('hex')}`,
      commit: committed === null ? null : (out?.commit ?? null),
      as_committed: committed,
    };
  });
}

/** The commit that is checked out, and what it has of some files. */
interface CheckedOut {
  readonly commit: string;
  /** Whether the file is as in the commit, but for line ends; `null` for one that is not in it. */
  isCommitted(file: SourceFile): boolean | null;
}

/**
 * What is checked out where `folder` is, by one look at the commit's tree; the files are compared by their hashes.
 *
 * @param files of which the commit is asked
 * @returns `null` where there is no git, no repository, or no commit
 */
function checkedOut(files: readonly SourceFile[], folder: string, env: Environment): CheckedOut | null {
  const found = findGit(folder, env);
  if (found.kind !== 'git') return null;
  const head = found.git('rev-parse', '--verify', '--end-of-options', 'HEAD^{commit}');
  if (!head.ok) return null;
  const commit = head.stdout.toString().trim();
  const names = files.map((file) => relative(file, folder));
  const listing = found.git('ls-tree', '-z', commit, '--', ...names);
  const blobs = listing.ok ? blobsIn(listing.stdout.toString()) : new Map<string, string>();
  return {
    commit,
    isCommitted: (file) => {
      const blob = blobs.get(relative(file, folder));
      if (blob === undefined) return null;
      return formsOf(file.text).some((text) => hashOf(text, blob.length) === blob);
    },
  };
}

function relative(file: SourceFile, folder: string): string {
  return path.relative(folder, path.resolve(folder, file.path)).split(path.sep).join('/');
}

/** Objects by path, of `mode type object TAB path`. */
function blobsIn(listing: string): ReadonlyMap<string, string> {
  const blobs = new Map<string, string>();
  for (const line of listing.split('\0')) {
    const tab = line.indexOf('\t');
    const [, type, object] = line.slice(0, Math.max(0, tab)).split(' ');
    if (type === 'blob' && object !== undefined) blobs.set(line.slice(tab + 1), object);
  }
  return blobs;
}

/** What a text may be in the repository: git may have changed its line ends, and reading takes a byte order mark off. */
function formsOf(text: string): readonly string[] {
  const unix = text.replaceAll('\r\n', '\n');
  return [text, unix, `\ufeff${text}`, `\ufeff${unix}`];
}

/**
 * The object id of a text, as long as that of the repository.
 *
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
function hashOf(text: string, length: number): string {
  const bytes = Buffer.from(text);
  const hash = createHash(length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
