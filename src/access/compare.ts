import type { AccessReport } from '../model/access.ts';
import type { AccessChange, AccessComparison } from '../model/access-comparison.ts';
import type { AccessRow } from '../model/access-row.ts';
import { comparedColumns } from './digest.ts';

/** What has changed since an earlier report of the same scope: nothing exactly when both have one digest. */
export function compareAccess(
  earlier: Pick<AccessReport, 'created_at' | 'digest' | 'complete' | 'rows'>,
  rows: readonly AccessRow[],
  file: string,
): AccessComparison {
  const before = new Map(earlier.rows.map((row) => [keyOf(row), row]));
  const added: AccessRow[] = [];
  const changed: AccessChange[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    const old = before.get(key);
    before.delete(key);
    if (old === undefined) added.push(row);
    else {
      const fields = comparedColumns.filter((column) => old[column] !== row[column]);
      if (fields.length > 0) changed.push({ before: old, after: row, fields });
    }
  }
  const { created_at, digest, complete } = earlier;
  return {
    earlier: { file, created_at, digest, complete },
    added,
    removed: [...before.values()],
    changed,
  };
}

/**
 * What makes two rows the same one: a person and a group. The way is part of it only where it is not the one that
 * counts, so that somebody who was added by hand and is declared now has changed, and has not come and gone.
 */
function keyOf({ group, group_id: id, user, primary, via, team }: AccessRow): string {
  return JSON.stringify([id ?? group, user.toLowerCase(), ...(primary ? [] : [via, team])]);
}
