import { KnownError } from '../errors.ts';
import { GitHubError } from '../github/error.ts';
import type { CommitStatus, GitHub } from '../github/github.ts';
import type { Annotation } from '../model/annotation.ts';
import { type StatusOf, statusContext, statusDescription } from '../review/status.ts';
import type { Ending } from './ending.ts';
import type { Event } from './event.ts';
import type { Inputs } from './inputs.ts';

/** What it takes of the context to write a status. */
export interface StatusContext {
  readonly github: Pick<GitHub, 'createStatus'>;
  readonly inputs: Pick<Inputs, 'files'>;
  readonly event: Pick<Event, 'runUrl'>;
  remark(level: Annotation['level'], title: string, message: string): void;
}

/**
 * Says on a commit how it stands.
 *
 * @throws GitHubError
 */
export async function setStatus(
  { github, inputs, event }: StatusContext,
  what: StatusOf,
  commit: string,
  state: CommitStatus['state'],
  description: string,
): Promise<void> {
  await github.createStatus(commit, {
    state,
    context: statusContext(what, inputs.files),
    description: statusDescription(description),
    url: event.runUrl,
  });
}

/**
 * Keeps the status of a commit that is planned: pending while it is, then what came of it, also of an error. A token
 * that may not write statuses is no failure; where a ruleset requires the status, nothing is merged without it.
 *
 * @param work gives how the run ends, and a few words about it
 */
export async function withPlanStatus(
  context: StatusContext,
  commit: string,
  work: () => Promise<{ readonly ending: Ending; readonly words: string }>,
): Promise<Ending> {
  const say = async (state: CommitStatus['state'], words: string): Promise<void> => {
    try {
      await setStatus(context, 'plan', commit, state, words);
    } catch (error) {
      if (!(error instanceof GitHubError) || !error.isForbidden) throw error;
      if (state !== 'pending') {
        const message = `${error.message}. The job needs \`statuses: write\`.`;
        context.remark('notice', 'No status', message);
      }
    }
  };
  await say('pending', 'Planning');
  let done: Awaited<ReturnType<typeof work>>;
  try {
    done = await work();
  } catch (error) {
    const words = error instanceof KnownError ? error.message : 'A fault of hf-groups';
    // What went wrong is what is told, also when the status cannot be written either.
    await say('error', words).catch(() => {});
    throw error;
  }
  await say(done.ending.exit === 0 ? 'success' : 'failure', done.words);
  return done.ending;
}
