import type { Blocked, Plan } from '../model/plan.ts';
import type { Refusal, Report, ReportedChange, Result, SentCall } from '../model/report.ts';

/** What came of a plan. */
export interface Outcome {
  readonly changes: readonly ReportedChange[];
  readonly calls: readonly SentCall[];
  /** Blocked by the Hub during the run, besides what the plan knew. */
  readonly blocked: readonly Blocked[];
  readonly interrupted: boolean;
  readonly refusal: Refusal | null;
}

/** The report of a run. */
export function createReport(plan: Plan, outcome: Outcome, startedAt: string, finishedAt: string): Report {
  const blocked = [...plan.blocked, ...outcome.blocked];
  const count = (status: ReportedChange['status']): number =>
    outcome.changes.filter((change) => change.status === status).length;
  const summary = {
    applied: count('applied'),
    already: count('already'),
    failed: count('failed'),
    blocked: count('blocked') + plan.blocked.length,
    not_attempted: count('not_attempted'),
  };
  return {
    format_version: '1.0',
    tool_version: plan.tool_version,
    started_at: startedAt,
    finished_at: finishedAt,
    endpoint: plan.endpoint,
    organization: plan.organization,
    digest: plan.digest,
    result: resultOf(summary, outcome),
    refusal: outcome.refusal,
    summary,
    groups: plan.groups,
    changes: outcome.changes,
    calls: outcome.calls,
    blocked,
    violations: plan.violations,
    warnings: plan.warnings,
  };
}

/**
 * A report of a run that wrote nothing because it was refused.
 *
 * @param heldBack indices of changes that nobody has reviewed
 */
export function refusedReport(
  plan: Plan,
  refusal: Refusal,
  startedAt: string,
  finishedAt: string,
  heldBack: ReadonlySet<number> = new Set(),
): Report {
  const changes = plan.changes.map(
    (change, index): ReportedChange => ({
      ...change,
      status: 'not_attempted',
      ...(heldBack.has(index) ? { held_back: true } : {}),
    }),
  );
  const outcome = { changes, calls: [], blocked: [], interrupted: false, refusal };
  return createReport(plan, outcome, startedAt, finishedAt);
}

/** A report of a run that a signal ended before there was a plan. Nothing was written. */
export function unplannedReport(
  run: Pick<Report, 'tool_version' | 'endpoint' | 'organization' | 'started_at' | 'finished_at'>,
): Report {
  return {
    format_version: '1.0',
    ...run,
    digest: null,
    result: 'interrupted',
    refusal: null,
    summary: { applied: 0, already: 0, failed: 0, blocked: 0, not_attempted: 0 },
    groups: [],
    changes: [],
    calls: [],
    blocked: [],
    violations: [],
    warnings: [],
  };
}

function resultOf(summary: Report['summary'], { refusal, interrupted, changes }: Outcome): Result {
  if (refusal !== null) return 'refused';
  const held = changes.filter(({ held_back }) => held_back === true).length;
  // A signal that came when everything was done has interrupted nothing.
  if (interrupted && summary.not_attempted - held + summary.failed > 0) return 'interrupted';
  // What may have had an effect does not end as nothing done.
  const inDoubt = changes.some((change) => change.in_doubt === true);
  if (summary.failed > 0 && summary.applied === 0 && !inDoubt) return 'failed';
  if (summary.failed > 0 || summary.blocked > 0 || summary.not_attempted > 0) return 'partial';
  return summary.applied > 0 ? 'applied' : 'nothing_to_do';
}
