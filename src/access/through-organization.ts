import type { AccessRow } from '../model/access-row.ts';
import { compareCodePoints } from '../text/order.ts';
import type { Directory } from './directory.ts';
import type { OrganizationRoles } from './organization-roles.ts';

/** Who has access to a repository that is in no group: every member of the organization, by the role there. */
export function rowsThroughOrganization(
  roles: OrganizationRoles,
  directory: Directory,
): readonly AccessRow[] {
  return [...roles.all()]
    .filter(([, { live, declared_role: asked }]) => gives(live) || gives(asked))
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([, { user, live, declared_role, source, status, blocked }]) => ({
      ...directory.columnsOf(user),
      group: null,
      group_id: null,
      live_role: gives(live) ? live : null,
      declared_role,
      via: live === 'admin' ? 'organization admin' : 'organization role',
      team: null,
      include: null,
      source,
      reason: null,
      expires: null,
      expired: false,
      status,
      blocked,
      primary: true,
      added_by: null,
      event: null,
    }));
}

function gives(role: string | null): boolean {
  return role !== null && role !== 'no_access';
}
