import { CommanderError } from 'commander';
import { ConfigError, KnownError } from '../errors.ts';
import { renderDiagnosticsText, renderKnownErrorText } from '../render/diagnostics-text.ts';
import { errorJson } from '../render/json.ts';
import { createPalette } from '../render/palette.ts';
import { colorEnabled } from '../render/terminal.ts';
import { exitOfError } from '../run/exit-of-error.ts';
import { guardedIo } from '../run/guarded.ts';
import { type ExitCode, exitCodes, type Io, type Outside } from '../run/io.ts';
import { createProgram } from './program.ts';
import { ownSpelling } from './spelling.ts';
import { noCommand, usageError } from './usage.ts';
import { wantsJson } from './wants-json.ts';

/**
 * Runs the program.
 *
 * @param words the command line without the interpreter and the script
 * @returns the exit code, once everything is written. Errors that users can do something about are printed and end
 *   with 1; a fault of the program rejects.
 */
export async function main(words: readonly string[], outside: Outside): Promise<ExitCode> {
  const io = guardedIo(outside);
  const code = await run(words, io);
  const failure = await io.stdout.flush();
  if (failure === null) return code;
  const lost = new KnownError('output-failed', `Cannot write to standard output: ${failure}`, {
    hint: 'What was to be shown is incomplete.',
  });
  toPeople(lost, words, io);
  return code === exitCodes.ok || code === exitCodes.changes ? exitCodes.error : code;
}

async function run(words: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const program = createProgram(
    async (action) => {
      code = await action(io);
    },
    (text) => io.stdout.write(text),
  );
  try {
    // Who gives nothing wants to know what there is.
    const spelled = words.length === 0 ? ['--help'] : ownSpelling(words, program);
    await program.parseAsync(spelled, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return told(error, words, io);
    if (error.exitCode === 0) return exitCodes.ok;
    const isHelp = error.code === 'commander.help';
    return told(isHelp ? noCommand(program, words) : usageError(error, program, words), words, io);
  }
}

/** Tells of an error. @returns the exit code. @throws what is no `KnownError` */
function told(error: unknown, words: readonly string[], io: Io): ExitCode {
  if (!(error instanceof KnownError)) throw error;
  if (wantsJson(words)) io.stdout.write(errorJson(error));
  else toPeople(error, words, io);
  return exitOfError(error);
}

function toPeople(error: KnownError, words: readonly string[], io: Io): void {
  const palette = createPalette(colorEnabled(io.env, io.stderr.isTTY, words.includes('--no-color')));
  if (error instanceof ConfigError) io.stderr.write(`${renderDiagnosticsText(error.diagnostics, palette)}\n`);
  io.stderr.write(renderKnownErrorText(error, palette));
}
