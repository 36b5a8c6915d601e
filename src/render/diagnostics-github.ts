import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shown, shownFile } from '../text/shown.ts';

/**
 * Diagnostics as workflow commands, which GitHub shows as annotations on the lines of the files:
 * `::error file=…,line=…,col=…,title=…::message`, as in GitHub's "Workflow commands for GitHub Actions".
 *
 * @returns one line for each diagnostic, with a line break; nothing in a text from outside can begin another command
 */
export function renderDiagnosticsGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${annotation(diagnostic)}\n`).join('');
}

function annotation({ severity, code, message, hint, source }: Diagnostic): string {
  const place =
    source === null
      ? []
      : [`file=${property(shownFile(source.file))}`, `line=${source.line}`, `col=${source.column}`];
  const properties = [...place, `title=${property(code)}`].join(',');
  const text = hint === null ? shown(message) : `${shown(message)}\n${shown(hint)}`;
  return `::${severity} ${properties}::${data(text)}`;
}

/** As the runner decodes the text behind a command. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As the runner decodes the value of a property. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
