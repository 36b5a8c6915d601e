import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import { unreadable } from './sources.ts';
import { writeWhole } from './write.ts';

const byteOrderMark = '\ufeff';

/**
 * Puts a new text into a file that was read before, whole or not at all. Its permissions and its byte order mark stay.
 *
 * @param name relative to `folder`
 * @param before the text that was read; a file that has another by now is left alone
 * @throws KnownError `file-unwritable` also for a symbolic link that leads out of the link's own folder
 */
export function rewrite(name: string, folder: string, before: string, after: string): void {
  const target = targetOf(name, folder);
  const now = read(name, target);
  const mark = now.startsWith(byteOrderMark) ? byteOrderMark : '';
  if (now.slice(mark.length) !== before)
    throw refused(name, 'it was changed meanwhile', 'Run the command again.');
  writeWhole(path.basename(target), path.dirname(target), `${mark}${after}`, statSync(target).mode & 0o777);
}

/** Looks whether a file could be rewritten, before any of several is. @throws as {@link rewrite} */
export function checkRewritable(name: string, folder: string): void {
  targetOf(name, folder);
}

/** The file itself, behind links. */
function targetOf(name: string, folder: string): string {
  const given = path.resolve(folder, name);
  try {
    const target = realpathSync(given);
    if (lstatSync(given).isSymbolicLink() && !isBelow(target, realpathSync(path.dirname(given))))
      throw refused(name, 'it is a symbolic link out of its folder', 'Name the file that it leads to.');
    if (!statSync(target).isFile()) throw refused(name, 'it is no ordinary file', 'Name a file.');
    return target;
  } catch (cause) {
    throw cause instanceof KnownError ? cause : unreadable(name, cause);
  }
}

function isBelow(target: string, folder: string): boolean {
  const relative = path.relative(folder, target);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

function read(name: string, target: string): string {
  try {
    return readFileSync(target, 'utf8');
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

function refused(name: string, why: string, hint: string): KnownError {
  return new KnownError('file-unwritable', `Cannot write ${name}: ${why}`, { hint, details: { file: name } });
}
