import { refuse } from './failure.ts';
import { usageByGroup } from './handlers/billing.ts';
import type { Handler } from './handlers/call.ts';
import { addUsers, changeRole, removeUser } from './handlers/group-users.ts';
import {
  createGroup,
  deleteGroup,
  getGroup,
  listGroups,
  setSettings,
  updateGroup,
} from './handlers/groups.ts';
import {
  changeMemberRole,
  exportAuditLog,
  listMembers,
  listServiceAccounts,
  whoami,
} from './handlers/members.ts';
import { getResourceGroup, listRepositories, setResourceGroup } from './handlers/repositories.ts';

/** One call of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Parts that begin with a colon stand for any one part of a path. */
  readonly path: string;
  readonly handle: Handler;
}

const organization = '/api/organizations/:org';
const groups = `${organization}/resource-groups`;

/** The whole API of this server. */
export const routes: readonly Route[] = [
  { method: 'GET', path: '/api/whoami-v2', handle: whoami },
  { method: 'GET', path: `${organization}/members`, handle: listMembers },
  { method: 'PUT', path: `${organization}/members/:username/role`, handle: changeMemberRole },
  { method: 'GET', path: groups, handle: listGroups },
  { method: 'POST', path: groups, handle: createGroup },
  { method: 'GET', path: `${groups}/:id`, handle: getGroup },
  { method: 'PATCH', path: `${groups}/:id`, handle: updateGroup },
  { method: 'DELETE', path: `${groups}/:id`, handle: deleteGroup },
  { method: 'POST', path: `${groups}/:id/settings`, handle: setSettings },
  { method: 'POST', path: `${groups}/:id/users`, handle: addUsers },
  { method: 'PATCH', path: `${groups}/:id/users/:username`, handle: changeRole },
  { method: 'DELETE', path: `${groups}/:id/users/:username`, handle: removeUser },
  { method: 'GET', path: `${organization}/audit-log/export`, handle: exportAuditLog },
  { method: 'GET', path: `${organization}/service-accounts`, handle: listServiceAccounts },
  { method: 'GET', path: `${organization}/settings/repositories`, handle: listRepositories },
  { method: 'GET', path: `${organization}/billing/usage-by-resource-group`, handle: usageByGroup },
  ...['model', 'dataset', 'space', 'bucket', 'collection'].flatMap((type): readonly Route[] => {
    const path = `/api/${type}s/:namespace/:repo/resource-group`;
    return [
      { method: 'GET', path, handle: getResourceGroup(type) },
      { method: 'POST', path, handle: setResourceGroup(type) },
    ];
  }),
];

/** The route of a request and the named parts of its path, decoded. */
export interface Match {
  readonly handle: Handler;
  readonly params: ReadonlyMap<string, string>;
}

/** Finds the route of a request. Throws 404 for an unknown path, 405 for another method on a known one. */
export function findRoute(method: string, pathname: string): Match {
  const parts = pathname.split('/').map(decode);
  const onPath = routes.flatMap((route) => {
    const params = paramsOf(route.path.split('/'), parts);
    return params === null ? [] : [{ route, params }];
  });
  if (onPath.length === 0) throw refuse.path(pathname);
  const found = onPath.find(({ route }) => route.method === method);
  if (found === undefined)
    throw refuse.method(
      method,
      onPath.map(({ route }) => route.method),
    );
  return { handle: found.route.handle, params: found.params };
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): ReadonlyMap<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params = new Map<string, string>();
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith(':') && part !== '') params.set(expected.slice(1), part);
    else if (expected !== part) return null;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refuse.request('The path is not percent-encoded UTF-8');
  }
}
