import { maySee } from '../access.ts';
import { type AutoJoinBody, readCreateGroup, readSettings, readUpdateGroup } from '../bodies.ts';
import { refuse } from '../failure.ts';
import type { AutoJoin } from '../types.ts';
import { groupView } from '../views.ts';
import { groupAnswer, inGroup, inOrganization, ok } from './call.ts';
import { checkEntries } from './group-users.ts';

/** `GET G`: the groups that the token may see. */
export const listGroups = inOrganization('read', 'plan', (call) => {
  const visible = call.directory.groups().filter((group) => maySee(call.identity, group));
  return ok(visible.map((group) => groupView(call.directory, group, call.settings.resourceField)));
});

/** `GET G/{id}`. */
export const getGroup = inGroup('read', (call, group) => groupAnswer(call, group.id));

/** `POST G`: users are added under the rules of adding users, and repositories move out of the group they are in. */
export const createGroup = inOrganization('admin', 'plan', (call) => {
  const body = readCreateGroup(call.body);
  const users = body.users ?? [];
  const repos = body.repos ?? [];
  checkEntries(call.directory, call.settings, users, null);
  const unknown = repos.filter(({ type, name }) => call.directory.repository(type, name) === undefined);
  if (unknown.length > 0) throw refuse.missing(`Repositories ${unknown.map(({ name }) => name).join(', ')}`);

  const by = call.identity.account.name;
  const { id } = call.directory.createGroup(body.name, { description: body.description ?? null });
  for (const { user, role } of users) call.directory.setRole(id, user, role, by);
  for (const { type, name } of repos) call.directory.moveRepository(type, name, id, by);
  if (body.autoJoin !== undefined) call.directory.setAutoJoin(id, autoJoinOf(body.autoJoin));
  return groupAnswer(call, id);
});

/** `PATCH G/{id}`. */
export const updateGroup = inGroup('admin', (call, group) => {
  call.directory.updateGroup(group.id, readUpdateGroup(call.body));
  return groupAnswer(call, group.id);
});

/** `POST G/{id}/settings`. */
export const setSettings = inGroup('admin', (call, group) => {
  const { autoJoin } = readSettings(call.body);
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
