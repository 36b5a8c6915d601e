import { renderDiagnosticsText } from '../render/diagnostics-text.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { renderValid } from '../render/valid-text.ts';
import { diagnosticAnnotations } from '../review/annotations.ts';
import type { Desired } from '../run/desired.ts';
import { commitOf } from './commits.ts';
import type { Context } from './context.ts';
import { type Ending, wellDone } from './ending.ts';
import { readDesired } from './files.ts';
import { proposalOf } from './proposal.ts';

/** Checks the configuration alone, without a token of the Hub: of a pull request as merging it would give it. */
export async function validateCommand(context: Context): Promise<Ending> {
  const { github, event } = context;
  if (event.pullRequest === null) {
    await tellValid(context, await readDesired(context, event.mergeGroup ?? commitOf(context)));
    return wellDone;
  }
  const { head } = await github.pullRequest(event.pullRequest);
  const { merge } = await proposalOf(context, event.pullRequest, head);
  await tellValid(context, await readDesired(context, merge));
  return wellDone;
}

/** Says that a configuration is valid, and warns of what is odd in it. */
export async function tellValid(context: Context, desired: Desired): Promise<void> {
  const { warnings } = desired;
  const { io, console } = context;
  context.annotate(diagnosticAnnotations(warnings));
  io.stdout.write(`${renderDiagnosticsText(warnings, console.palette)}${renderValid(desired)}\n`);
  await context.summarize(() => renderValid(desired, '**Valid**', codeSpan));
}
