import type { Live } from '../live/organization.ts';
import type { AccessRow } from '../model/access.ts';
import { compareCodePoints } from '../text/order.ts';
import type { Directory } from './directory.ts';

/** Who has access to a repository that is in no group: every member of the organization, by the role there. */
export function rowsThroughOrganization(live: Live, directory: Directory): readonly AccessRow[] {
  return [...live.people]
    .filter(([, { role }]) => role !== 'no_access')
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([, { user, role }]) => ({
      ...directory.columnsOf(user),
      group: null,
      group_id: null,
      live_role: role ?? '?',
      declared_role: null,
      via: role === 'admin' ? 'organization admin' : 'organization role',
      team: null,
      include: null,
      source: null,
      reason: null,
      expires: null,
      expired: false,
      status: 'unmanaged',
      blocked: null,
      primary: true,
      added_by: null,
      event: null,
    }));
}
