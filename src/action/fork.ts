import type { Desired } from '../commands/run/planning.ts';
import { ConfigError } from '../errors.ts';
import { diagnosticAnnotations } from '../review/annotations.ts';
import { forkBody } from '../review/fork-body.ts';
import { forkDiff } from '../review/fork-diff.ts';
import { dayOf } from '../text/date.ts';
import type { Base } from './base.ts';
import type { Context } from './context.ts';
import { type Ending, wellDone } from './ending.ts';

/**
 * For a pull request whose run has no token: the file has been validated, and the summary says what the configuration
 * itself changes. Whoever merges it sees no plan of the organization, so the apply that follows holds it back.
 */
export async function showFork(context: Context, desired: Desired, base: Base | null): Promise<Ending> {
  const { configuration, warnings } = desired;
  const compared = forkDiff(base?.configuration ?? null, configuration, dayOf(context.io.now()));
  if (!compared.ok) throw new ConfigError(compared.diagnostics);
  context.annotate(diagnosticAnnotations([...warnings, ...(base?.warnings ?? [])]));
  context.annotate([
    {
      level: 'notice',
      title: 'No plan',
      message:
        'A pull request from a fork has no token, so the organization was not looked at. The file is valid; what it changes by itself is in the job summary.',
      source: null,
    },
  ]);
  await context.summarize((limit) => forkBody(compared.diff, limit));
  return wellDone;
}
