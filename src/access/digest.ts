import { createHash } from 'node:crypto';
import type { AccessReport } from '../model/access.ts';
import type { ComparedColumn } from '../model/access-comparison.ts';
import type { AccessRow } from '../model/access-row.ts';

/**
 * The columns that make two rows the same, in the order of the digest. Where a line stands, who added somebody, and
 * what the audit log says of it are no part of who has access.
 */
export const comparedColumns = [
  'user',
  'fullname',
  'email',
  'organization_role',
  'external',
  'two_factor',
  'service_account',
  'group',
  'group_id',
  'live_role',
  'declared_role',
  'via',
  'team',
  'include',
  'reason',
  'expires',
  'status',
] as const satisfies readonly ComparedColumn[];

const rowsAtOnce = 500;

/**
 * `sha256:` and the hex digest of the UTF-8 bytes of these lines, each ended by a line feed: `hf-groups-access/1 TAB
 * endpoint TAB organization` (in lower case), then for each row the JSON array of its {@link comparedColumns}.
 */
export function accessDigest({
  endpoint,
  organization,
  rows,
}: Pick<AccessReport, 'endpoint' | 'organization' | 'rows'>): string {
  const hash = createHash('sha256');
  hash.update(`hf-groups-access/1\t${endpoint}\t${organization.toLowerCase()}\n`);
  // In pieces: a hash is slow to take many short texts, and one of all of them would be large.
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const values = rows.slice(at, at + rowsAtOnce).map(comparedValues);
    hash.update(values.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  return `sha256:${hash.digest('hex')}`;
}

/** The values of {@link comparedColumns}; written out, since there are as many rows as memberships. */
function comparedValues(row: AccessRow): readonly unknown[] {
  return [
    row.user,
    row.fullname,
    row.email,
    row.organization_role,
    row.external,
    row.two_factor,
    row.service_account,
    row.group,
    row.group_id,
    row.live_role,
    row.declared_role,
    row.via,
    row.team,
    row.include,
    row.reason,
    row.expires,
    row.status,
  ];
}
