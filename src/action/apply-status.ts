import { KnownError } from '../errors.ts';
import { GitHubError } from '../github/error.ts';
import type { Report } from '../model/report.ts';
import { statusContext } from '../review/status.ts';
import { exitCodes } from '../run/io.ts';
import type { Ending } from './ending.ts';
import { applyStatus } from './status-text.ts';
import { type StatusContext, setStatus } from './statuses.ts';

/** Of which commit an apply ended well last, and the merges whose plans this one goes by. */
interface Merges {
  readonly since: string | null;
  readonly reviews: readonly { readonly pullRequest: { readonly mergeCommit: string | null } }[];
}

/**
 * Keeps the status by which the next apply knows what was reviewed and made: of the commit that is applied, and of the
 * merges whose plans it went by, so that they are found used also after the branch was set back to one of them. It is
 * written before anything is sent to the Hub: an apply that could not say that it ended well would count the same
 * reviews again.
 *
 * @param writes whether anything is about to be sent
 * @throws GitHubError when it cannot be written before; afterwards that is an error of the run, and what was done is told
 */
export async function withApplyStatus(
  context: StatusContext,
  commit: string,
  { since, reviews }: Merges,
  writes: boolean,
  work: () => Promise<{ readonly report: Report; readonly ending: Ending }>,
): Promise<Ending> {
  if (writes) await setStatus(context, 'apply', commit, 'pending', 'Applying');
  const { report, ending } = await work();
  const endedWell = isEndedWell(report);
  // Nothing was made and nothing was reviewed: the commit has said already that all is well.
  if (!writes && endedWell && since === commit) return ending;
  const merges = endedWell ? reviews.map(({ pullRequest }) => pullRequest.mergeCommit) : [];
  const commits = new Set([commit, ...merges.filter((merge) => merge !== null)]);
  const finish = (one: string): Promise<void> =>
    setStatus(context, 'apply', one, endedWell ? 'success' : 'failure', applyStatus(report));
  try {
    for (const one of commits) await twice(() => finish(one));
    return ending;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    const status = statusContext('apply', context.inputs.files);
    const message = `The status ${status} cannot be written, so the same reviews would count again: ${error.message}. Run the job again.`;
    context.remark('error', 'No status', message);
    return ending.exit === exitCodes.ok ? { exit: exitCodes.incomplete, reason: 'partial' } : ending;
  }
}

/** A status that is written twice does no harm, and one that is not would count reviews again. */
async function twice(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof GitHubError) || error.code !== 'github-unavailable') throw error;
    await write();
  }
}

/** Whether everything that was reviewed has been made. What is held back or blocked was not. */
function isEndedWell({ refusal, result, changes }: Report): boolean {
  if (refusal !== null || result === 'interrupted' || result === 'failed') return false;
  return changes.every(
    ({ status, held_back }) => status !== 'failed' && (status !== 'not_attempted' || held_back === true),
  );
}
