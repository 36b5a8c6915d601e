import type { AccessSummary } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';

/** Ways that are no membership: the role in the organization gives them. */
const throughOrganization: ReadonlySet<AccessRow['via']> = new Set([
  'organization admin',
  'organization role',
]);

/** Whether the row is about a membership, live or declared, and not about what the organization gives. */
export function isMembership({ via }: AccessRow): boolean {
  return !throughOrganization.has(via);
}

/** Counts rows. What is counted adds up, as `AccessSummary` says. */
export function summaryOf(rows: readonly AccessRow[], groups: number): AccessSummary {
  const byWay = {
    'own entry': 0,
    team: 0,
    'auto-join': 0,
    'organization admin': 0,
    'organization role': 0,
    none: 0,
  };
  const byStatus = { as_declared: 0, differs: 0, undeclared: 0, unmanaged: 0, missing: 0, blocked: 0 };
  const people = new Set<string>();
  let memberships = 0;
  let through = 0;
  for (const row of rows) {
    byWay[row.via ?? 'none'] += 1;
    if (row.live_role !== null) people.add(row.user.toLowerCase());
    if (!row.primary) continue;
    if (!isMembership(row)) through += 1;
    else {
      byStatus[row.status] += 1;
      if (row.live_role !== null) memberships += 1;
    }
  }
  return {
    rows: rows.length,
    people: people.size,
    groups,
    memberships,
    ways: byWay,
    statuses: byStatus,
    through_organization: through,
  };
}
