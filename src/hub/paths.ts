import { KnownError } from '../errors.ts';
import { visible } from '../text/visible.ts';

/*
 * The Hub's API paths, without endpoint and query. Every part is percent-encoded. A part that is empty, `.` or `..` is
 * refused: with it the path would name something else (`…/users/..` is the group itself).
 */

/** The organization's Resource Groups: list and create. */
export function groupsPath(organization: string): string {
  return `/api/organizations/${part(organization, 'an organization')}/resource-groups`;
}

/** One group: read, update, delete. */
export function groupPath(organization: string, id: string): string {
  return `${groupsPath(organization)}/${part(id, 'a group id')}`;
}

/** Settings of one group (`autoJoin`). */
export function groupSettingsPath(organization: string, id: string): string {
  return `${groupPath(organization, id)}/settings`;
}

/** The users of one group: add. */
export function groupUsersPath(organization: string, id: string): string {
  return `${groupPath(organization, id)}/users`;
}

/** One user of one group: change the role, remove. */
export function groupUserPath(organization: string, id: string, user: string): string {
  return `${groupUsersPath(organization, id)}/${part(user, 'a username')}`;
}

/** The organization's members: list. */
export function membersPath(organization: string): string {
  return `/api/organizations/${part(organization, 'an organization')}/members`;
}

/** One member's role in the organization: set, and their groups with it. */
export function organizationRolePath(organization: string, user: string): string {
  return `${membersPath(organization)}/${part(user, 'a username')}/role`;
}

/** The organization's service accounts: list. */
export function serviceAccountsPath(organization: string): string {
  return `/api/organizations/${part(organization, 'an organization')}/service-accounts`;
}

/** What was done in the organization: export. */
export function auditLogPath(organization: string): string {
  return `/api/organizations/${part(organization, 'an organization')}/audit-log/export`;
}

/** All repositories of the organization, in groups or not: list. */
export function repositoriesPath(organization: string): string {
  return `/api/organizations/${part(organization, 'an organization')}/settings/repositories`;
}

/** What groups have used this month. */
export function usagePath(organization: string): string {
  return `/api/organizations/${part(organization, 'an organization')}/billing/usage-by-resource-group`;
}

/** The group that a repository or a collection is in: set. @param name of a collection slug and id */
export function resourceGroupPath(type: string, namespace: string, name: string): string {
  return `/api/${part(type, 'a type')}s/${part(namespace, 'a namespace')}/${part(name, 'a repository')}/resource-group`;
}

/** The token's own user. */
export const whoamiPath = '/api/whoami-v2';

function part(text: string, what: string): string {
  if (text === '' || text === '.' || text === '..' || /\p{Cs}/u.test(text)) {
    throw new KnownError('usage', `“${visible(text, 100)}” cannot be ${what}`);
  }
  return encodeURIComponent(text);
}
