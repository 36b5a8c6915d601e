import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderDiagnosticsText } from '../render/diagnostics-text.ts';
import { createPalette, type Palette } from '../render/palette.ts';
import { colorEnabled } from '../render/terminal.ts';
import type { Io } from './io.ts';

/** Options that every command has. */
export interface CommonOptions {
  /** `false` after `--no-color`. */
  readonly color: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** A line at the bottom of the terminal that is drawn again and again. */
export interface StatusLine {
  /** Takes the line away until it is drawn again. */
  clear(): void;
  /** Takes the line away for good and gives the cursor back. */
  end(): void;
}

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
  /** Writes to standard error also with `--quiet`, past a progress bar. */
  say(text: string): void;
  /** Shows a status from now on; other text goes above it. */
  showStatus(status: StatusLine): void;
  /** Ends the status, if there is one. */
  endStatus(): void;
}

/** Decides on colour once for the run. */
export function openConsole(io: Io, options: CommonOptions): Console {
  const quiet = options.quiet === true;
  const verbose = options.verbose === true;
  const errorPalette = createPalette(colorEnabled(io.env, io.stderr.isTTY, !options.color));
  let status: StatusLine | null = null;
  const say = (text: string): void => {
    status?.clear();
    io.stderr.write(text);
  };
  const write = (text: string): void => {
    if (!quiet) say(text);
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
    say,
    showStatus: (shown) => {
      status = shown;
    },
    endStatus: () => {
      status?.end();
      status = null;
    },
  };
}
