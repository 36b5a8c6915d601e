import type { Live } from '../live/organization.ts';
import { type Change, type GuardName, guardNames, type Policy, type Violation } from '../model/plan.ts';
import { defaultLimits } from '../plan/guards/limits.ts';
import { runGuards, violationKey } from '../plan/guards/run.ts';
import { compareViolations } from '../plan/order.ts';

/** What an earlier plan is guarded by when it is made. */
export interface Guarding {
  /** Each must be kept; of two that find the same, the first one's words are told. */
  readonly policies: readonly Policy[];
  readonly waived: ReadonlySet<GuardName>;
}

/**
 * Runs the guards of an earlier plan again, against what is live now: an admin may have left since.
 *
 * @param changes with `destructive` as their values say
 * @param already indices of changes that are so by now, and so cannot harm
 */
export function reguard(
  changes: readonly Change[],
  live: Live,
  already: ReadonlySet<number>,
  { policies, waived }: Guarding,
): readonly Violation[] {
  const left = changes.filter((_change, index) => !already.has(index));
  const found = policies.flatMap((policy) => runGuards({ changes: left, live, policy }, waived));
  const first = new Map<string, Violation>();
  for (const violation of found) {
    const key = violationKey(violation);
    if (!first.has(key)) first.set(key, violation);
  }
  const rank = (violation: Violation): number => guardNames.indexOf(violation.guard);
  return [...first.values()].sort((a, b) => rank(a) - rank(b) || compareViolations(a, b));
}

/**
 * What a saved plan is guarded by without its files: its own guards, and the defaults where they are stricter, since
 * who edits the plan would edit its guards as well.
 */
export function ownGuarding(policy: Policy, waive: readonly GuardName[]): Guarding {
  return { policies: [policy, { ...policy, ...defaultLimits }], waived: new Set(waive) };
}
