import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { loadConfiguration } from '../../config/load.ts';
import type { Configuration } from '../../config/types.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ConfigError, KnownError } from '../../errors.ts';
import { isCommit, readSourcesAt } from '../../files/git.ts';
import { readSources } from '../../files/sources.ts';
import { readStandardInput, standardInput } from '../../files/standard-input.ts';
import { type Sources, sourcesOf } from '../../files/text.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { Io } from '../io.ts';
import { defaultFile, type FileOptions } from '../options.ts';

/** A configuration without errors. */
export interface Valid {
  readonly configuration: Configuration;
  readonly warnings: readonly Diagnostic[];
  /** The files that it is made of. */
  readonly sources: readonly SourceFile[];
}

/**
 * Reads the configuration that `--file` names, `-` for standard input.
 *
 * @throws as {@link readConfiguration}
 */
export async function readNamed(io: Io, options: FileOptions): Promise<Valid> {
  const named = options.file ?? [defaultFile];
  if (!named.includes(standardInput)) return readConfiguration(io, options);
  const given = sourcesOf([await readStandardInput(io.stdin)]);
  const paths = named.filter((name) => name !== standardInput);
  const others = paths.length === 0 ? sourcesOf([]) : readSources(paths, io.folder);
  return valid(named, {
    files: [...given.files, ...others.files],
    unreadable: [...given.unreadable, ...others.unreadable],
  });
}

/**
 * Reads the configuration that `--file` names, from the disk.
 *
 * @throws ConfigError with every error in it; KnownError `file-unreadable`
 */
export function readConfiguration(io: Io, options: FileOptions): Valid {
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
  return valid(named, readSources(named, io.folder));
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

function valid(named: readonly string[], { files, unreadable }: Sources): Valid {
  const loaded = loadConfiguration(files, named, unreadable);
  if (!loaded.ok) throw new ConfigError(loaded.diagnostics);
  return { ...loaded, sources: files };
}

/**
 * Reads what `--base` names: a path, or else a commit at which the same files are read.
 *
 * @returns `null` with a warning when the base is not valid or not there: the change that mends it must be plannable
 * @throws KnownError `file-unreadable`
 */
export function readBase(
  io: Io,
  options: FileOptions,
  base: string,
): { readonly configuration: Configuration | null; readonly warnings: readonly Diagnostic[] } {
  const named = options.file ?? [defaultFile];
  const { files, unreadable } = readBaseSources(io, named, base);
  if (files.length + unreadable.length === 0) return invalid(`The base ${base} has no configuration`);
  const loaded = loadConfiguration(files, named, unreadable);
  if (loaded.ok) return { configuration: loaded.configuration, warnings: [] };
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error').length;
  return invalid(
    `The configuration of the base ${base} has ${errors === 1 ? '1 error' : `${errors} errors`}`,
  );
}

/** @throws KnownError `file-unreadable`, also for a name that a path and a commit have both: either may be meant */
function readBaseSources(io: Io, named: readonly string[], base: string): Sources {
  if (!existsSync(path.resolve(io.folder, base))) {
    refuseStandardInput(named, base);
    return readSourcesAt(base, named, io.folder, io.env);
  }
  if (isCommit(base, io.folder, io.env)) {
    throw new KnownError('file-unreadable', `--base ${base}: both a path and a commit have this name`, {
      hint: `Write ./${base} for the path, refs/heads/${base} for the branch.`,
    });
  }
  return readSources([base], io.folder);
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

function invalid(message: string): { configuration: null; warnings: readonly Diagnostic[] } {
  return { configuration: null, warnings: [diagnose('base-invalid', null, message)] };
}
