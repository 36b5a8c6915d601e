import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { KnownError } from '../errors.ts';
import { compareCodePoints } from '../text/order.ts';
import { SourceFile } from '../text/source-file.ts';
import { isYamlBelow } from '../text/yaml-below.ts';
import { decode, maxFileBytes, type Sources, sourcesOf, tooLarge } from './text.ts';

/**
 * Reads files, and all `*.yaml` and `*.yml` below folders (see {@link isYamlBelow}).
 *
 * @param named files and folders, relative to `folder`
 * @throws KnownError `file-unreadable` for one that is not there, cannot be read, or is a folder without YAML files
 */
export function readSources(named: readonly string[], folder: string): Sources {
  const paths = new Map<string, string>();
  for (const name of named) {
    for (const found of expand(name, folder)) {
      const absolute = path.resolve(folder, found);
      if (!paths.has(absolute)) paths.set(absolute, slashed(found));
    }
  }
  const sorted = [...paths].toSorted(([, a], [, b]) => compareCodePoints(a, b));
  return sourcesOf(sorted.map(([absolute, shown]) => read(absolute, shown)));
}

/**
 * Reads one table, as text.
 *
 * @throws KnownError `file-unreadable`; `people-list-invalid` for one that is not UTF-8, or too large
 */
export function readTable(name: string, folder: string): string {
  const file = read(path.resolve(folder, name), slashed(name));
  if (file instanceof SourceFile) return file.text;
  throw new KnownError('people-list-invalid', `${slashed(name)}: ${file.message}`, {
    details: { file: slashed(name) },
  });
}

function expand(name: string, folder: string): readonly string[] {
  const absolute = path.resolve(folder, name);
  if (!statOf(absolute, name).isDirectory()) return [name];
  const found = list(absolute, name)
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(absolute, path.join(entry.parentPath, entry.name)))
    .filter((below) => isYamlBelow(slashed(below)))
    .map((below) => path.join(name, below));
  if (found.length > 0) return found;
  throw new KnownError('file-unreadable', `The folder ${slashed(name)} has no *.yaml and no *.yml file`, {
    hint: 'Name the file or the folder with --file.',
    details: { file: slashed(name) },
  });
}

function read(absolute: string, shown: string): SourceFile | Diagnostic {
  const { size } = statOf(absolute, shown);
  if (size > maxFileBytes) return tooLarge(shown, size);
  return decode(
    shown,
    attempt(shown, () => readFileSync(absolute)),
  );
}

function statOf(absolute: string, name: string): Stats {
  return attempt(name, () => statSync(absolute));
}

function list(absolute: string, name: string): readonly Dirent[] {
  return attempt(name, () => readdirSync(absolute, { recursive: true, withFileTypes: true }));
}

function attempt<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw unreadable(slashed(name), cause);
  }
}

/** The error for a file that the system does not let us read. */
export function unreadable(name: string, cause: unknown): KnownError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = reasons[code] ?? (code === '' ? 'it cannot be read' : `it cannot be read (${code})`);
  return new KnownError('file-unreadable', `Cannot read ${name}: ${why}`, { details: { file: name }, cause });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
};

function slashed(name: string): string {
  return name.split(path.sep).join('/');
}
