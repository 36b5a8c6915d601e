import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { importedFrom, type UnknownGroup } from '../../edit/import/from-live.ts';
import { schemaPath, schemaText } from '../../edit/import/schema-file.ts';
import { type ImportedFile, importedFiles, importedText, leftOutOf, toldOf } from '../../edit/import/text.ts';
import { KnownError } from '../../errors.ts';
import { writeWhole } from '../../files/write.ts';
import { fetchSnapshot } from '../../live/fetch.ts';
import { liveOf } from '../../live/live.ts';
import type { Snapshot } from '../../live/organization.ts';
import { openConsole } from '../../run/console.ts';
import { defaultFile } from '../../run/defaults.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { count } from '../../text/count.ts';
import { shown, shownFile, shownName } from '../../text/shown.ts';
import type { ImportOptions } from './import-options.ts';
import { takeLive } from './snapshot.ts';

/** Writes a configuration from the live organization. */
export async function importNew(
  io: Io,
  organization: string | null,
  options: ImportOptions,
): Promise<ExitCode> {
  const console = openConsole(io, options);
  checkOptions(io, organization, options);
  const snapshot = await takeLive(io, console, options, (hub) =>
    fetchSnapshot(hub, organization ?? '', [], () => io.now()),
  );
  checkOrganization(organization, snapshot);
  const { imported, unknown } = importedFrom(liveOf(snapshot), {
    groups: options.group ?? null,
    mode: options.mode,
    byEmail: options.people === 'email',
    settings: options.all === true,
  });
  refuseUnknown(unknown);
  const { split, out } = options;
  const files: readonly ImportedFile[] =
    split === undefined
      ? [{ path: out ?? defaultFile, text: importedText(imported) }]
      : importedFiles(imported).map((file) => ({
          ...file,
          path: path.posix.join(slashed(split), file.path),
        }));
  if (split === undefined && out === undefined) {
    io.stdout.write(files[0]?.text ?? '');
  } else {
    for (const file of files) refuseExisting(io, file.path);
    if (split !== undefined) mkdirSync(path.resolve(io.folder, split), { recursive: true });
    for (const file of files) writeWhole(file.path, io.folder, file.text, 0o644);
    writeSchema(io, split ?? path.dirname(out ?? ''));
    console.note(`Wrote ${whereOf(files)}: ${toldOf(imported)}.`);
  }
  for (const line of leftOutOf(imported)) console.say(`Left out: ${shown(line)}\n`);
  return exitCodes.ok;
}

/** @throws KnownError `usage` */
function checkOptions(
  io: Io,
  organization: string | null,
  { live, out, split, ...others }: ImportOptions,
): void {
  if (organization === null && live === undefined)
    throw usage(
      '`import` needs the organization',
      'Name it as in its address on the Hub: `hf-groups import acme-ai -o groups.yaml`. To bring a file up to date: `hf-groups import --update`.',
    );
  if (out !== undefined && split !== undefined)
    throw usage('--out and --split exclude each other', 'Give one.');
  const forUpdate = {
    '--dry-run': others.dryRun,
    '--check': others.check,
    '--file': others.file,
  };
  for (const [name, value] of Object.entries(forUpdate))
    if (value !== undefined) throw usage(`${name} goes with --update`, 'hf-groups import --update');
  if (out !== undefined) refuseExisting(io, out);
}

function refuseExisting(io: Io, file: string): void {
  if (!existsSync(path.resolve(io.folder, file))) return;
  throw new KnownError('file-unwritable', `${shownFile(file)} is there already`, {
    hint: 'Name another file, or bring that one up to date: hf-groups import --update.',
    details: { file },
  });
}

function checkOrganization(organization: string | null, snapshot: Snapshot): void {
  if (organization === null || organization.toLowerCase() === snapshot.organization.toLowerCase()) return;
  throw new KnownError('snapshot-invalid', `The snapshot is of ${shownName(snapshot.organization)}`, {
    hint: 'Leave the organization out, or name another snapshot.',
  });
}

function refuseUnknown([first]: readonly UnknownGroup[]): void {
  if (first === undefined) return;
  const hint =
    first.nearest === null ? 'Look at the names on the Hub.' : `Did you mean “${shownName(first.nearest)}”?`;
  throw usage(`The organization has no group “${shownName(first.name)}”`, hint);
}

function whereOf(files: readonly ImportedFile[]): string {
  return files.length === 1 ? shownFile(files[0]?.path ?? '') : count(files.length, 'file');
}

/** The schema that the first lines lead to, unless one is there: another version's may be meant. */
function writeSchema(io: Io, folder: string): void {
  const file = path.join(folder, schemaPath);
  if (existsSync(path.resolve(io.folder, file))) return;
  mkdirSync(path.dirname(path.resolve(io.folder, file)), { recursive: true });
  writeWhole(file, io.folder, schemaText, 0o644);
}

function slashed(folder: string): string {
  return folder.split(path.sep).join('/');
}

function usage(message: string, hint: string): KnownError {
  return new KnownError('usage', message, { hint });
}
