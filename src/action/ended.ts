import { type Desired, planFor } from '../commands/run/planning.ts';
import { ConfigError } from '../errors.ts';
import type { PullRequest } from '../github/types.ts';
import type { Snapshot } from '../live/types.ts';
import type { Change } from '../model/plan.ts';
import { digestLine } from '../plan/digest.ts';
import { endedDays, endedLines } from '../review/ended.ts';
import { type Day, dayOf } from '../text/date.ts';
import type { DefaultBranch } from './commits.ts';
import type { Context } from './context.ts';
import { readBase } from './files.ts';

/** How many commits before the end of a day are asked which pull request brought them. */
const mostCommits = 30;

/**
 * Finds the removals and lower roles that need no review now, since the date that brings them was reviewed: the entry
 * stood on the default branch, with this date, on a day on which it was still in force. That is GitHub's word and not a
 * date in a commit, which whoever makes it can choose: the last pull request that was merged by the end of that day had
 * the entry.
 *
 * @param wanted the changes that nobody has reviewed; nothing is asked where none takes away
 * @returns lines of the digest
 * @throws GitHubError
 */
export async function endedSince(
  context: Context,
  newest: DefaultBranch,
  desired: Desired,
  snapshot: Snapshot,
  wanted: readonly Change[],
): Promise<ReadonlySet<string>> {
  const open = new Set(wanted.filter(({ destructive }) => destructive).map(digestLine));
  const lines = new Set<string>();
  const seen = new Set<string>();
  for (const day of endedDays(desired.configuration, dayOf(context.io.now()))) {
    if (open.size === 0) break;
    const merged = await lastMergedBy(context, newest, day);
    if (merged === null || seen.has(merged.commit)) continue;
    seen.add(merged.commit);
    for (const line of await linesOf(context, merged, snapshot)) {
      if (open.delete(line)) lines.add(line);
    }
  }
  return lines;
}

interface Merged {
  readonly commit: string;
  readonly at: Date;
}

/** The newest commit before the end of a day that a pull request brought by then. */
async function lastMergedBy(
  { github }: Context,
  { branch, commit }: DefaultBranch,
  day: Day,
): Promise<Merged | null> {
  const end = `${day}T23:59:59Z`;
  let looked = 0;
  for await (const page of github.history(commit, { until: end })) {
    for (const { sha } of page) {
      looked += 1;
      if (looked > mostCommits) return null;
      const pullRequests = await github.pullRequestsOf(sha);
      const found = pullRequests.find((pullRequest) => isMergedBy(pullRequest, branch, sha, end));
      if (found?.mergedAt != null) return { commit: sha, at: new Date(found.mergedAt) };
    }
  }
  return null;
}

function isMergedBy(
  { mergedAt, mergeCommit, base }: PullRequest,
  branch: string,
  sha: string,
  end: string,
): boolean {
  if (mergedAt === null || mergeCommit !== sha || base !== branch) return false;
  return Date.parse(mergedAt) <= Date.parse(end);
}

async function linesOf(
  context: Context,
  { commit, at }: Merged,
  snapshot: Snapshot,
): Promise<readonly string[]> {
  const { configuration } = await readBase(context, commit);
  if (configuration?.organization.toLowerCase() !== snapshot.organization.toLowerCase()) return [];
  const changesOn = (now: Date): readonly Change[] =>
    planFor({ ...context.io, now: () => now }, { configuration, warnings: [] }, snapshot, {}).plan.changes;
  try {
    return endedLines(changesOn(at), changesOn(context.io.now()));
  } catch (error) {
    // What stood there no longer fits the organization: then it says nothing.
    if (error instanceof ConfigError) return [];
    throw error;
  }
}
