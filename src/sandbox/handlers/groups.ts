import { isOrganizationAdmin, maySee, requireGroupMaker } from '../access.ts';
import { type AutoJoinBody, readCreateGroup, readSettings, readUpdateGroup } from '../bodies.ts';
import { refuse } from '../failure.ts';
import type { AutoJoin } from '../settings.ts';
import { groupView } from '../views.ts';
import { groupAnswer, inGroup, inOrganization, ok } from './call.ts';
import { checkEntries } from './group-users.ts';
import { checkRepositories } from './repositories.ts';

/** `GET G`: the groups that the token may see. */
export const listGroups = inOrganization('read', 'plan', (call) => {
  const visible = call.directory.groups().filter((group) => maySee(call.identity, group));
  return ok(visible.map((group) => groupView(call.directory, group, call.settings.resourceField)));
});

/** `GET G/{id}`. */
export const getGroup = inGroup('read', (call, group) => groupAnswer(call, group.id));

/**
 * `POST G`, all or nothing: users are added under the rules of adding users, and repositories move out of the group they
 * are in.
 */
export const createGroup = inOrganization('read', 'plan', (call) => {
  requireGroupMaker(call.identity);
  const body = readCreateGroup(call.body);
  const users = body.users ?? [];
  const repos = body.repos ?? [];
  checkEntries(call.directory, call.settings, users, null);
  const moved = checkRepositories(call.directory, call.identity, repos);
  if (!isOrganizationAdmin(call.identity) && !users.some(({ role }) => role === 'admin'))
    throw refuse.permission('make a resource group without an admin in it');

  const by = call.identity.account.name;
  const { id } = call.directory.createGroup(body.name, { description: body.description ?? null });
  for (const { user, role } of users) call.directory.setRole(id, user, role, by);
  for (const resource of moved) call.directory.move(resource, id, by);
  if (body.autoJoin !== undefined) call.directory.setAutoJoin(id, autoJoinOf(body.autoJoin));
  return groupAnswer(call, id);
});

/** `PATCH G/{id}`. */
export const updateGroup = inGroup('admin', (call, group) => {
  const body = readUpdateGroup(call.body);
  const { plan } = call.directory.organization;
  if (body.spendLimits !== undefined && plan === 'team') throw refuse.limits();
  call.directory.updateGroup(group.id, body);
  return groupAnswer(call, group.id);
});

/** `POST G/{id}/settings`. */
export const setSettings = inGroup('admin', (call, group) => {
  const { autoJoin } = readSettings(call.body);
  // Each would undo the other; that the Hub refuses it is inferred.
  if (autoJoin !== undefined && group.scim && autoJoinOf(autoJoin).enabled) throw refuse.scim();
  if (autoJoin !== undefined) call.directory.setAutoJoin(group.id, autoJoinOf(autoJoin));
  return groupAnswer(call, group.id);
});

/** `DELETE G/{id}`. */
export const deleteGroup = inGroup('admin', (call, group) => {
  call.directory.deleteGroup(group.id);
  return ok({ success: true });
});

function autoJoinOf(body: AutoJoinBody): AutoJoin {
  if (body.role === undefined || String(body.enabled) === 'false') return { enabled: false };
  return { enabled: true, role: body.role, ...(body.scope === undefined ? {} : { scope: body.scope }) };
}
