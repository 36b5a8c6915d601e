import { type Answer, type Context, error, ok, textOf } from './answer.ts';
import { getTree } from './git-routes.ts';

type Parameters = readonly string[];

export function createBlob({ repository, views, body }: Context): Answer {
  const content = textOf(body, 'content');
  if (content === null) return error(422, 'Invalid request');
  const encoding = textOf(body, 'encoding') === 'base64' ? 'base64' : 'utf8';
  const sha = repository.git.blob(Buffer.from(content, encoding));
  return ok({ sha, url: views.urlOf(`git/blobs/${sha}`) }, 201);
}

/** Entries take the place of those of the base; without a name of an object they take them away. */
export function createTree(context: Context): Answer {
  const { repository, body } = context;
  const { git } = repository;
  const base = textOf(body, 'base_tree');
  if (base !== null && !git.trees.has(base)) return error(422, 'base_tree is not a valid tree oid');
  const files = base === null ? new Map() : git.filesOfTree(base);
  for (const entry of listOf(body, 'tree')) {
    const [path, mode, sha] = ['path', 'mode', 'sha'].map((key) => textOf(entry, key));
    if (path === null || path === undefined || mode === null || mode === undefined)
      return error(422, 'Must supply a valid tree.mode');
    if (sha === null || sha === undefined) files.delete(path);
    else if (git.blobs.has(sha)) files.set(path, { mode, sha });
    else return error(422, `tree.sha ${sha} is not a valid blob`);
  }
  const answer = getTree({ ...context, query: {} }, [git.tree(files)]);
  return { ...answer, status: 201 };
}

/** By the token's own account, as when no author is named. */
export function createCommit({ repository, views, login, body }: Context): Answer {
  const { git } = repository;
  const [message, tree] = [textOf(body, 'message'), textOf(body, 'tree')];
  const parents = listOf(body, 'parents').map(String);
  if (message === null || tree === null || !git.trees.has(tree)) return error(422, 'Tree SHA does not exist');
  if (parents.some((parent) => !git.commits.has(parent))) return error(422, 'Parent SHA does not exist');
  const sha = git.commit({ tree, parents, author: login, message, date: repository.now() });
  return ok(views.commit(git.get(sha)), 201);
}

export function createRef({ repository, views, body }: Context): Answer {
  const branch = (textOf(body, 'ref') ?? '').replace(/^refs\/heads\//, '');
  const sha = textOf(body, 'sha') ?? '';
  if (repository.branches.has(branch)) return error(422, 'Reference already exists');
  if (!repository.git.commits.has(sha)) return error(422, 'Object does not exist');
  repository.pushCommit(branch, sha);
  return ok(views.ref(`heads/${branch}`, sha), 201);
}

export function updateRef({ repository, views, body }: Context, [name = '']: Parameters): Answer {
  const branch = name.replace(/^heads\//, '');
  const before = repository.branches.get(branch);
  const sha = textOf(body, 'sha') ?? '';
  if (before === undefined) return error(422, 'Reference does not exist');
  if (!repository.git.commits.has(sha)) return error(422, 'Object does not exist');
  const force = typeof body === 'object' && body !== null && 'force' in body && body.force === true;
  if (!force && !repository.git.reaches(sha, before)) return error(422, 'Update is not a fast forward');
  repository.pushCommit(branch, sha);
  return ok(views.ref(name, sha));
}

export function deleteRef({ repository }: Context, [name = '']: Parameters): Answer {
  const branch = name.replace(/^heads\//, '');
  if (!repository.branches.has(branch)) return error(422, 'Reference does not exist');
  repository.deleteBranch(branch);
  return { status: 204, headers: {}, body: undefined };
}

/** That of a workflow opens none, unless a setting of the repository allows it. */
export function createPull({ repository, views, login, token, body }: Context): Answer {
  if (token?.kind === 'workflow')
    return error(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  const [title, head, base] = ['title', 'head', 'base'].map((key) => textOf(body, key) ?? '');
  const [tip, onto] = [repository.branches.get(head ?? ''), repository.branches.get(base ?? '')];
  if (title === '' || tip === undefined || onto === undefined) return error(422, 'Validation Failed');
  if (repository.git.reaches(onto, tip)) return error(422, 'Validation Failed');
  const twin = [...repository.issues.values()].some(
    ({ state, pull }) =>
      state === 'open' && pull?.fork === null && pull.branch === head && pull.base === base,
  );
  if (twin) return error(422, 'Validation Failed');
  const issue = repository.openPullRequest({
    author: login,
    title: title ?? '',
    base: base ?? '',
    head: tip,
    branch: head ?? '',
  });
  issue.body = textOf(body, 'body') ?? '';
  return ok(views.onePullRequest(issue), 201);
}

export function updatePull({ repository, views, body }: Context, [number = '']: Parameters): Answer {
  const issue = repository.issues.get(Number(number));
  if (issue === undefined || issue.pull === null) return error(404, 'Not Found');
  issue.title = textOf(body, 'title') ?? issue.title;
  issue.body = textOf(body, 'body') ?? issue.body;
  issue.updatedAt = repository.now();
  if (textOf(body, 'state') === 'closed') issue.state = 'closed';
  return ok(views.onePullRequest(issue));
}

function listOf(body: unknown, key: string): readonly unknown[] {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : [];
  return Array.isArray(value) ? value : [];
}
