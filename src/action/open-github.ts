import { KnownError } from '../errors.ts';
import type { GitHub } from '../github/github.ts';
import { createGitHub } from '../github/octokit.ts';
import type { Clock } from '../hub/clock.ts';
import type { Environment } from '../model/environment.ts';
import { routeFor } from '../run/connect.ts';
import type { Console } from '../run/console.ts';
import type { Io } from '../run/io.ts';
import { version } from '../run/version.ts';
import type { Event } from './event.ts';
import type { Inputs } from './inputs.ts';

/** What it is opened with. */
export interface GitHubSource {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly io: Io;
  readonly console: Console;
  readonly clock: Clock;
}

/**
 * GitHub for the repository of the event, by the token of the inputs and the proxy of the runner.
 *
 * @throws KnownError `usage` without a token for GitHub, `proxy-invalid`
 */
export function openGitHub(
  { inputs: { githubToken }, event, io, console, clock }: GitHubSource,
  env: Environment,
): GitHub {
  if (githubToken === null) {
    throw new KnownError('usage', 'There is no token for GitHub', {
      hint: 'Leave the input `github-token` out: then it is the token of the job.',
    });
  }
  const { owner, repo } = event;
  const apiUrl = (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, '');
  const github = createGitHub({
    token: githubToken,
    apiUrl,
    route: routeFor(apiUrl, io),
    owner,
    repo,
    userAgent: `hf-groups/${version}`,
    clock,
    onRetry: ({ request, attempt, waitMs, met }) =>
      console.note(`${request}: ${met}. Try ${attempt + 1} in ${(waitMs / 1000).toFixed(1)} s.`),
  });
  return guarded(github, (text) => io.secrets.blot(text));
}

/** Blots out tokens in everything that is written to GitHub. A plan in which one stood counts as edited: it fails closed. */
function guarded(github: GitHub, blot: (text: string) => string): GitHub {
  const clean = <T extends { readonly title?: string; readonly body?: string }>(written: T): T => ({
    ...written,
    ...(written.title === undefined ? {} : { title: blot(written.title) }),
    ...(written.body === undefined ? {} : { body: blot(written.body) }),
  });
  return {
    ...github,
    createComment: (issue, body) => github.createComment(issue, blot(body)),
    updateComment: (id, body) => github.updateComment(id, blot(body)),
    createIssue: (issue) => github.createIssue(clean(issue)),
    updateIssue: (issue, change) => github.updateIssue(issue, clean(change)),
    createStatus: (commit, status) =>
      github.createStatus(commit, { ...status, description: blot(status.description) }),
    createPullRequest: (pullRequest) => github.createPullRequest(clean(pullRequest)),
    updatePullRequest: (number, change) => github.updatePullRequest(number, clean(change)),
  };
}
