import { type Clock, systemClock } from '../hub/clock.ts';
import { commentFrom, issueFrom, loginFrom, pullRequestFrom } from './answers.ts';
import { type Answer, Api } from './api.ts';
import { GitHubError } from './error.ts';
import type { GitHub, Issue, PullRequest } from './types.ts';

/** What the client needs to know. */
export interface GitHubOptions {
  readonly token: string;
  /** `GITHUB_API_URL`. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly userAgent: string;
  /** Real time by default. */
  readonly clock?: Clock;
  /** How long one request may take, in milliseconds; 30 seconds by default. */
  readonly timeoutMs?: number;
}

/** Who writes with the token that GitHub gives to a workflow. */
const workflowLogin = 'github-actions[bot]';

/** GitHub over its REST API, for one repository. */
export function createGitHub({
  owner,
  repo,
  clock = systemClock,
  timeoutMs = 30_000,
  ...rest
}: GitHubOptions): GitHub {
  const api = new Api({ ...rest, clock, timeoutMs });
  const base = '/repos/{owner}/{repo}';
  const call = (route: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer> =>
    api.call(route, { owner, repo, ...parameters });

  /** The items of all pages, each read by `read`, which leaves out what it answers `null` for. */
  async function list<T>(
    path: string,
    parameters: Readonly<Record<string, unknown>>,
    read: (item: unknown, request: string) => T | null,
  ): Promise<readonly T[]> {
    const found: T[] = [];
    for await (const { items, request } of api.pages(`GET ${base}${path}`, { owner, repo, ...parameters })) {
      for (const item of items) {
        const one = read(item, request);
        if (one !== null) found.push(one);
      }
    }
    return found;
  }

  let login: Promise<string> | null = null;
  return {
    self: () => {
      login ??= readLogin(api);
      return login;
    },
    listComments: (issue) => list('/issues/{issue_number}/comments', { issue_number: issue }, commentFrom),
    createComment: async (issue, body) => {
      const answer = await call(`POST ${base}/issues/{issue_number}/comments`, { issue_number: issue, body });
      return commentFrom(answer.data, answer.request);
    },
    updateComment: async (id, body) => {
      const answer = await call(`PATCH ${base}/issues/comments/{comment_id}`, { comment_id: id, body });
      return commentFrom(answer.data, answer.request);
    },
    pullRequestsOf: (commit) =>
      list(
        '/commits/{commit_sha}/pulls',
        { commit_sha: commit },
        (item, request) => pullRequestFrom(item, request).pullRequest,
      ),
    lastMerged: async (branch, most) => {
      const parameters = { owner, repo, base: branch, state: 'closed', sort: 'updated', direction: 'desc' };
      return lastMerged(api.pages(`GET ${base}/pulls`, parameters), most);
    },
    openIssues: (label) => list('/issues', { labels: label, state: 'open' }, issueFrom),
    createIssue: async ({ title, body, labels }) => {
      const answer = await call(`POST ${base}/issues`, { title, body, labels: [...labels] });
      return theIssue(answer);
    },
    updateIssue: async (issue, { title, body, closed }) => {
      const answer = await call(`PATCH ${base}/issues/{issue_number}`, {
        issue_number: issue,
        ...(title === undefined ? {} : { title }),
        ...(body === undefined ? {} : { body }),
        ...(closed === undefined ? {} : { state: 'closed', state_reason: 'completed' }),
      });
      return theIssue(answer);
    },
  };
}

/** The token of a workflow is an app's: `GET /user` is not for it, which GitHub says with 403. */
async function readLogin(api: Api): Promise<string> {
  try {
    const { data, request } = await api.call('GET /user', {});
    return loginFrom(data, request);
  } catch (error) {
    if (error instanceof GitHubError && error.isForbidden) return workflowLogin;
    throw error;
  }
}

/**
 * GitHub cannot sort by the time of merging, but nothing was merged later than it was updated: pages by the last update
 * are read until enough was merged after everything that is still to come.
 */
async function lastMerged(
  pages: AsyncIterable<{ readonly items: readonly unknown[]; readonly request: string }>,
  most: number,
): Promise<readonly PullRequest[]> {
  let merged: readonly (PullRequest & { readonly mergedAt: string })[] = [];
  for await (const { items, request } of pages) {
    const read = items.map((item) => pullRequestFrom(item, request));
    const found = read.flatMap(({ pullRequest }) => {
      const { mergedAt } = pullRequest;
      return mergedAt === null ? [] : [{ ...pullRequest, mergedAt }];
    });
    merged = [...merged, ...found]
      .toSorted((a, b) => Date.parse(b.mergedAt) - Date.parse(a.mergedAt))
      .slice(0, most);
    const last = read.at(-1)?.updatedAt;
    const oldest = merged.at(-1)?.mergedAt;
    if (last === undefined || oldest === undefined || merged.length < most) continue;
    if (Date.parse(oldest) >= Date.parse(last)) break;
  }
  return merged;
}

function theIssue({ data, request }: Answer): Issue {
  const issue = issueFrom(data, request);
  if (issue !== null) return issue;
  throw new GitHubError('github-unavailable', 'GitHub answered with a pull request for an issue', {
    request,
  });
}
