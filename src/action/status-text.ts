import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { isRefused } from '../plan/guards/run.ts';
import { planCounts } from '../render/plan-view.ts';
import { count } from '../text/count.ts';
import { heldBack } from './ending.ts';

/** A plan in a few words, for the status of its commit. */
export function planStatus(plan: Plan): string {
  const { changes, blocked, violations, policy_changes } = plan;
  const weaker = policy_changes.filter(({ loosens }) => loosens).length;
  const counts = changes.length === 0 ? 'No changes' : planCounts(plan.summary);
  const guards = [...new Set(violations.filter(({ waived }) => !waived).map(({ guard }) => guard))];
  return [
    counts,
    ...(weaker === 0 ? [] : [`${count(weaker, 'rule')} weaker`]),
    ...(blocked.length === 0 ? [] : [`${blocked.length} blocked`]),
    ...(isRefused(violations) ? [`refused by ${guards.join(', ')}`] : []),
  ].join('; ');
}

/** What came of an apply in a few words, for the status of its commit. */
export function applyStatus({ refusal, summary, changes, result }: Report): string {
  if (refusal !== null) return refusal.message;
  const { applied, already, failed, blocked } = summary;
  const held = heldBack({ changes });
  const left = summary.not_attempted - held;
  const said = [
    [applied, 'made'],
    [already, 'so before'],
    [failed, 'failed'],
    [left, 'not attempted'],
    [blocked, 'blocked'],
    [held, 'held back'],
  ] as const;
  const words = said.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (words.length === 0) return 'Nothing to do';
  return `${result === 'interrupted' ? 'Interrupted: ' : ''}${words.join(', ')}`;
}
