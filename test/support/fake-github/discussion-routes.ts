import { type Answer, type Context, error, labelsOf, ok, page, textOf } from './answer.ts';

export function listComments(context: Context, [number = '']: readonly string[]): Answer {
  const { repository, views } = context;
  if (!repository.issues.has(Number(number))) return error(404, 'Not Found');
  return page(context, repository.commentsOf(Number(number)), (comment) => views.comment(comment));
}

export function createComment(
  { repository, views, login, body }: Context,
  [number = '']: readonly string[],
): Answer {
  if (!repository.issues.has(Number(number))) return error(404, 'Not Found');
  const text = textOf(body, 'body');
  if (text === null || text.length > 65_536) return error(422, 'Validation Failed');
  return ok(views.comment(repository.comment(Number(number), login, text)), 201);
}

export function updateComment({ repository, views, body }: Context, [id = '']: readonly string[]): Answer {
  const comment = repository.comments.get(Number(id));
  if (comment === undefined) return error(404, 'Not Found');
  const text = textOf(body, 'body');
  if (text === null || text.length > 65_536) return error(422, 'Validation Failed');
  comment.body = text;
  comment.updatedAt = repository.now();
  return ok(views.comment(comment));
}

export function listIssues(context: Context): Answer {
  const { repository, views, query } = context;
  const { state = 'open', labels = '' } = query;
  const wanted = labels === '' ? [] : labels.split(',');
  const found = [...repository.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => wanted.every((label) => issue.labels.includes(label)))
    .toSorted((a, b) => b.number - a.number);
  return page(context, found, (issue) => views.issue(issue));
}

export function createIssue({ repository, views, login, body }: Context): Answer {
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

export function updateIssue({ repository, views, body }: Context, [number = '']: readonly string[]): Answer {
  const issue = repository.issues.get(Number(number));
  if (issue === undefined) return error(404, 'Not Found');
  issue.title = textOf(body, 'title') ?? issue.title;
  issue.body = textOf(body, 'body') ?? issue.body;
  if (textOf(body, 'state') === 'closed') issue.state = 'closed';
  issue.updatedAt = repository.now();
  return ok(views.issue(issue));
}
