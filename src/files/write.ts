import { randomBytes } from 'node:crypto';
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../errors.ts';

/**
 * Writes a file whole or not at all: beside its place first, then moved there, so that a full disk or a kill leaves no
 * half of it. What exists and is no ordinary file, such as a pipe, is written to directly.
 *
 * @param name relative to `folder`
 * @param mode permissions of a new file; a plan or a snapshot names people, so only its owner reads it
 * @throws KnownError `file-unwritable`
 */
export function writeWhole(name: string, folder: string, text: string, mode = 0o600): void {
  const target = path.resolve(folder, name);
  attempt(name, () => {
    if (isSpecial(target)) {
      writeFileSync(target, text);
      return;
    }
    const beside = placeBeside(target);
    try {
      writeFileSync(beside, text, { mode, flag: 'wx' });
      renameSync(beside, target);
    } finally {
      rmSync(beside, { force: true });
    }
  });
}

/**
 * Looks whether a file could be written, and changes nothing. A disk may still be full afterwards.
 *
 * @param name relative to `folder`
 * @throws KnownError `file-unwritable`
 */
export function checkWritable(name: string, folder: string): void {
  const target = path.resolve(folder, name);
  attempt(name, () => {
    if (isSpecial(target)) {
      if (statSync(target).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
      accessSync(target, constants.W_OK);
      return;
    }
    const beside = placeBeside(target);
    try {
      writeFileSync(beside, '', { flag: 'wx' });
    } finally {
      rmSync(beside, { force: true });
    }
  });
}

/** Whether a name is, or would become, an ordinary file that can be replaced; not a pipe or a device. */
export function isOrdinary(name: string, folder: string): boolean {
  return !isSpecial(path.resolve(folder, name));
}

function placeBeside(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}`);
}

function attempt(name: string, action: () => void): void {
  try {
    action();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why = reasons[code] ?? `it cannot be written${code === '' ? '' : ` (${code})`}`;
    const shown = name.split(path.sep).join('/');
    throw new KnownError('file-unwritable', `Cannot write ${shown}: ${why}`, {
      details: { file: shown },
      cause,
    });
  }
}

function isSpecial(target: string): boolean {
  const stats = statSync(target, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile();
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is spent',
  ENAMETOOLONG: 'its name is too long',
};
