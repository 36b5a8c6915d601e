import { readMemberRole } from '../bodies.ts';
import { refuse } from '../failure.ts';
import { type Account, accountKey, type Group } from '../model.ts';
import { nextLink, pageOf } from '../paging.ts';
import { memberViews, serviceAccountViews, whoamiView } from '../views.ts';
import { type Call, type Handler, inOrganization, ok, param } from './call.ts';
import { requireUnmanaged } from './group-users.ts';

// What the Hub's description takes for an e-mail address, less its exact bounds on the parts.
const emailShape = /^[A-Za-z0-9_'+.-]+@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** `GET …/members`, one page. */
export const listMembers = inOrganization('read', 'no plan', (call) => {
  const page = pageOf(filtered(call), (account) => call.directory.arrival(account), call.url.searchParams);
  return ok(
    memberViews(call.directory, page.items, call.identity),
    page.cursor === null ? {} : { Link: nextLink(call.url, page.cursor) },
  );
});

function filtered(call: Call): readonly Account[] {
  const { searchParams } = call.url;
  const search = (searchParams.get('search') ?? '').toLowerCase();
  const email = searchParams.get('email');
  if (email !== null && !emailShape.test(email)) throw refuse.request('email is not an e-mail address');
  const wanted = email?.toLowerCase() ?? '';
  const domain = wanted.slice(wanted.indexOf('@') + 1);
  const byEmail = email !== null && call.directory.organization.emailDomains.includes(domain);
  return call.directory
    .members()
    .filter((account) => `${account.name} ${account.fullname}`.toLowerCase().includes(search))
    .filter((account) => !byEmail || account.email?.toLowerCase() === wanted);
}

/**
 * `PUT …/members/{username}/role`: the groups named are all the groups the member is in afterwards. Without them the
 * member is taken out of every group.
 */
export const changeMemberRole = inOrganization('admin', 'plan', (call) => {
  const { role, resourceGroups = [] } = readMemberRole(call.body);
  const account = call.directory.account(param(call, 'username'));
  if (account?.kind !== 'member') throw refuse.missing('Member');
  const roles = new Map(resourceGroups.map((one) => [one.id.toLowerCase(), one.role]));
  for (const id of roles.keys()) {
    if (call.directory.group(id) === undefined) throw refuse.missing('Resource group');
  }
  const roleNow = (group: Group): string | undefined => group.users.get(accountKey(account.name))?.role;
  const changed = call.directory.groups().filter((group) => roleNow(group) !== roles.get(group.id));
  for (const group of changed) requireUnmanaged(group, account);

  call.directory.setOrganizationRole(account.name, role);
  for (const group of changed) {
    const next = roles.get(group.id);
    if (next === undefined) call.directory.removeFromGroup(group.id, account.name);
    else call.directory.setRole(group.id, account.name, next, call.identity.account.name);
  }
  return ok({ success: true });
});

/** `GET …/service-accounts`. */
export const listServiceAccounts = inOrganization('organization', 'plan', (call) =>
  ok(serviceAccountViews(call.directory)),
);

/** `GET …/audit-log/export`, where `q` is `type:NAME` or nothing. */
export const exportAuditLog = inOrganization('organization', 'plan', (call) =>
  ok(call.audit.events(call.url.searchParams.get('q'))),
);

/** `GET /api/whoami-v2`: works for every token, also one that waits for approval. */
export const whoami: Handler = (call) => ok(whoamiView(call.directory, call.identity));
