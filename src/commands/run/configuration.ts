import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../../errors.ts';
import { isCommit, readSourcesAt } from '../../files/git.ts';
import { type SourcesWithPeople, withPeople } from '../../files/people-file.ts';
import { readSources } from '../../files/sources.ts';
import { readStandardInput, standardInput } from '../../files/standard-input.ts';
import { type Sources, sourcesOf } from '../../files/text.ts';
import { defaultFile } from '../../run/defaults.ts';
import { type Base, baseOf, type Desired, desiredOf } from '../../run/desired.ts';
import type { Io } from '../../run/io.ts';
import { dayOf } from '../../text/date.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { FileOptions } from '../options.ts';

/**
 * Reads the configuration that `--file` names, `-` for standard input.
 *
 * @throws as {@link readConfiguration}
 */
export async function readNamed(io: Io, options: FileOptions): Promise<Desired> {
  const named = options.file ?? [defaultFile];
  if (!named.includes(standardInput)) return readConfiguration(io, options);
  const given = sourcesOf([await readStandardInput(io.stdin)]);
  const paths = named.filter((name) => name !== standardInput);
  const others = paths.length === 0 ? sourcesOf([]) : readSources(paths, io.folder);
  const texts = {
    files: [...given.files, ...others.files],
    unreadable: [...given.unreadable, ...others.unreadable],
  };
  return desiredOf(onDisk(io, texts), named, dayOf(io.now()));
}

function onDisk(io: Io, sources: Sources): SourcesWithPeople {
  return withPeople(sources, (name) => readSources([name], io.folder));
}

/**
 * Reads the configuration that `--file` names, from the disk.
 *
 * @throws ConfigError with every error in it; KnownError `file-unreadable`
 */
export function readConfiguration(io: Io, options: FileOptions): Desired {
  const named = options.file ?? [defaultFile];
  if (options.file === undefined && !existsSync(path.resolve(io.folder, defaultFile))) {
    const other = configurationIn(io.folder) ?? defaultFileAbove(io.folder);
    throw new KnownError('file-unreadable', `There is no ${defaultFile} here`, {
      hint:
        other === null
          ? 'Name your file or folder with --file, or write a first one with `hf-groups import ORG -o groups.yaml`.'
          : `Name your file or folder with --file. Did you mean \`--file ${other}\`?`,
      details: { file: defaultFile },
    });
  }
  return desiredOf(onDisk(io, readSources(named, io.folder)), named, dayOf(io.now()));
}

/** A file that may be meant, since it names an organization; `null` where there is none, or the folder cannot be read. */
function configurationIn(folder: string): string | null {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    return (
      names.toSorted(compareCodePoints).find((name) => namesOrganization(readSources([name], folder))) ?? null
    );
  } catch {
    return null;
  }
}

function namesOrganization({ files }: Sources): boolean {
  return files.some(({ text }) => /^organization:/m.test(text));
}

/** The file of a folder further up, for somebody who has gone into a folder of the repository. */
function defaultFileAbove(folder: string): string | null {
  for (let up = '..'; ; up = `${up}/..`) {
    const above = path.resolve(folder, up);
    if (existsSync(path.join(above, defaultFile))) return `${up}/${defaultFile}`;
    if (path.dirname(above) === above) return null;
  }
}

/**
 * Reads what `--base` names: a path, or else a commit at which the same files are read.
 *
 * @returns `null` with a warning when the base is not valid or not there: the change that mends it must be plannable
 * @throws KnownError `file-unreadable`
 */
export function readBase(io: Io, options: FileOptions, base: string): Base {
  const named = options.file ?? [defaultFile];
  return baseOf(readBaseSources(io, named, base), named, base);
}

/** @throws KnownError `file-unreadable`, also for a name that a path and a commit have both: either may be meant */
function readBaseSources(io: Io, named: readonly string[], base: string): SourcesWithPeople {
  if (!existsSync(path.resolve(io.folder, base))) {
    refuseStandardInput(named, base);
    const at = (names: readonly string[]): Sources => readSourcesAt(base, names, io.folder, io.env);
    return withPeople(
      at(named),
      (name) => at([name]),
      (shown) => shown.slice(`${base}:`.length),
    );
  }
  if (isCommit(base, io.folder, io.env)) {
    throw new KnownError('file-unreadable', `--base ${base}: both a path and a commit have this name`, {
      hint: `Write ./${base} for the path, refs/heads/${base} for the branch.`,
    });
  }
  return onDisk(io, readSources([base], io.folder));
}

/** A commit has the files that `--file` names, and standard input is none of them. */
function refuseStandardInput(named: readonly string[], base: string): void {
  if (!named.includes(standardInput)) return;
  throw new KnownError(
    'usage',
    `--base ${base} reads the files of --file as of that commit, and standard input has none`,
    {
      hint: 'Name the file with --file, or give --base a path.',
    },
  );
}
