import { readConfiguration } from '../commands/run/configuration.ts';
import { renderDiagnosticsText } from '../render/diagnostics-text.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { shownName } from '../render/shown.ts';
import { count } from '../render/words.ts';
import { diagnosticAnnotations } from '../review/annotations.ts';
import type { Context } from './context.ts';
import { type Ending, wellDone } from './ending.ts';

/** Checks the configuration alone, without a token. */
export async function validateCommand(context: Context): Promise<Ending> {
  const { io, inputs, console } = context;
  const { configuration, warnings } = readConfiguration(io, { file: inputs.files });
  context.annotate(diagnosticAnnotations(warnings));
  if (warnings.length > 0) io.stdout.write(renderDiagnosticsText(warnings, console.palette));
  const groups = count(configuration.groups.length, 'group');
  const notes = warnings.length === 0 ? '' : `, with ${count(warnings.length, 'warning')}`;
  const organization = shownName(configuration.organization);
  io.stdout.write(`Valid: ${organization}, ${groups}${notes}.\n`);
  await context.summarize(() => `**Valid**: ${codeSpan(organization)}, ${groups}${notes}.`);
  return wellDone;
}
