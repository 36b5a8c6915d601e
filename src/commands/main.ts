import { CommanderError } from 'commander';
import { ConfigError, KnownError } from '../errors.ts';
import { renderDiagnosticsText, renderKnownErrorText } from '../render/diagnostics-text.ts';
import { errorJson } from '../render/json.ts';
import { createPalette } from '../render/palette.ts';
import { colorEnabled } from '../render/terminal.ts';
import { type ExitCode, exitCodes, type Io } from './io.ts';
import { createProgram } from './program.ts';

/**
 * Runs the program.
 *
 * @param words the command line without the interpreter and the script
 * @returns the exit code. Errors that users can do something about are printed and end with 1; a fault of the program
 *   rejects.
 */
export async function main(words: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const program = createProgram(
    async (action) => {
      code = await action(io);
    },
    (text) => io.stdout.write(text),
  );
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    const known = error instanceof CommanderError ? usageError(error, program.helpInformation()) : error;
    if (!(known instanceof KnownError)) throw error;
    report(known, words, io);
    return codeOf(known);
  }
}

function codeOf(error: KnownError): ExitCode {
  if (error.code !== 'interrupted') return exitCodes.error;
  return error.details['signal'] === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
}

function usageError(error: CommanderError, help: string): KnownError {
  // Without a command the whole help is what a reader wants, as an error: nothing was done.
  if (error.code === 'commander.help')
    return new KnownError('usage', 'No command is given', { hint: help.trimEnd() });
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestions = rest.map((line) => line.replace(/^\((.*)\)$/, '$1'));
  const message = first.charAt(0).toUpperCase() + first.slice(1);
  return new KnownError('usage', message, {
    hint: [...suggestions, 'See `hf-groups --help`.'].join(' '),
    cause: error,
  });
}

function report(error: KnownError, words: readonly string[], io: Io): void {
  if (wantsJson(words)) {
    io.stdout.write(errorJson(error));
    return;
  }
  const palette = createPalette(colorEnabled(io.env, io.stderr.isTTY, words.includes('--no-color')));
  if (error instanceof ConfigError) io.stderr.write(renderDiagnosticsText(error.diagnostics, palette));
  io.stderr.write(renderKnownErrorText(error, palette));
}

/** Also when the rest of the command line makes no sense, its reader may be a program. */
function wantsJson(words: readonly string[]): boolean {
  return words.some(
    (word, at) => word === '--format=json' || (word === '--format' && words[at + 1] === 'json'),
  );
}
