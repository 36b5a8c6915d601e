import { type Answer, type Context, error, ok, page } from './answer.ts';
import type { FakeRepository, StoredIssue } from './repository.ts';
import type { StoredPull } from './stored.ts';

/** GitHub shows the merged one that brought the commit into the default branch, or else all that have it. */
export function listPullsOfCommit(context: Context, [commit = '']: readonly string[]): Answer {
  const { repository, views } = context;
  const having = pulls(repository).filter(({ pull }) => pull.commits.includes(commit));
  return page(context, having, ({ issue }) => views.pullRequest(issue));
}

export function listPulls(context: Context): Answer {
  const { repository, views, query } = context;
  const {
    state = 'open',
    base,
    head,
    sort = 'created',
    direction = sort === 'created' ? 'desc' : 'asc',
  } = query;
  const keyOf = (issue: StoredIssue): string => (sort === 'updated' ? issue.updatedAt : issue.createdAt);
  const sign = direction === 'desc' ? -1 : 1;
  const found = pulls(repository)
    .filter(({ issue }) => state === 'all' || issue.state === state)
    .filter(({ pull }) => base === undefined || pull.base === base)
    .filter(({ pull }) => head === undefined || labelOf(repository, pull) === head)
    .toSorted((a, b) => sign * keyOf(a.issue).localeCompare(keyOf(b.issue)));
  return page(context, found, ({ issue }) => views.pullRequest(issue));
}

/** `owner:branch`, of whose repository it is. */
function labelOf(repository: FakeRepository, { fork, branch }: StoredPull): string {
  const [owner = ''] = (fork ?? repository.fullName).split('/');
  return `${owner}:${branch}`;
}

function pulls(repository: FakeRepository) {
  return [...repository.issues.values()].flatMap((issue) => {
    const { pull } = issue;
    return pull === null ? [] : [{ issue, pull }];
  });
}

export function getPull({ repository, views }: Context, [number = '']: readonly string[]): Answer {
  const issue = repository.issues.get(Number(number));
  return issue?.pull === null || issue === undefined
    ? error(404, 'Not Found')
    : ok(views.onePullRequest(issue));
}

export function listReviews(context: Context, [number = '']: readonly string[]): Answer {
  const { repository, views } = context;
  if (!repository.issues.has(Number(number))) return error(404, 'Not Found');
  const found = repository.reviews.filter(({ pull }) => pull === Number(number));
  return page(context, found, (review) => views.review(review));
}
