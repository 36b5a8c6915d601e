import { kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/types.ts';
import { runGuards } from '../plan/guards/run.ts';
import type { GuardName, Plan, Violation } from '../plan/types.ts';

/**
 * Runs the guards of an earlier plan again, against what is live now: an admin may have left since. What the plan
 * waived stays waived, and what it ran into then still stands.
 *
 * @param already indices of changes that are so by now, and so cannot harm
 */
export function reguard(
  plan: Plan,
  live: Live,
  already: ReadonlySet<number>,
  waive: readonly GuardName[],
): readonly Violation[] {
  const waived = new Set([
    ...waive,
    ...plan.violations.filter((violation) => violation.waived).map(({ guard }) => guard),
  ]);
  // Whether a change takes something away is said by its values, not by what an edited file claims.
  const changes = plan.changes
    .filter((_change, index) => !already.has(index))
    .map((change) => ({ ...change, destructive: kindOf(change).isDestructive(change) }));
  const now = runGuards({ changes, live, policy: plan.policy }, waived);
  const then = plan.violations.map((violation) => ({ ...violation, waived: waived.has(violation.guard) }));
  const known = new Set(now.map(keyOf));
  return [...now, ...then.filter((violation) => !known.has(keyOf(violation)))];
}

function keyOf({ guard, group, user }: Violation): string {
  return [guard, group?.id ?? '', user ?? ''].join('\t');
}
