import { targetKey } from '../../model/change.ts';
import { type Change, type GuardName, guardNames, type Violation } from '../../model/plan.ts';
import type { Source } from '../../model/source.ts';
import { compareViolations } from '../order.ts';
import { emptiedGroup } from './emptied-group.ts';
import { groupDeletion } from './group-deletion.ts';
import type { Guard, GuardInput } from './guard.ts';
import { lastAdmin } from './last-admin.ts';
import { massJoin } from './mass-join.ts';
import { maxRemovals } from './max-removals.ts';
import { outlookOf } from './outlook.ts';
import { protectedMember } from './protected-member.ts';
import { resourceExposure } from './resource-exposure.ts';
import { selfLockout } from './self-lockout.ts';
import { spendBelowUsage } from './spend-below-usage.ts';

/** Every guard there is: what it checks, and what the documentation says of it. */
export const guards: { readonly [Name in GuardName]: Guard } = {
  'max-removals': maxRemovals,
  'emptied-group': emptiedGroup,
  'last-admin': lastAdmin,
  'self-lockout': selfLockout,
  'protected-member': protectedMember,
  'group-deletion': groupDeletion,
  'resource-exposure': resourceExposure,
  'mass-join': massJoin,
  'spend-below-usage': spendBelowUsage,
};

/**
 * What all guards find, in their order, each by group and user.
 *
 * @param waived the guards that may be passed this time
 */
export function runGuards(input: GuardInput, waived: ReadonlySet<GuardName>): readonly Violation[] {
  const outlook = outlookOf(input);
  return guardNames.flatMap((guard) => {
    const findings = guards[guard].check(outlook).toSorted(compareViolations);
    if (findings.length === 0) return [];
    const lines = linesOf(guards[guard], input.changes);
    return findings.map((finding) => ({
      guard,
      ...finding,
      source: finding.source ?? lines.get(targetKey(finding.group)) ?? null,
      waived: waived.has(guard),
    }));
  });
}

/** By target, the line of the first change that a finding of the guard would be about. */
function linesOf(guard: Guard, changes: readonly Change[]): ReadonlyMap<string, Source | null> {
  const lines = new Map<string, Source | null>();
  for (const change of changes) {
    const key = targetKey(change.group);
    if (!lines.has(key) && guard.concerns(change)) lines.set(key, change.source);
  }
  return lines;
}

/** Tells violations apart, whatever their words: by guard, target and person. */
export function violationKey({
  guard,
  group,
  user,
}: Omit<Violation, 'waived' | 'message' | 'source'>): string {
  return JSON.stringify([guard, targetKey(group), user?.toLowerCase() ?? null]);
}

/** Whether something stands in the way of making the plan. */
export function isRefused(violations: readonly Violation[]): boolean {
  return violations.some((violation) => !violation.waived);
}
