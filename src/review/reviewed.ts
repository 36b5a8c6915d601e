import type { Change, Plan } from '../model/plan.ts';
import { digestLine } from '../plan/digest.ts';
import { changeId, splitIds } from './ids.ts';
import type { Reviewable } from './marker.ts';

/** Which changes are made only if a reviewed plan had them. */
export const reviewModes = ['all', 'destructive', 'off'] as const;
export type ReviewMode = (typeof reviewModes)[number];

/** What is kept of a plan that was reviewed. */
export type ReviewedPlan = Pick<Reviewable, 'digest' | 'destructive' | 'changes' | 'refused'>;

/** What vouches for the changes of a plan. */
export interface Vouchers {
  /** Plans that were reviewed, each of the head that was merged. */
  readonly plans: readonly ReviewedPlan[];
  /** The digest that somebody named who started this very run by hand; `null` for none. */
  readonly digest: string | null;
  /** Lines of the digest that need no other review: what ends by a date that was reviewed. */
  readonly lines: ReadonlySet<string>;
}

/** Whether the mode asks for a review of the change. */
export function isCovered(change: Change, mode: ReviewMode): boolean {
  switch (mode) {
    case 'all':
      return true;
    case 'destructive':
      return change.destructive;
    case 'off':
      return false;
  }
}

/**
 * The changes that reviewed plans had: all when one of them is this very plan, however many changes it has, and
 * otherwise those whose ids they carry.
 */
export function seenIn(
  plan: Pick<Plan, 'digest' | 'changes'>,
  plans: readonly ReviewedPlan[],
): (change: Change) => boolean {
  if (plans.some(({ digest }) => digest === plan.digest)) return () => true;
  const destructive = new Set(plans.flatMap((reviewed) => splitIds(reviewed.destructive)));
  const others = new Set(plans.flatMap(({ changes }) => splitIds(changes)));
  // The two are kept apart: the id of an addition never vouches for something that takes away.
  return (change) => (change.destructive ? destructive : others).has(changeId(change));
}

/**
 * The changes that the mode covers and that nobody has reviewed.
 *
 * @returns in the order of the plan; empty when all may be made
 */
export function unreviewed(
  plan: Pick<Plan, 'digest' | 'changes'>,
  { plans, digest, lines }: Vouchers,
  mode: ReviewMode,
): readonly Change[] {
  if (digest === plan.digest) return [];
  const seen = seenIn(plan, plans);
  return plan.changes.filter(
    (change) => isCovered(change, mode) && !seen(change) && !lines.has(digestLine(change)),
  );
}
