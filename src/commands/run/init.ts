import { statSync } from 'node:fs';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { schemaPath } from '../../edit/import/schema-file.ts';
import { KnownError } from '../../errors.ts';
import { unreadable } from '../../files/sources.ts';
import { placeholderAction } from '../../init/action-reference.ts';
import { type InitChoices, targetsOf } from '../../init/choices.ts';
import { dependabotFile, keptDependabotNote } from '../../init/dependabot.ts';
import { writeNew } from '../../init/files.ts';
import { firstFileText } from '../../init/first-file.ts';
import { initJson } from '../../init/json.ts';
import { leftToDo, type Written } from '../../init/left-to-do.ts';
import { defaultBranchOf, isRepositoryRoot } from '../../init/repository.ts';
import type { FileResult, InitResult } from '../../init/result.ts';
import { setupText } from '../../init/setup.ts';
import { type Existing, existingConfiguration, type Obstacle, obstacles, survey } from '../../init/survey.ts';
import { initText } from '../../init/text.ts';
import { openConsole } from '../../run/console.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { shown } from '../../text/shown.ts';
import { actionOf } from './init-action.ts';
import { importedFirst } from './init-import.ts';
import type { InitOptions } from './init-options.ts';
import { organizationOf, severalOf } from './init-organizations.ts';

/**
 * Writes the workflow and a first configuration.
 *
 * @param folder the root of the repository, relative to the working folder
 * @throws KnownError when something else is there; nothing was written then
 */
export async function init(io: Io, folder: string, options: InitOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  const root = rootOf(folder, io);
  const branch = options.branch ?? defaultBranchOf(root, io.env) ?? 'main';
  const [one, ...others] = severalOf(options);
  const common = {
    branch,
    file: one?.file ?? options.file,
    others,
    action: await actionOf(io, options.action),
    adoptDrift: options.adoptDrift === true,
  };
  if (options.print !== undefined) {
    io.stdout.write(setupText({ ...common, ...one }));
    return exitCodes.ok;
  }
  const existing = existingConfiguration(common.file, root);
  const choices: InitChoices = {
    organization: await organizationOf(io, existing, options),
    ...common,
  };
  const found = targetsOf(choices).map((target) => ({
    target,
    existing: existingConfiguration(target.file, root),
  }));
  refuseOtherNames(choices.file, existing);
  const dryRun = options.dryRun === true;
  const inTheWay = obstacles(choices, found, root);
  if (inTheWay.length > 0) {
    if (dryRun && options.format === 'text') io.stdout.write(comparisons(inTheWay));
    throw blocked(inTheWay);
  }
  const imported = others.length > 0 ? null : await importedFirst(io, console, choices, existing, options);
  const files = [
    ...survey(choices, found, root, (target) => imported?.text ?? firstFileText(target)),
    ...(options.dependabot ? [dependabotFile(root)] : []),
  ];
  if (!dryRun) {
    writeNew(
      files.filter(({ status }) => status === 'would_write'),
      root,
    );
  }
  const result: InitResult = {
    choices,
    dryRun,
    placeholder: choices.action === placeholderAction,
    files: dryRun ? files : files.map(asWritten),
    notes: [...notesOn(folder, root), ...dependabotNotes(files), ...(imported?.notes ?? [])],
    steps: leftToDo(choices, writtenOf(files, imported !== null)),
  };
  io.stdout.write(options.format === 'json' ? initJson(result) : initText(result, console.palette));
  return exitCodes.ok;
}

function writtenOf(files: readonly FileResult[], isImported: boolean): Written {
  const [, first] = files;
  const kept = first?.status === 'kept';
  const schemas = files.filter(({ path: file }) => file.endsWith(schemaPath)).map(({ path: file }) => file);
  const schema = schemas.length === 0 ? null : schemas.join(' ');
  return { first: kept ? 'kept' : isImported ? 'imported' : 'empty', schema };
}

function rootOf(folder: string, io: Io): string {
  const root = path.resolve(io.folder, folder);
  try {
    if (statSync(root).isDirectory()) return root;
  } catch (cause) {
    throw unreadable(folder, cause);
  }
  throw new KnownError('file-unreadable', `${folder} is not a folder`, {
    hint: 'Name the root of your repository.',
    details: { file: folder },
  });
}

function refuseOtherNames(file: string, existing: Existing): void {
  if (existing.kind !== 'none' || /\.ya?ml$/.test(file)) return;
  throw new KnownError('usage', `${file} is not there, and is not the name of a YAML file`, {
    hint: 'Name a file with .yaml or .yml at its end, or a folder that has one.',
  });
}

function notesOn(folder: string, root: string): readonly string[] {
  if (isRepositoryRoot(root)) return [];
  return [`${shown(folder)} is not the root of a git repository; GitHub reads workflows only there.`];
}

function dependabotNotes(files: readonly FileResult[]): readonly string[] {
  const kept = files.some(({ path: file, status }) => status === 'kept' && /dependabot\.ya?ml$/.test(file));
  return kept ? [keptDependabotNote] : [];
}

function asWritten(file: FileResult): FileResult {
  return file.status === 'would_write' ? { ...file, status: 'written' } : file;
}

function blocked(inTheWay: readonly Obstacle[]): KnownError {
  const paths = inTheWay.map((one) => one.path);
  const reasons = inTheWay.map((one) => (paths.length === 1 ? one.why : `${one.path}: ${one.why}`));
  return new KnownError('file-unwritable', `Something else is there: ${paths.join(', ')}`, {
    hint: [...reasons, 'Nothing was written.'].join(' '),
    details: { files: inTheWay.map(({ path: file, why }) => ({ file, why })) },
  });
}

/** What is there against what would be written, as a patch. */
function comparisons(inTheWay: readonly Obstacle[]): string {
  return inTheWay
    .flatMap(({ path: file, compare }) =>
      compare === null
        ? []
        : [createTwoFilesPatch(file, file, compare.there, compare.wanted, 'there', 'would be written')],
    )
    .join('\n')
    .split('\n')
    .map((line) => shown(line.replaceAll('\t', '  '), Number.POSITIVE_INFINITY))
    .join('\n');
}
