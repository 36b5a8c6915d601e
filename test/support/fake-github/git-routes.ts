import { type Answer, type Context, error, type Json, ok, page, paged, textOf } from './answer.ts';
import type { StoredCommit } from './git.ts';

type Parameters = readonly string[];

export function getCommit({ repository, views }: Context, [sha = '']: Parameters): Answer {
  const commit = repository.git.commits.get(sha);
  return commit === undefined ? error(404, 'Not Found') : ok(views.commit(commit));
}

/** GitHub leaves entries out of a large tree, and says so. */
export function getTree({ repository, query, views }: Context, [sha = '']: Parameters): Answer {
  const { git, mostTreeEntries } = repository;
  const tree = git.trees.get(git.commits.get(sha)?.tree ?? sha);
  if (tree === undefined) return error(404, 'Not Found');
  // Any value at all asks for everything, `0` too.
  const isWhole = 'recursive' in query;
  const found: Json[] = [];
  const list = (entries: typeof tree, prefix: string): void => {
    for (const { name, mode, sha: entry } of entries) {
      const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
      const size = git.blobs.get(entry)?.byteLength;
      const path = `${prefix}${name}`;
      found.push({ path, mode, type, sha: entry, ...(type === 'blob' ? { size } : {}) });
      if (isWhole && type === 'tree') list(git.trees.get(entry) ?? [], `${path}/`);
    }
  };
  list(tree, '');
  const most = isWhole ? mostTreeEntries : found.length;
  return ok({
    sha,
    url: views.urlOf(`git/trees/${sha}`),
    tree: found.slice(0, most),
    truncated: found.length > most,
  });
}

export function getBlob({ repository, views }: Context, [sha = '']: Parameters): Answer {
  const bytes = repository.git.blobs.get(sha);
  if (bytes === undefined) return error(404, 'Not Found');
  // GitHub breaks the lines of base64, after 60 characters.
  const content = Buffer.from(bytes).toString('base64').replaceAll(/.{60}/g, '$&\n');
  const url = views.urlOf(`git/blobs/${sha}`);
  return ok({ sha, node_id: `B_${sha}`, size: bytes.byteLength, url, content, encoding: 'base64' });
}

export function getRepository({ views }: Context): Answer {
  return ok(views.repository());
}

export function getRef({ repository, views }: Context, [name = '']: Parameters): Answer {
  if (repository.branches.size === 0) return error(409, 'Git Repository is empty.');
  const commit = repository.branches.get(name.replace(/^heads\//, ''));
  return commit === undefined ? error(404, 'Not Found') : ok(views.ref(name, commit));
}

export function listCommits(context: Context): Answer {
  const { repository, views, query } = context;
  if (repository.branches.size === 0) return error(409, 'Git Repository is empty.');
  const start = query['sha'] ?? 'main';
  const head = repository.branches.get(start) ?? start;
  if (!repository.git.commits.has(head)) return error(404, 'Not Found');
  const { until = '9' } = query;
  const found = repository.git.log(head).filter(({ date }) => date <= until);
  return page(context, found, (commit) => views.listedCommit(commit));
}

export function compare(context: Context, [basehead = '']: Parameters): Answer {
  const { repository, views } = context;
  const [base, head] = basehead.split('...').map((sha) => repository.git.commits.get(sha));
  if (base === undefined || head === undefined) return error(404, 'Not Found');
  const commits = repository.git.between(base.sha, head.sha);
  const view = (items: readonly StoredCommit[]): Json => views.comparison(base, head, commits, items);
  return paged(context, commits, view);
}

export function listStatuses(context: Context, [commit = '']: Parameters): Answer {
  const { repository, views } = context;
  const found = repository.statuses.filter((status) => status.commit === commit).toReversed();
  return page(context, found, (status) => views.status(status));
}

/** GitHub: "there is a limit of 1000 statuses per sha and context". */
const mostStatuses = 1000;

export function createStatus(context: Context, [commit = '']: Parameters): Answer {
  const { repository, views, login: creator, body } = context;
  const name = textOf(body, 'context') ?? 'default';
  const state = textOf(body, 'state') ?? '';
  const description = textOf(body, 'description');
  const there = repository.statuses.filter((one) => one.commit === commit && one.context === name);
  const isWrong = !['error', 'failure', 'pending', 'success'].includes(state);
  if (isWrong || there.length >= mostStatuses || (description?.length ?? 0) > 140)
    return error(422, 'Validation Failed');
  if (!repository.git.commits.has(commit)) return error(422, `No commit found for SHA: ${commit}`);
  const url = textOf(body, 'target_url');
  const status = repository.status({ commit, state, context: name, description, url, creator });
  return ok(views.status(status), 201);
}

/** In a public repository everybody may read; this one is private. */
export function getPermission({ repository, views }: Context, [login = '']: Parameters): Answer {
  const permission = repository.permissions.get(login) ?? 'none';
  const can = (level: number): boolean => ['none', 'read', 'write', 'admin'].indexOf(permission) >= level;
  const permissions = { pull: can(1), triage: can(2), push: can(2), maintain: can(3), admin: can(3) };
  const user = { ...views.user(login), permissions, role_name: permission };
  return ok({ permission, role_name: permission, user });
}
