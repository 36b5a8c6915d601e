import { requireAdmin, requireGroupAdmin, requireReading } from '../access.ts';
import { readResourceGroup } from '../bodies.ts';
import { refuse } from '../failure.ts';
import { type Handler, ok, param, requirePlan } from './call.ts';

/**
 * `POST /api/{models,…}/{ns}/{repo}/resource-group`: puts a repository into a group, out of the one it was in. Who may
 * write both groups may do it; out of no group into none is for organization admins.
 */
export function setResourceGroup(type: string): Handler {
  return (call) => {
    requireReading(call.identity);
    const name = `${param(call, 'namespace')}/${param(call, 'repo')}`;
    const found = call.directory.repository(type, name);
    if (found?.resource.name === undefined) throw refuse.missing('Repository');
    requirePlan(call);
    const { resourceGroupId } = readResourceGroup(call.body);
    const target = resourceGroupId === null ? null : call.directory.group(resourceGroupId);
    if (target === undefined) throw refuse.missing('Resource group');
    if (target !== null) requireGroupAdmin(call.identity, target);
    if (found.group !== null) requireGroupAdmin(call.identity, found.group);
    if (target === null && found.group === null) requireAdmin(call.identity);
    const addedBy = call.identity.account.name;
    call.directory.moveRepository(type, name, resourceGroupId, addedBy);
    return ok({ name: found.resource.name, type, private: found.resource.private ?? true, addedBy });
  };
}
