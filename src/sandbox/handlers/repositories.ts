import { type Identity, maySee, requireAdmin, requireGroupAdmin, requireReading } from '../access.ts';
import { readResourceGroup } from '../bodies.ts';
import type { Directory } from '../directory.ts';
import { refuse } from '../failure.ts';
import type { Group, Resource } from '../model.ts';
import { movedView, repositoryViews } from '../views.ts';
import { type Call, type Handler, inOrganization, ok, param, requirePlan } from './call.ts';

/** A repository or a collection, and the group it is in. */
interface Found {
  readonly resource: Resource;
  readonly group: Group | null;
}

/**
 * `POST /api/{models,…}/{ns}/{repo}/resource-group`, and the same of a collection (`{slug}-{id}`): puts it into a group,
 * out of the one it was in. Who may write both groups may do it; out of no group into none is for organization admins.
 */
export function setResourceGroup(type: string): Handler {
  return (call) => {
    const found = ownThing(call, type);
    const { resourceGroupId } = readResourceGroup(call.body);
    const target = resourceGroupId === null ? null : call.directory.group(resourceGroupId);
    if (target === undefined) throw refuse.missing('Resource group');
    if (target !== null) requireGroupAdmin(call.identity, target);
    requireMoving(call.identity, found);
    if (target === null && found.group === null) requireAdmin(call.identity);
    const addedBy = call.identity.account.name;
    call.directory.move(found.resource, resourceGroupId, addedBy);
    return ok(movedView({ ...found.resource, addedBy }));
  };
}

/** `GET` of the same path. What it answers for a repository in no group is not published: here it is a 404. */
export function getResourceGroup(type: string): Handler {
  return (call) => {
    const { group } = ownThing(call, type);
    if (group === null || !maySee(call.identity, group)) throw refuse.missing('Resource group');
    return ok({ id: group.id, name: group.name, numUsers: group.users.size });
  };
}

/** `GET …/settings/repositories`: of a list of organization admins all, in one answer. */
export const listRepositories = inOrganization('organization', 'no plan', (call) => {
  const { searchParams } = call.url;
  const search = (searchParams.get('search') ?? '').toLowerCase();
  const type = searchParams.get('type');
  const limit = searchParams.get('limit') ?? String(Number.MAX_SAFE_INTEGER);
  if (!/^[1-9]\d{0,15}$/.test(limit)) throw refuse.request('limit must be a whole number from 1');
  const found = call.directory
    .repositories()
    .filter((one) => (type === null || one.type === type) && one.name?.toLowerCase().includes(search));
  return ok(repositoryViews(found.slice(0, Number(limit))));
});

/** The things that a new group is to have. Throws 404 for unknown ones, 403 for those that may not be moved there. */
export function checkRepositories(
  directory: Directory,
  identity: Identity,
  repos: readonly Pick<Resource, 'type' | 'name'>[],
): readonly Resource[] {
  const unknown = repos.filter((one) => directory.thing(one) === undefined);
  if (unknown.length > 0) throw refuse.missing(`Repositories ${unknown.map(({ name }) => name).join(', ')}`);
  return repos.flatMap((one) => {
    const found = directory.thing(one);
    if (found === undefined) return [];
    requireOwn(directory, found.resource);
    requireMoving(identity, found);
    return found.resource;
  });
}

function ownThing(call: Call, type: string): Found {
  requireReading(call.identity);
  const namespace = param(call, 'namespace');
  const found = call.directory.thing(
    type === 'collection'
      ? { type, id: idOf(param(call, 'repo')) }
      : { type, name: `${namespace}/${param(call, 'repo')}` },
  );
  const isOthers = type === 'collection' && !isOwn(call.directory, namespace);
  if (found === undefined || isOthers)
    throw refuse.missing(type === 'collection' ? 'Collection' : 'Repository');
  requireOwn(call.directory, found.resource);
  requirePlan(call);
  return found;
}

/** The id that ends `SLUG-ID`. */
function idOf(slug: string): string {
  return /(?:^|-)([0-9a-f]{24})$/.exec(slug)?.[1] ?? '';
}

/** Who may not take a repository out of its group may not move it. */
function requireMoving(identity: Identity, { group }: Found): void {
  if (group !== null) requireGroupAdmin(identity, group);
}

function requireOwn(directory: Directory, { name }: Resource): void {
  if (name !== undefined && !isOwn(directory, name.split('/')[0] ?? '')) throw refuse.others(name);
}

function isOwn({ organization }: Directory, namespace: string): boolean {
  return namespace.toLowerCase() === organization.name.toLowerCase();
}
