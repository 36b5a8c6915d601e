import { ConfigError, KnownError } from '../errors.ts';
import type { Annotation } from '../model/annotation.ts';
import type { ErrorCode } from '../model/error-code.ts';
import { renderDiagnosticsText, renderKnownErrorText } from '../render/diagnostics-text.ts';
import { faultMessage, renderFault } from '../render/fault-text.ts';
import { escapeMarkdown, fenceFor } from '../render/markdown-escape.ts';
import { createPalette } from '../render/palette.ts';
import { diagnosticAnnotations } from '../review/annotations.ts';
import { exitOfError } from '../run/exit-of-error.ts';
import { exitCodes } from '../run/io.ts';
import { shown } from '../text/shown.ts';
import type { Ending } from './ending.ts';
import type { FailureReason } from './failure-reason.ts';
import type { ActionsRun } from './world.ts';

/** The longest list of diagnostics in a summary, in characters. */
const mostDiagnostics = 100_000;

/**
 * Tells of what ended a run: in the log, as annotations, and in the summary.
 *
 * @param annotate puts annotations at their places in the repository
 * @returns how the run ends
 */
export async function tellFailure(
  run: ActionsRun,
  error: unknown,
  annotate: (annotations: readonly Annotation[]) => void,
): Promise<Ending> {
  if (!(error instanceof KnownError)) return tellFault(run, error);
  const palette = createPalette(false);
  const diagnostics = error instanceof ConfigError ? error.diagnostics : [];
  run.info(`${renderDiagnosticsText(diagnostics, palette)}${renderKnownErrorText(error, palette)}`.trimEnd());
  if (diagnostics.length > 0) annotate(diagnosticAnnotations(diagnostics));
  else annotate([annotationOf(error)]);
  await run.addSummary(summaryOf(error, renderDiagnosticsText(diagnostics, palette)));
  return { exit: exitOfError(error), reason: reasonOf(error.code) };
}

/** A fault of the program, which nobody who reads this has caused: the stack goes with it, into the log only. */
export function tellFault(run: ActionsRun, fault: unknown): Ending {
  run.info(renderFault(fault));
  const message = shown(faultMessage(fault));
  run.annotate({ level: 'error', title: 'A fault of hf-groups', message, source: null });
  return { exit: exitCodes.error, reason: 'hub-error' };
}

function annotationOf({ message, hint }: KnownError): Annotation {
  const text = hint === null ? shown(message) : `${shown(message)}\n${shown(hint)}`;
  return { level: 'error', title: 'hf-groups', message: text, source: null };
}

function summaryOf({ message, hint }: KnownError, diagnostics: string): string {
  const head = `**${escapeMarkdown(shown(message))}.**${hint === null ? '' : ` ${escapeMarkdown(shown(hint))}`}`;
  if (diagnostics === '') return `${head}\n`;
  const cut = diagnostics.slice(0, mostDiagnostics);
  const fence = fenceFor([cut]);
  return `${head}\n\n${fence}text\n${cut.trimEnd()}\n${fence}\n`;
}

/** What stopped the run, what the workflow or the files say wrongly, or what a server did not give. */
function reasonOf(code: ErrorCode): FailureReason {
  if (code === 'interrupted') return 'interrupted';
  const ofConfiguration: readonly ErrorCode[] = [
    'usage',
    'config-invalid',
    'file-unreadable',
    'not-editable',
    'no-token',
    'endpoint-invalid',
    'endpoint-insecure',
  ];
  return ofConfiguration.includes(code) ? 'config-invalid' : 'hub-error';
}
