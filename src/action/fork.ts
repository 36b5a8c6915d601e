import { ConfigError } from '../errors.ts';
import { GitHubError } from '../github/error.ts';
import type { GitHub, PullRequest } from '../github/github.ts';
import { diagnosticAnnotations } from '../review/annotations.ts';
import { forkBody } from '../review/fork-body.ts';
import { forkDiff } from '../review/fork-diff.ts';
import type { Base, Desired } from '../run/desired.ts';
import { dayOf } from '../text/date.ts';
import type { Context } from './context.ts';
import { type Ending, wellDone } from './ending.ts';

/** Who opened it, for GitHub's own robot that keeps dependencies. */
const dependabot = 'dependabot[bot]';

/**
 * Why a pull request is not planned, though its files are validated; `null` when it is. What a plan shows (who is in
 * the organization, whose address is whose) is for people of the repository, so a fork's owner must be one of them, and
 * be who opened the pull request: with somebody else's fork, somebody else pushes to it.
 *
 * @throws GitHubError
 */
export async function whyUnplanned(
  { inputs, github }: Pick<Context, 'inputs' | 'github'>,
  pullRequest: PullRequest,
): Promise<string | null> {
  const { isFork, author } = pullRequest;
  if (inputs.hfToken === null && (isFork || author === dependabot))
    return `A pull request from ${isFork ? 'a fork' : 'Dependabot'} has no token`;
  if (!isFork || inputs.forks === 'always') return null;
  if (inputs.forks === 'never') return 'Pull requests from forks are not planned here (`forks: never`)';
  return (await isOfMember(github, pullRequest))
    ? null
    : 'Pull requests from forks are planned for members and collaborators only (`forks: members`)';
}

const ofTheHouse: readonly string[] = ['OWNER', 'MEMBER', 'COLLABORATOR'];

async function isOfMember(
  github: Pick<GitHub, 'permission'>,
  { headRepository, author, association }: PullRequest,
): Promise<boolean> {
  const isOwn = headRepository?.toLowerCase().startsWith(`${author.toLowerCase()}/`);
  if (!isOwn) return false;
  if (ofTheHouse.includes(association)) return true;
  // A token that may not see who is in the organization takes a member for anybody else.
  try {
    return ['admin', 'write'].includes(await github.permission(author));
  } catch (error) {
    if (error instanceof GitHubError && error.code === 'github-refused') return false;
    throw error;
  }
}

/**
 * For a pull request that is not planned: the file has been validated, and the summary says what the configuration
 * itself changes. Whoever merges it sees no plan of the organization, so the apply that follows holds it back.
 */
export async function showFork(context: Context, why: string, desired: Desired, base: Base): Promise<Ending> {
  const { configuration, warnings } = desired;
  const compared = forkDiff(base.configuration, configuration, dayOf(context.io.now()));
  if (!compared.ok) throw new ConfigError(compared.diagnostics);
  context.annotate(diagnosticAnnotations([...warnings, ...base.warnings]));
  context.remark(
    'notice',
    'No plan',
    `${why}, so the organization was not looked at. The file is valid; what it changes by itself is in the job summary.`,
  );
  await context.summarize((limit) => forkBody(compared.diff, limit));
  return wellDone;
}
