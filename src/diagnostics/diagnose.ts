import { type Place, sourceOf } from '../text/source-file.ts';
import { type DiagnosticCode, diagnosticCatalog } from './catalog.ts';
import type { Diagnostic } from './diagnostic.ts';

/**
 * A diagnostic of the catalog's severity, at a place of a file.
 *
 * @param place where it stands; `null` when it is about no file
 * @param hint what to do, a sentence, where the message does not say
 */
export function diagnose(
  code: DiagnosticCode,
  place: Place | null,
  message: string,
  hint: string | null = null,
): Diagnostic {
  return {
    code,
    severity: diagnosticCatalog[code].severity,
    message,
    hint,
    source: place === null ? null : sourceOf(place),
    excerpt: place === null ? null : { text: place.file.lineAt(place.offset), length: place.length },
  };
}

/** Errors before warnings are not wanted here: by file, line and column, as a reader walks through the files. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => {
    if (a.source === null || b.source === null) return Number(a.source !== null) - Number(b.source !== null);
    if (a.source.file !== b.source.file) return a.source.file < b.source.file ? -1 : 1;
    return a.source.line - b.source.line || a.source.column - b.source.column;
  });
}
