import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { deceptiveUnits } from '../text/visible.ts';
import { inKeyOrder } from './json-keys.ts';

/** A plan as JSON, `schemas/plan.schema.json`. The same plan gives the same bytes, in whatever order its keys came. */
export function planJson(plan: Plan): string {
  return jsonText(plan);
}

/** A report as JSON, `schemas/report.schema.json`. */
export function reportJson(report: Report): string {
  return jsonText(report);
}

/** Diagnostics without an error that ended the run: `{"diagnostics": […]}`. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return jsonText({ diagnostics: diagnostics.map(diagnosticData) });
}

/** What ended a run; a `KnownError` or a `ConfigError` can be given as it is. */
export interface JsonError {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Stand in `details` when there are any. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** `{"error": {"code", "message", "details"}}`. */
export function errorJson({ code, message, details, diagnostics }: JsonError): string {
  const all =
    diagnostics === undefined ? details : { ...details, diagnostics: diagnostics.map(diagnosticData) };
  return jsonText({ error: { code, message, details: all } });
}

/** A diagnostic as it stands in JSON; `file`, `line` and `column` are `null` where it has no place. */
export interface DiagnosticData {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** A diagnostic as plain data. */
export function diagnosticData({ code, severity, message, hint, source }: Diagnostic): DiagnosticData {
  return {
    code,
    severity,
    message,
    hint,
    file: source?.file ?? null,
    line: source?.line ?? null,
    column: source?.column ?? null,
  };
}

/**
 * Data as JSON with an indentation of two spaces and a line break at its end. What a terminal obeys or draws as nothing,
 * such as controls and marks of direction, is written with escapes, and so is `##[`, which the GitHub runner takes for
 * the beginning of a command wherever it stands in a log. The data stays the same.
 */
export function jsonText(data: unknown): string {
  return `${safeJson(JSON.stringify(inKeyOrder(data), null, 2))}\n`;
}

/** JSON with the escapes that {@link jsonText} speaks of. */
export function safeJson(text: string): string {
  const safe = text.replaceAll('##[', '#\\u0023[');
  return /[^\n -~]/.test(safe) ? safe.replace(deceptiveUnits, escaped) : safe;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
