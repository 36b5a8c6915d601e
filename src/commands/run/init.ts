import { statSync } from 'node:fs';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import schema from '../../../schemas/groups.schema.json' with { type: 'json' };
import { schemaPath } from '../../edit/import/schema-file.ts';
import { KnownError } from '../../errors.ts';
import { unreadable } from '../../files/sources.ts';
import { placeholderAction } from '../../init/action-reference.ts';
import type { InitChoices } from '../../init/choices.ts';
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
import { askLine } from './ask.ts';
import { actionOf } from './init-action.ts';
import { importedFirst } from './init-import.ts';
import type { InitOptions } from './init-options.ts';

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
  const common = {
    branch,
    file: options.file,
    action: await actionOf(io, options.action),
    adoptDrift: options.adoptDrift === true,
  };
  if (options.print !== undefined) {
    io.stdout.write(setupText(common));
    return exitCodes.ok;
  }
  const existing = existingConfiguration(options.file, root);
  const choices: InitChoices = {
    organization: await organizationOf(io, existing, options),
    ...common,
  };
  refuseOtherNames(choices.file, existing);
  const dryRun = options.dryRun === true;
  const inTheWay = obstacles(choices, existing, root);
  if (inTheWay.length > 0) {
    if (dryRun && options.format === 'text') io.stdout.write(comparisons(inTheWay));
    throw blocked(inTheWay);
  }
  const imported = await importedFirst(io, console, choices, existing, options);
  const files = [
    ...survey(choices, existing, root, imported?.text ?? firstFileText(choices)),
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
  const schema = files.find(({ path: file }) => file.endsWith(schemaPath));
  return { first: kept ? 'kept' : isImported ? 'imported' : 'empty', schema: schema?.path ?? null };
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

/** The organization that is named, or that of the configuration that is there, or the answer to a question. */
async function organizationOf(io: Io, existing: Existing, options: InitOptions): Promise<string> {
  if (options.organization === undefined && existing.kind === 'configuration') return existing.organization;
  const { pattern } = schema.properties.organization;
  const answer = options.organization ?? (await asked(io));
  if (new RegExp(pattern, 'u').test(answer)) return answer;
  throw new KnownError('usage', `'${answer}' is not the name of an organization`, {
    hint: 'It is the last part of its address on the Hub, such as `acme-ai`.',
  });
}

async function asked(io: Io): Promise<string> {
  const question = 'The organization on the Hub, by the last part of its address there, such as acme-ai.';
  const answer = io.stdin.isTTY === true ? await askLine(io, question) : '';
  if (answer !== '') return answer;
  throw new KnownError('usage', 'No organization is given', { hint: 'Name it with --organization.' });
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
