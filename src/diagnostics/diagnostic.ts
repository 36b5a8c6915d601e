import type { Source } from '../model/source.ts';
import type { DiagnosticCode } from './catalog.ts';

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
