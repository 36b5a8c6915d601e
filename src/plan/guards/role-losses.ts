import { isLowerRole } from '../../kinds/organization-role/change.ts';
import type { Live } from '../../live/organization.ts';
import type { Change } from '../../model/plan.ts';
import type { Loss } from './guard.ts';

/** Who has a lower role in the organization afterwards. */
export function roleLosses(
  changes: readonly Change[],
  { people }: Live,
  after: Live['people'],
): readonly Loss[] {
  if (after === people) return [];
  const asked = new Map(
    changes.flatMap((change) =>
      change.kind === 'organization_role' ? [[change.user.toLowerCase(), change.source] as const] : [],
    ),
  );
  return [...people].flatMap(([key, { user, role: before }]): readonly Loss[] => {
    const now = after.get(key)?.role ?? null;
    const isLess = before !== null && before !== now && (now === null || isLowerRole(before, now));
    return isLess ? [{ group: null, user, before, after: now, source: asked.get(key) ?? null }] : [];
  });
}
