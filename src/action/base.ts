import { loadConfiguration } from '../config/load.ts';
import type { Configuration } from '../config/types.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import { KnownError } from '../errors.ts';
import { readSourcesAt } from '../files/git.ts';
import { count } from '../render/words.ts';
import type { Event, PullRequestEvent } from './event.ts';
import { type Head, headOf } from './git.ts';

/** The configuration to compare with; `null` where there is none that can be used. */
export interface Base {
  readonly configuration: Configuration | null;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Reads the configuration that a pull request starts from. A run on `pull_request` checks out a trial merge, whose first
 * parent is the branch as it is now; of another checkout the base is what the event says.
 *
 * @throws KnownError `file-unreadable` when the commit is not in the clone
 */
export function readPullRequestBase(
  pullRequest: PullRequestEvent,
  named: readonly string[],
  folder: string,
): Base {
  return readAt(baseOf(pullRequest, headOf(folder)), named, folder);
}

function baseOf({ headSha, baseSha }: PullRequestEvent, head: Head | null): string {
  const [first, second] = head?.parents ?? [];
  const isTrialMerge = head?.commit !== headSha && second !== undefined;
  return isTrialMerge && first !== undefined ? first : baseSha;
}

/**
 * Reads the configuration before a push, so that what it brings can be told from what is pending anyway. What was there
 * at any other event was there before.
 *
 * @returns `null` when it cannot be told: the clone is too shallow
 */
export function readBeforeRun(event: Event, named: readonly string[], folder: string): Base | null {
  const head = headOf(folder);
  if (head === null) return null;
  const candidates = event.name === 'push' ? [event.before, ...head.parents.slice(0, 1)] : [head.commit];
  for (const commit of candidates) {
    try {
      if (commit !== null) return readAt(commit, named, folder);
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
    }
  }
  return null;
}

function readAt(commit: string, named: readonly string[], folder: string): Base {
  const shown = commit.slice(0, 7);
  const { files, unreadable } = sourcesAt(commit, named, folder);
  if (files.length + unreadable.length === 0) return without(`The base ${shown} has no configuration`);
  const loaded = loadConfiguration(files, named, unreadable);
  if (loaded.ok) return { configuration: loaded.configuration, warnings: [] };
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error').length;
  return without(`The configuration of the base ${shown} has ${count(errors, 'error')}`);
}

/** Always of the commit: a file or folder of its name, which a pull request could bring, is not looked at. */
function sourcesAt(
  commit: string,
  named: readonly string[],
  folder: string,
): ReturnType<typeof readSourcesAt> {
  try {
    return readSourcesAt(commit, named, folder, process.env);
  } catch (cause) {
    if (!(cause instanceof KnownError)) throw cause;
    throw new KnownError(
      'file-unreadable',
      `The base commit ${commit.slice(0, 7)} cannot be read in the checkout`,
      {
        hint: 'Check out with `fetch-depth: 2`, so that git has what the pull request is merged into.',
        cause,
      },
    );
  }
}

/** The change that mends a broken base must be plannable. */
function without(message: string): Base {
  return { configuration: null, warnings: [diagnose('base-invalid', null, message)] };
}
