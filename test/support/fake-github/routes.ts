import { type Answer, type Call, error, type Handler, ok } from './answer.ts';
import {
  createComment,
  createIssue,
  listComments,
  listIssues,
  updateComment,
  updateIssue,
} from './discussion-routes.ts';
import {
  compare,
  createStatus,
  getBlob,
  getCommit,
  getPermission,
  getRef,
  getRepository,
  getTree,
  listCommits,
  listStatuses,
} from './git-routes.ts';
import { isPermitted } from './permissions.ts';
import {
  createBlob,
  createCommit,
  createPull,
  createRef,
  createTree,
  deleteRef,
  updatePull,
  updateRef,
} from './proposal-routes.ts';
import { getPull, listPulls, listPullsOfCommit, listReviews } from './pull-routes.ts';
import type { FakeRepository } from './repository.ts';
import type { TokenKind } from './server.ts';
import type { Views } from './views.ts';

export type { Answer, Call } from './answer.ts';

const routes: readonly (readonly [method: string, pattern: RegExp, handler: Handler])[] = [
  ['GET', /^\/issues\/(\d+)\/comments$/, listComments],
  ['POST', /^\/issues\/(\d+)\/comments$/, createComment],
  ['PATCH', /^\/issues\/comments\/(\d+)$/, updateComment],
  ['GET', /^\/issues$/, listIssues],
  ['POST', /^\/issues$/, createIssue],
  ['PATCH', /^\/issues\/(\d+)$/, updateIssue],
  ['GET', /^\/commits\/([^/]+)\/pulls$/, listPullsOfCommit],
  ['GET', /^\/pulls$/, listPulls],
  ['GET', /^\/pulls\/(\d+)$/, getPull],
  ['GET', /^\/pulls\/(\d+)\/reviews$/, listReviews],
  ['GET', /^\/git\/commits\/([^/]+)$/, getCommit],
  ['GET', /^\/git\/trees\/([^/]+)$/, getTree],
  ['GET', /^\/git\/blobs\/([^/]+)$/, getBlob],
  ['POST', /^\/git\/blobs$/, createBlob],
  ['POST', /^\/git\/trees$/, createTree],
  ['POST', /^\/git\/commits$/, createCommit],
  ['POST', /^\/git\/refs$/, createRef],
  ['PATCH', /^\/git\/refs\/([^/]+)$/, updateRef],
  ['DELETE', /^\/git\/refs\/([^/]+)$/, deleteRef],
  ['POST', /^\/pulls$/, createPull],
  ['PATCH', /^\/pulls\/(\d+)$/, updatePull],
  ['GET', /^$/, getRepository],
  ['GET', /^\/git\/ref\/([^/]+)$/, getRef],
  ['GET', /^\/commits$/, listCommits],
  ['GET', /^\/compare\/([^/]+)$/, compare],
  ['GET', /^\/commits\/([^/]+)\/statuses$/, listStatuses],
  ['POST', /^\/statuses\/([^/]+)$/, createStatus],
  ['GET', /^\/collaborators\/([^/]+)\/permission$/, getPermission],
];

/** What GitHub answers, and does. */
export function answerOf(call: Call, repository: FakeRepository, views: Views): Answer {
  const { token, method, path } = call;
  if (token === null) return error(401, 'Bad credentials');
  const login = loginOf(token);
  if (path === graphql) return viewer(call, login);
  const base = `/repos/${repository.fullName}`;
  if (path !== base && !path.startsWith(`${base}/`)) return error(404, 'Not Found');
  const below = path.slice(base.length);
  const may = token.permissions === undefined || isPermitted(token.permissions, method, below);
  if (!may || (method !== 'GET' && token.kind === 'fork'))
    return error(403, 'Resource not accessible by integration');
  for (const [verb, pattern, handler] of routes) {
    const found = verb === method ? pattern.exec(below) : null;
    if (found !== null)
      return handler({ ...call, repository, views, login }, found.slice(1).map(decodeURIComponent));
  }
  return error(404, 'Not Found');
}

/** Where GitHub's other API is, for every prefix. */
export const graphql = '/graphql';

/** The one thing that is asked of GraphQL. */
function viewer({ method, body }: Call, login: string): Answer {
  const query = typeof body === 'object' && body !== null && 'query' in body ? String(body.query) : '';
  if (method !== 'POST') return error(404, 'Not Found');
  if (query.replaceAll(/\s/g, '') !== 'query{viewer{login}}')
    return ok({ errors: [{ message: 'A query attribute must be specified and must be a string.' }] });
  return ok({ data: { viewer: { login } } });
}

function loginOf(token: TokenKind): string {
  return token.kind === 'workflow' || token.kind === 'fork' ? 'github-actions[bot]' : token.login;
}
