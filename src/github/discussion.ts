import type { Answer, Api } from './api.ts';
import { commentFrom, issueFrom, viewerFrom } from './discussion-answers.ts';
import { GitHubError } from './error.ts';
import type { Discussion, Issue } from './github.ts';
import type { Calls } from './repository.ts';

/** The part of the client that reads and writes comments and issues. */
export function createDiscussion(api: Api, { call, list }: Calls): Discussion {
  let login: Promise<string> | null = null;
  return {
    self: () => {
      login ??= readLogin(api);
      return login;
    },
    listComments: (issue) => list('/issues/{issue_number}/comments', { issue_number: issue }, commentFrom),
    createComment: async (issue, body) => {
      const answer = await call('POST', '/issues/{issue_number}/comments', { issue_number: issue, body });
      return commentFrom(answer.data, answer.request);
    },
    updateComment: async (id, body) => {
      const answer = await call('PATCH', '/issues/comments/{comment_id}', { comment_id: id, body });
      return commentFrom(answer.data, answer.request);
    },
    openIssues: (label) => list('/issues', { labels: label, state: 'open' }, issueFrom),
    createIssue: async ({ title, body, labels }) =>
      theIssue(await call('POST', '/issues', { title, body, labels: [...labels] })),
    updateIssue: async (issue, { title, body, closed }) =>
      theIssue(
        await call('PATCH', '/issues/{issue_number}', {
          issue_number: issue,
          title,
          body,
          ...(closed === true ? { state: 'closed', state_reason: 'completed' } : {}),
        }),
      ),
  };
}

/**
 * `GET /user` is for people: to an App's token, and the workflow's own is one, it says 403, as it does for much else.
 * GraphQL's `viewer` answers every token, with the name that its comments carry (`name[bot]`).
 */
async function readLogin(api: Api): Promise<string> {
  const { data, request } = await api.query('query { viewer { login } }');
  return viewerFrom(data, request);
}

function theIssue({ data, request }: Answer): Issue {
  const issue = issueFrom(data, request);
  if (issue !== null) return issue;
  throw new GitHubError('github-unavailable', 'GitHub answered with a pull request for an issue', {
    request,
  });
}
