import { ConfigError } from '../../errors.ts';
import { renderDiagnosticsGithub } from '../../render/diagnostics-github.ts';
import { renderDiagnosticsText } from '../../render/diagnostics-text.ts';
import { diagnosticsJson } from '../../render/json.ts';
import { renderValid } from '../../render/valid-text.ts';
import type { CommonOptions } from '../../run/console.ts';
import { openConsole } from '../../run/console.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import type { ValidateFormat } from '../formats.ts';
import type { FileOptions } from '../options.ts';
import { readNamed } from './configuration.ts';

/** The words of `hf-groups validate`. */
export interface ValidateOptions extends CommonOptions, FileOptions {
  readonly format: ValidateFormat;
}

/** Checks the configuration. Here the diagnostics are the result, so they go to standard output. */
export async function validate(io: Io, options: ValidateOptions): Promise<ExitCode> {
  const { palette } = openConsole(io, options);
  try {
    const desired = await readNamed(io, options);
    const { warnings } = desired;
    switch (options.format) {
      case 'json':
        io.stdout.write(diagnosticsJson(warnings));
        break;
      case 'github':
        io.stdout.write(renderDiagnosticsGithub(warnings));
        break;
      case 'text':
        io.stdout.write(
          `${renderDiagnosticsText(warnings, palette)}${renderValid(desired, palette.good('Valid'))}\n`,
        );
    }
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof ConfigError) || options.format === 'json') throw error;
    const { diagnostics, message } = error;
    if (options.format === 'github') io.stdout.write(renderDiagnosticsGithub(diagnostics));
    else
      io.stdout.write(
        `${renderDiagnosticsText(diagnostics, palette)}${palette.error('Error')}: ${message}.\n`,
      );
    return exitCodes.error;
  }
}
