import type { Change, Plan } from '../plan/types.ts';
import { changeId, splitIds } from './ids.ts';
import type { Marker } from './marker.ts';

/** Which changes are made only if a reviewed plan had them. */
export const reviewModes = ['destructive', 'all', 'off'] as const;
export type ReviewMode = (typeof reviewModes)[number];

/**
 * The changes that the mode covers and that nobody has seen. A change counts as seen when its id is in a marker of a
 * pull request's comment, or when such a marker has the plan's own digest: then exactly this plan was reviewed, however
 * many changes it has. Markers of the issue about drift count for nothing, since an issue is not reviewed.
 *
 * @param markers of the comments that count for the commit; none for a commit without a pull request
 * @returns in the order of the plan; empty when all may be made
 */
export function unreviewed(
  plan: Pick<Plan, 'digest' | 'changes'>,
  markers: readonly Marker[],
  mode: ReviewMode,
): readonly Change[] {
  if (mode === 'off') return [];
  const reviewed = markers.filter((marker) => marker.for !== 'drift');
  if (reviewed.some(({ digest }) => digest === plan.digest)) return [];
  const covered = mode === 'all' ? plan.changes : plan.changes.filter(({ destructive }) => destructive);
  const seen = new Set(
    reviewed.flatMap(({ destructive, changes }) => [...splitIds(destructive), ...splitIds(changes)]),
  );
  return covered.filter((change) => !seen.has(changeId(change)));
}
