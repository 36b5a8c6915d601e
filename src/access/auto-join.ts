import type { LiveGroup } from '../live/organization.ts';
import { isObject, textOf } from '../live/read.ts';
import type { AccessGroup } from '../model/access.ts';

/** The auto-join of a group; `null` when it is off. */
export function accessAutoJoinOf({ autoJoin, object }: LiveGroup): AccessGroup['auto_join'] {
  if (autoJoin === null) return null;
  const setting = object['autoJoin'];
  return { role: autoJoin, scope: isObject(setting) ? textOf(setting['scope']) : null };
}

/**
 * Whether auto-join is for somebody with this role in the organization: `read_plus` leaves out who has no access there.
 *
 * @param role `null` for who is no member, whom it is never for
 */
export function mayJoin({ scope }: NonNullable<AccessGroup['auto_join']>, role: string | null): boolean {
  return role !== null && !(scope === 'read_plus' && role === 'no_access');
}
