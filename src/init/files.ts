import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import { unreadable } from '../files/sources.ts';

/** A file that is to be there, relative to the root, with `/`. */
export interface WantedFile {
  readonly path: string;
  readonly text: string;
}

/** `missing`, `identical` but for line ends, or `different`. */
export type FileState = 'missing' | 'identical' | 'different';

/**
 * Compares a file with what is wanted.
 *
 * @throws KnownError `file-unreadable` when something is there that cannot be read, such as a folder
 */
export function stateOf(wanted: WantedFile, root: string): FileState {
  const there = readIfThere(wanted.path, root);
  if (there === null) return 'missing';
  return unified(there) === unified(wanted.text) ? 'identical' : 'different';
}

/**
 * The text of a file, `null` when there is none.
 *
 * @throws KnownError `file-unreadable`
 */
export function readIfThere(name: string, root: string): string | null {
  try {
    return readFileSync(path.resolve(root, name), 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw unreadable(name, cause);
  }
}

/**
 * Writes new files, all of them or none: what is there, even since a moment ago, is never overwritten.
 *
 * @throws KnownError `file-unwritable`, after what was written has been taken away again
 */
export function writeNew(files: readonly WantedFile[], root: string): void {
  const undo: (() => void)[] = [];
  for (const { path: name, text } of files) {
    const target = path.resolve(root, name);
    try {
      const made = mkdirSync(path.dirname(target), { recursive: true });
      if (made !== undefined) undo.push(() => removeFolders(path.dirname(target), made));
      writeFileSync(target, text, { flag: 'wx' });
      undo.push(() => rmSync(target, { force: true }));
    } catch (cause) {
      for (const back of undo.toReversed()) back();
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
      throw new KnownError('file-unwritable', `Cannot write ${name}: ${reasons[code] ?? code}`, {
        hint: 'Nothing was written.',
        details: { file: name },
        cause,
      });
    }
  }
}

/** Removes the folders from the innermost up to the first that was made; one with something in it stays. */
function removeFolders(innermost: string, first: string): void {
  try {
    for (let folder = innermost; folder.length >= first.length; folder = path.dirname(folder))
      rmdirSync(folder);
  } catch {
    // Somebody else has put something there, which is theirs.
  }
}

/** Git may have changed the line ends when it checked out. */
function unified(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'something is there',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};
