import { KnownError } from '../../errors.ts';
import { checkWritable, isOrdinary, writeWhole } from '../../files/write.ts';
import type { Report } from '../../model/report.ts';
import { renderKnownErrorText } from '../../render/diagnostics-text.ts';
import { errorJson, reportJson } from '../../render/json.ts';
import type { Console } from '../../run/console.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import type { ApplyOptions } from './apply-options.ts';
import { renderReport } from './render-plan.ts';

/**
 * Prints the report, and writes it where `--report` says.
 *
 * @param code what the run itself ends with
 * @returns the exit code: a run that made changes and could not tell of them has left something undone
 */
export async function deliver(
  io: Io,
  console: Console,
  report: Report,
  options: ApplyOptions,
  code: ExitCode,
): Promise<ExitCode> {
  const text = renderReport(report, options.format, console);
  io.stdout.write(text);
  const printed = (await io.stdout.flush()) === null;
  const kept =
    options.report === undefined ||
    keep(io, console, options.report, options.format === 'json' ? text : reportJson(report));
  if ((printed && kept) || code !== exitCodes.ok) return code;
  return report.result === 'applied' ? exitCodes.incomplete : exitCodes.error;
}

/**
 * Replaces what an earlier run left in the report's place, so that nobody takes it for this run's, whatever becomes of
 * this one. A record that cannot be kept is also better known before the first write than after the last.
 *
 * @throws KnownError `file-unwritable`
 */
export function beginReport({ folder }: Io, file: string): void {
  checkWritable(file, folder);
  // What is written to a pipe cannot be replaced.
  if (isOrdinary(file, folder)) writeWhole(file, folder, errorJson(unfinished));
}

const unfinished = new KnownError(
  'unfinished',
  'This run has not ended, or was killed before it could report what it has done',
  { hint: 'If it was killed, plan again: the plan shows what is left.' },
);

/** Writes what ended the run to the report's place, so that nobody takes an earlier report there for this run's. */
export function keepError(io: Io, console: Console, file: string, error: unknown): void {
  if (error instanceof KnownError) keep(io, console, file, errorJson(error));
}

/** A report that cannot be written is told of; it changes nothing of what was done. */
function keep(io: Io, console: Console, file: string, text: string): boolean {
  try {
    writeWhole(file, io.folder, io.secrets.blot(text));
    return true;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    console.say(renderKnownErrorText(error, console.errorPalette));
    return false;
  }
}
