import type { DiagnosticCode } from './catalog.ts';

/** A place in a file: `line` and `column` count from 1, columns in UTF-16 code units. */
export interface Source {
  /** As the user named it, with `/` between its parts on every system. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong (`error`) or worth a look (`warning`), with the place where it stands. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What to do about it, if the message does not say. */
  readonly hint: string | null;
  readonly source: Source | null;
  /** The text of the line at `source` and the length of what is underlined in it; `null` without a place. */
  readonly excerpt: { readonly text: string; readonly length: number } | null;
}
