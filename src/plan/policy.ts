import type { Guards } from '../config/declaration.ts';
import type { MatchedGroup } from '../kinds/kind.ts';
import type { ProtectedPeople } from '../kinds/membership/protected.ts';
import type { Policy } from '../model/plan.ts';
import { compareCodePoints } from '../text/order.ts';
import { limitsOf } from './guards/limits.ts';

/**
 * What the guards of a run compare with.
 *
 * @param groups those of the run
 */
export function policyOf(
  guards: Guards,
  { names }: Pick<ProtectedPeople, 'names'>,
  groups: readonly MatchedGroup[],
): Policy {
  return {
    ...limitsOf(guards),
    protected_members: names,
    managed_groups: groups
      .filter(({ declared }) => declared.membership !== null)
      .map(({ live: group }) => group.info.id)
      .toSorted(compareCodePoints),
  };
}
