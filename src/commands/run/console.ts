import type { Diagnostic } from '../../diagnostics/types.ts';
import { renderDiagnosticsText } from '../../render/diagnostics-text.ts';
import { createPalette, type Palette } from '../../render/palette.ts';
import { colorEnabled } from '../../render/terminal.ts';
import type { Io } from '../io.ts';
import type { CommonOptions } from '../options.ts';

/** What a command writes with: colours for each stream, and `note` for everything that is not the result. */
export interface Console {
  /** For standard output. */
  readonly palette: Palette;
  /** For standard error. */
  readonly errorPalette: Palette;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** Writes a line to standard error, unless `--quiet`. */
  note(line: string): void;
  /** Writes a line to standard error only with `--verbose`. */
  detail(line: string): void;
  /** Writes warnings to standard error, unless `--quiet`. */
  warn(diagnostics: readonly Diagnostic[]): void;
}

/** Decides on colour once for the run. */
export function openConsole(io: Io, options: CommonOptions): Console {
  const quiet = options.quiet === true;
  const verbose = options.verbose === true;
  const errorPalette = createPalette(colorEnabled(io.env, io.stderr.isTTY, !options.color));
  const write = (text: string): void => {
    if (!quiet) io.stderr.write(text);
  };
  return {
    palette: createPalette(colorEnabled(io.env, io.stdout.isTTY, !options.color)),
    errorPalette,
    verbose,
    quiet,
    note: (line) => write(`${line}\n`),
    detail: (line) => {
      if (verbose) write(`${errorPalette.dim(line)}\n`);
    },
    warn: (diagnostics) => {
      if (diagnostics.length > 0) write(renderDiagnosticsText(diagnostics, errorPalette));
    },
  };
}
