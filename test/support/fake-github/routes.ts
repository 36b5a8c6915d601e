import type { FakeRepository, StoredIssue } from './repository.ts';
import type { TokenKind } from './server.ts';
import type { Views } from './views.ts';

/** A request as the fake got it. */
export interface Call {
  readonly method: string;
  /** Without origin, prefix and query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; `undefined` without one. */
  readonly body: unknown;
  /** `null` for one that is not known. */
  readonly token: TokenKind | null;
  readonly url: URL;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Json = Record<string, unknown>;

interface Context extends Call {
  readonly repository: FakeRepository;
  readonly views: Views;
  /** Who the token writes as. */
  readonly login: string;
}

type Handler = (context: Context, parameters: readonly string[]) => Answer;

const routes: readonly (readonly [method: string, pattern: RegExp, handler: Handler])[] = [
  ['GET', /^\/issues\/(\d+)\/comments$/, listComments],
  ['POST', /^\/issues\/(\d+)\/comments$/, createComment],
  ['PATCH', /^\/issues\/comments\/(\d+)$/, updateComment],
  ['GET', /^\/issues$/, listIssues],
  ['POST', /^\/issues$/, createIssue],
  ['PATCH', /^\/issues\/(\d+)$/, updateIssue],
  ['GET', /^\/commits\/([^/]+)\/pulls$/, listPullsOfCommit],
  ['GET', /^\/pulls$/, listPulls],
];

/** What GitHub answers, and does. */
export function answerOf(call: Call, repository: FakeRepository, views: Views): Answer {
  const { token, method, path } = call;
  if (token === null) return error(401, 'Bad credentials');
  const login = token.kind === 'user' ? token.login : 'github-actions[bot]';
  if (method === 'GET' && path === '/user')
    return token.kind === 'user' ? ok(views.me(login)) : error(403, 'Resource not accessible by integration');
  const base = `/repos/${repository.fullName}`;
  if (!path.startsWith(`${base}/`)) return error(404, 'Not Found');
  if (method !== 'GET' && token.kind === 'fork') return error(403, 'Resource not accessible by integration');
  for (const [verb, pattern, handler] of routes) {
    const found = verb === method ? pattern.exec(path.slice(base.length)) : null;
    if (found !== null) return handler({ ...call, repository, views, login }, found.slice(1));
  }
  return error(404, 'Not Found');
}

function listComments(context: Context, [number = '']: readonly string[]): Answer {
  const { repository, views } = context;
  if (!repository.issues.has(Number(number))) return error(404, 'Not Found');
  return page(context, repository.commentsOf(Number(number)), (comment) => views.comment(comment));
}

function createComment(
  { repository, views, login, body }: Context,
  [number = '']: readonly string[],
): Answer {
  if (!repository.issues.has(Number(number))) return error(404, 'Not Found');
  const text = textOf(body, 'body');
  if (text === null || text.length > 65_536) return error(422, 'Validation Failed');
  return ok(views.comment(repository.comment(Number(number), login, text)), 201);
}

function updateComment({ repository, views, body }: Context, [id = '']: readonly string[]): Answer {
  const comment = repository.comments.get(Number(id));
  if (comment === undefined) return error(404, 'Not Found');
  const text = textOf(body, 'body');
  if (text === null || text.length > 65_536) return error(422, 'Validation Failed');
  comment.body = text;
  comment.updatedAt = repository.now();
  return ok(views.comment(comment));
}

function listIssues(context: Context): Answer {
  const { repository, views, query } = context;
  const { state = 'open', labels = '' } = query;
  const wanted = labels === '' ? [] : labels.split(',');
  const found = [...repository.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => wanted.every((label) => issue.labels.includes(label)))
    .toSorted((a, b) => b.number - a.number);
  return page(context, found, (issue) => views.issue(issue));
}

function createIssue({ repository, views, login, body }: Context): Answer {
  const title = textOf(body, 'title');
  if (title === null) return error(422, 'Validation Failed');
  const issue = repository.openIssue({
    author: login,
    title,
    body: textOf(body, 'body') ?? '',
    labels: labelsOf(body),
  });
  return ok(views.issue(issue), 201);
}

function updateIssue({ repository, views, body }: Context, [number = '']: readonly string[]): Answer {
  const issue = repository.issues.get(Number(number));
  if (issue === undefined) return error(404, 'Not Found');
  issue.title = textOf(body, 'title') ?? issue.title;
  issue.body = textOf(body, 'body') ?? issue.body;
  if (textOf(body, 'state') === 'closed') issue.state = 'closed';
  issue.updatedAt = repository.now();
  return ok(views.issue(issue));
}

/** GitHub shows the merged one that brought the commit into the default branch, or else all that have it. */
function listPullsOfCommit(context: Context, [commit = '']: readonly string[]): Answer {
  const { repository, views } = context;
  const having = pulls(repository).filter(({ pull }) => pull.commits.includes(commit));
  return page(context, having, ({ issue }) => views.pullRequest(issue));
}

function listPulls(context: Context): Answer {
  const { repository, views, query } = context;
  const { state = 'open', base, sort = 'created', direction = sort === 'created' ? 'desc' : 'asc' } = query;
  const keyOf = (issue: StoredIssue): string => (sort === 'updated' ? issue.updatedAt : issue.createdAt);
  const sign = direction === 'desc' ? -1 : 1;
  const found = pulls(repository)
    .filter(({ issue }) => state === 'all' || issue.state === state)
    .filter(({ pull }) => base === undefined || pull.base === base)
    .toSorted((a, b) => sign * keyOf(a.issue).localeCompare(keyOf(b.issue)));
  return page(context, found, ({ issue }) => views.pullRequest(issue));
}

function pulls(repository: FakeRepository) {
  return [...repository.issues.values()].flatMap((issue) => {
    const { pull } = issue;
    return pull === null ? [] : [{ issue, pull }];
  });
}

/** A page with GitHub's `Link`: 30 on a page unless asked, at most 100. */
function page<T>({ query, url }: Context, items: readonly T[], view: (item: T) => Json): Answer {
  const size = Math.min(100, Number(query['per_page'] ?? '30'));
  const number = Number(query['page'] ?? '1');
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', String(to));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    status: 200,
    headers: links.length === 0 ? {} : { link: links.join(', ') },
    body: items.slice((number - 1) * size, number * size).map(view),
  };
}

function ok(body: unknown, status = 200): Answer {
  return { status, headers: {}, body };
}

function error(status: number, message: string): Answer {
  const documentation_url = 'https://docs.github.example/rest';
  return { status, headers: {}, body: { message, documentation_url, status: String(status) } };
}

function textOf(body: unknown, key: string): string | null {
  const value =
    typeof body === 'object' && body !== null
      ? Object.entries(body).find(([name]) => name === key)?.[1]
      : null;
  return typeof value === 'string' ? value : null;
}

function labelsOf(body: unknown): readonly string[] {
  const labels: unknown = typeof body === 'object' && body !== null && 'labels' in body ? body.labels : [];
  return Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : [];
}
