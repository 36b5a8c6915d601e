import { KnownError } from '../errors.ts';
import { shownName } from '../text/shown.ts';
import type { Context } from './context.ts';
import type { Event } from './event.ts';

/** The default branch and its newest commit. */
export interface DefaultBranch {
  readonly branch: string;
  readonly commit: string;
}

/**
 * Reads the newest commit of the default branch: what is declared now, whatever commit the run is of. A job that is run
 * again makes nothing of what was declared once.
 *
 * @throws KnownError `usage` when the run is not one of the default branch; GitHubError
 */
export async function newestOf({ event, github }: Context): Promise<DefaultBranch> {
  const { ref } = event;
  if (ref === null) throw new KnownError('usage', 'The event does not say what it runs on');
  // The event of a run of long ago has what was the default branch then, which anybody may push to by now.
  const branch = await github.defaultBranch();
  if (ref !== `refs/heads/${branch}`) {
    throw new KnownError('usage', `It runs from ${shownName(branch)}, not from ${shownName(ref)}`, {
      hint: `Limit it to the default branch: \`on: { push: { branches: [${shownName(branch)}] } }\`.`,
    });
  }
  return { branch, commit: await github.branchHead(branch) };
}

/** The commit of the run. @throws KnownError `usage` where the runner does not say */
export function commitOf({ event }: { readonly event: Pick<Event, 'sha'> }): string {
  if (event.sha !== null) return event.sha;
  throw new KnownError('usage', 'GITHUB_SHA is not set', { hint: 'The action runs in GitHub Actions.' });
}
