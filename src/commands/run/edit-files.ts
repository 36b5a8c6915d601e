import type { EditResult } from '../../edit/result.ts';
import { KnownError } from '../../errors.ts';
import { checkRewritable, rewrite } from '../../files/rewrite.ts';
import { standardInput } from '../../files/standard-input.ts';
import { renderFileDiff } from '../../render/file-diff.ts';
import type { Console } from '../../run/console.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { notEditable } from '../../run/not-editable.ts';
import { shownFile } from '../../text/shown.ts';
import type { EditOptions } from '../options.ts';

/** The files that are to change. @throws KnownError `usage` for standard input, which cannot be written to */
export function checkedFiles(options: EditOptions): EditOptions {
  if (options.file?.includes(standardInput) !== true) return options;
  throw new KnownError('usage', '--file -: standard input cannot be changed', {
    hint: 'Name the file with --file.',
  });
}

/**
 * Shows how the files change, and changes them, unless `--dry-run` or `--check` says not to.
 *
 * @returns 2 for `--check` when something would change
 * @throws KnownError `not-editable` when no small edit does it; then nothing was written
 */
export function editFiles(io: Io, console: Console, options: EditOptions, result: EditResult): ExitCode {
  if (result.kind === 'stuck') throw notEditable(result.places);
  const { files } = result;
  for (const { file, text } of files)
    io.stdout.write(renderFileDiff(file.path, file.text, text, console.palette));
  if (options.check === true) return files.length > 0 ? exitCodes.changes : exitCodes.ok;
  if (options.dryRun === true) return exitCodes.ok;
  for (const { file } of files) checkRewritable(file.path, io.folder);
  for (const { file, text } of files) {
    rewrite(file.path, io.folder, file.text, text);
    console.note(`Changed ${shownFile(file.path)}.`);
  }
  return exitCodes.ok;
}
