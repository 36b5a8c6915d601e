import type { Configuration } from '../config/declaration.ts';
import { KnownError } from '../errors.ts';
import type { History, Objects } from '../github/github.ts';
import { isBroughtBy } from '../github/since-apply.ts';
import type { Snapshot } from '../live/organization.ts';
import type { Change } from '../model/plan.ts';
import { digestLine } from '../plan/digest.ts';
import { endedDays, endedLines } from '../review/ended.ts';
import type { Desired } from '../run/desired.ts';
import type { Io } from '../run/io.ts';
import { planFor } from '../run/planning.ts';
import { type Day, dayOf } from '../text/date.ts';
import type { DefaultBranch } from './commits.ts';
import { readBase } from './files.ts';
import type { Inputs } from './inputs.ts';

/** How many commits before the end of a day are asked which pull request brought them. */
const mostCommits = 30;

/** What it takes of the context to look back. */
interface EndedContext {
  readonly github: Objects & Pick<History, 'history' | 'pullRequestsOf'>;
  readonly inputs: Pick<Inputs, 'files'>;
  readonly io: Pick<Io, 'now'>;
}

/**
 * Finds the removals and lower roles that need no review now, since the date that brings them was reviewed: the entry
 * stood on the default branch, with its date, on a day on which it was still in force. That is GitHub's word and not a
 * date in a commit, which whoever makes it can choose: the last pull request that was merged by the end of that day had
 * the entry. What is declared now must bring them by a date as well: one that was put off vouches for nothing else.
 *
 * @param wanted the changes that nobody has reviewed; nothing is asked where none takes away
 * @returns lines of the digest
 * @throws GitHubError
 */
export async function endedSince(
  context: EndedContext,
  newest: DefaultBranch,
  desired: Desired,
  snapshot: Snapshot,
  wanted: readonly Change[],
): Promise<ReadonlySet<string>> {
  const open = new Set(wanted.filter(({ destructive }) => destructive).map(digestLine));
  const lines = new Set<string>();
  const known = new Map<string, ReadonlySet<string>>();
  for (const day of endedDays(desired.configuration, dayOf(context.io.now()))) {
    if (open.size === 0) break;
    const merged = await lastMergedBy(context, newest, day);
    if (merged === null) continue;
    const ended = known.get(merged.commit) ?? (await linesOf(context, merged, snapshot));
    known.set(merged.commit, ended);
    const before = new Set(changesOn(desired.configuration, snapshot, new Date(endOf(day))).map(digestLine));
    for (const line of ended) if (!before.has(line) && open.delete(line)) lines.add(line);
  }
  return lines;
}

/** What a configuration asks for at a time, of the organization as it is now. */
function changesOn(configuration: Configuration, snapshot: Snapshot, now: Date): readonly Change[] {
  return planFor({ now: () => now }, { configuration, warnings: [] }, snapshot, {}).plan.changes;
}

/** As GitHub takes it: without fractions of a second. */
function endOf(day: Day): string {
  return `${day}T23:59:59Z`;
}

interface Merged {
  readonly commit: string;
  readonly at: Date;
}

/** The newest commit before the end of a day that a pull request brought by then. */
async function lastMergedBy(
  { github }: EndedContext,
  { branch, commit }: DefaultBranch,
  day: Day,
): Promise<Merged | null> {
  const end = endOf(day);
  let looked = 0;
  for await (const page of github.history(commit, { until: end })) {
    for (const one of page) {
      looked += 1;
      if (looked > mostCommits) return null;
      for (const pullRequest of await github.pullRequestsOf(one.sha)) {
        const at = new Date(pullRequest.mergedAt ?? Number.NaN);
        if (isBroughtBy(one, pullRequest, branch) && at <= new Date(end)) return { commit: one.sha, at };
      }
    }
  }
  return null;
}

async function linesOf(
  context: EndedContext,
  { commit, at }: Merged,
  snapshot: Snapshot,
): Promise<ReadonlySet<string>> {
  const { configuration } = await readBase(context, commit);
  if (configuration === null) return new Set();
  try {
    const then = changesOn(configuration, snapshot, at);
    return new Set(endedLines(then, changesOn(configuration, snapshot, context.io.now())));
  } catch (error) {
    // What stood there was of another organization, no longer fits this one, or needs lists that nobody has read now.
    if (error instanceof KnownError) return new Set();
    throw error;
  }
}
