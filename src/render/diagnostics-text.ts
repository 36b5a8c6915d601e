import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shown, shownFile } from '../text/shown.ts';
import { excerptOf } from './excerpt.ts';
import type { Palette } from './palette.ts';

/**
 * Diagnostics for a terminal: `FILE:LINE:COLUMN: error[code]: message`, the line with the place underlined, and what to
 * do about it, an empty line between two.
 *
 * @returns lines, each with a line break; an empty text for no diagnostics
 */
export function renderDiagnosticsText(diagnostics: readonly Diagnostic[], palette: Palette): string {
  if (diagnostics.length === 0) return '';
  const blocks = diagnostics.map((diagnostic) => diagnosticLines(diagnostic, palette).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function diagnosticLines(diagnostic: Diagnostic, palette: Palette): readonly string[] {
  const { severity, code, source } = diagnostic;
  const paint = palette[severity];
  const place = source === null ? '' : `${shownFile(source.file)}:${source.line}:${source.column}: `;
  const title = `${palette.bold(place)}${paint(`${severity}[${code}]`)}: ${shown(diagnostic.message)}`;
  const frame = frameLines(diagnostic, palette);
  const gutter = source === null ? '' : ' '.repeat(String(source.line).length);
  const hint = diagnostic.hint === null ? [] : [`${gutter} ${palette.dim('=')} ${shown(diagnostic.hint)}`];
  return [title, ...frame, ...hint];
}

function frameLines({ severity, source, excerpt }: Diagnostic, palette: Palette): readonly string[] {
  if (source === null || excerpt === null) return [];
  const number = String(source.line);
  const gutter = ' '.repeat(number.length);
  const bar = palette.dim('|');
  const { text, underline } = excerptOf(excerpt.text, source.column, excerpt.length);
  return [
    `${gutter} ${bar}`,
    `${palette.dim(number)} ${bar} ${text}`.trimEnd(),
    `${gutter} ${bar} ${palette[severity](underline)}`,
  ];
}

/** What a known error tells; `KnownError` has it all. */
export interface ErrorInfo {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * An error that ended the run: `Error: message`, for one of the Hub what was asked and what it answered, and what to do
 * about it.
 *
 * @returns lines, each with a line break
 */
export function renderKnownErrorText(error: ErrorInfo, palette: Palette): string {
  const hub = hubLine(error.details);
  const lines = [
    `${palette.error('Error')}: ${shown(error.message)}`,
    ...(hub === null ? [] : [`  ${palette.dim(hub)}`]),
    ...(error.hint === null ? [] : [`  ${shown(error.hint)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** `POST /api/…, HTTP 403, request id Root=1-…`; `null` for an error that is not the Hub's. */
function hubLine(details: ErrorInfo['details']): string | null {
  const { request, http_status: status, request_id: id } = details;
  if (typeof request !== 'string') return null;
  return [
    shown(request),
    typeof status === 'number' ? `HTTP ${status}` : 'no answer',
    ...(typeof id === 'string' ? [`request id ${shown(id)}`] : []),
  ].join(', ');
}
