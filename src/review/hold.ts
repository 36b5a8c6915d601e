import type { Waiver } from '../config/declaration.ts';
import { kindOf, makesGroup } from '../kinds/registry.ts';
import type { Live } from '../live/organization.ts';
import { targetKey } from '../model/change.ts';
import type { Change, GuardName, Plan, Violation } from '../model/plan.ts';
import { digestOf } from '../plan/digest.ts';
import { runGuards, violationKey } from '../plan/guards/run.ts';
import { type ReviewedPlan, type ReviewMode, seenIn, unreviewed, type Vouchers } from './reviewed.ts';

/** What may be made of a plan. */
export interface Held {
  /** Indices of the changes that wait for a review. */
  readonly back: ReadonlySet<number>;
  /** What the guards say of the others alone. */
  readonly violations: readonly Violation[];
}

/**
 * Holds back what nobody has reviewed, one by one, and lets the guards look at what is left. Where they then find
 * something in a group that no reviewer was shown (a change was held back without which a removal leaves no admin, or
 * somebody has taken away the other admin by hand), the group's removals and lower roles wait, so that nobody stops the
 * changes of other groups by what they do in their own. What a reviewed plan was refused for refuses all of it again.
 *
 * @param waivers of the files
 */
export function holdBack(
  plan: Plan,
  live: Live,
  vouchers: Vouchers,
  mode: ReviewMode,
  waivers: readonly Waiver[],
): Held {
  const waiting = new Set(unreviewed(plan, vouchers, mode));
  const waived = waiverJudge(plan, live, vouchers.plans, waivers);
  const isNew =
    mode !== 'off' && vouchers.digest === null && vouchers.plans.every(({ refused }) => refused === false);
  for (;;) {
    const left = plan.changes.filter((change) => !waiting.has(change));
    const violations = waived(left);
    const held = new Set([...waiting].flatMap((change) => touchedBy(change)));
    const incomplete = new Set(
      violations
        .filter(({ group, user, waived: passes }) => !passes && (group !== null || user !== null))
        .map(({ group }) => targetKey(group))
        .filter((key) => isNew || held.has(key)),
    );
    const unmade = new Set([...waiting].filter(makesGroup).map(({ group }) => targetKey(group)));
    const more = left.filter((change) =>
      touchedBy(change).some((key) => unmade.has(key) || (change.destructive && incomplete.has(key))),
    );
    for (const change of more) waiting.add(change);
    if (more.length > 0) continue;
    const back = new Set(plan.changes.flatMap((change, index) => (waiting.has(change) ? [index] : [])));
    return { back, violations };
  }
}

function touchedBy(change: Change): readonly string[] {
  return kindOf(change).touches(change).map(targetKey);
}

/**
 * Gives the guards' findings for a part of a plan. A finding is waived when the file waives its guard for the digest of
 * exactly this part, or for that of a plan (this one, or one that was reviewed) whose own part of it has the finding,
 * while all else of it has not: two plans together can do what neither was waived for.
 */
function waiverJudge(
  plan: Plan,
  live: Live,
  reviewed: readonly ReviewedPlan[],
  waivers: readonly Waiver[],
): (left: readonly Change[]) => readonly Violation[] {
  const { policy, endpoint, organization } = plan;
  const find = (changes: readonly Change[]): readonly Violation[] =>
    runGuards({ changes, live, policy }, new Set());
  const guardsOf = new Map<string | null, Set<GuardName>>();
  for (const { digest, guard } of waivers)
    guardsOf.set(digest, (guardsOf.get(digest) ?? new Set()).add(guard));
  const own: ReviewedPlan = { digest: plan.digest, destructive: null, changes: null, refused: null };
  const known = [own, ...reviewed].flatMap((one) => {
    const guards = guardsOf.get(one.digest);
    return guards === undefined ? [] : [{ guards, has: seenIn(plan, [one]) }];
  });
  return (left) => {
    const found = find(left);
    const exact = guardsOf.get(digestOf(endpoint, organization, left));
    const passed = new Set<string>();
    for (const { guards, has } of known) {
      const rest = new Set(find(left.filter((change) => !has(change))).map(violationKey));
      for (const violation of find(left.filter(has))) {
        if (guards.has(violation.guard) && !rest.has(violationKey(violation)))
          passed.add(violationKey(violation));
      }
    }
    return found.map((violation) => ({
      ...violation,
      waived: exact?.has(violation.guard) === true || passed.has(violationKey(violation)),
    }));
  };
}
