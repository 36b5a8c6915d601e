import { roles } from '../../model/membership.ts';

/** The rank of a role, from 0; -1 for a role that the Hub shows and this program does not know. */
export function rankOf(role: string): number {
  const known: readonly string[] = roles;
  return known.indexOf(role);
}

/**
 * Whether the step takes something away: a removal, a lower role, or a step from or to a role whose rank is not known.
 *
 * @param before `null`: not in the group
 * @param after `null`: not in the group any more
 */
export function isDestructive(before: string | null, after: string | null): boolean {
  if (before === null) return false;
  if (after === null) return true;
  // A role whose rank is not known is below all others, as what comes after.
  return rankOf(before) === -1 || rankOf(after) < rankOf(before);
}
