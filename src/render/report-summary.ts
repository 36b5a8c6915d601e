import type { Refusal, Report, Result } from '../model/report.ts';
import { count } from '../text/count.ts';
import { countActions } from './change-view.ts';

/**
 * What a run did and what it did not, in one sentence. `Apply complete!` is what programs look for, and stands only
 * where nothing is left undone.
 */
export function summarySentence(report: Report): string {
  switch (report.result) {
    case 'applied':
    case 'nothing_to_do':
      return `Apply complete! ${made(report)}.`;
    case 'partial':
      return `Apply incomplete: ${progress(report)}.`;
    case 'failed':
      return `Apply failed: ${progress(report)}.`;
    case 'interrupted':
      if (report.digest === null) return 'Apply interrupted before there was a plan: nothing was written.';
      return `Apply interrupted: ${progress(report)}.`;
    case 'refused':
      return 'Apply refused: nothing was written.';
  }
}

/** What to do next, a sentence; `null` when all is done. */
export function nextStep(report: Report): string | null {
  const { result, refusal, summary } = report;
  if (refusal !== null) return nextAfterRefusal[refusal.code];
  const undone = report.changes.filter(({ status }) => status === 'failed' || status === 'not_attempted');
  if (undone.length > 0 && undone.every(({ held_back }) => held_back === true)) {
    return 'To have made what was held back, have the plan of a pull request show it, and merge that.';
  }
  if (result === 'partial' && summary.failed + summary.not_attempted === 0) {
    return 'Correct the blocked entries, or apply again when they can be made.';
  }
  return nextAfterResult[result];
}

const nextAfterResult: Readonly<Record<Result, string | null>> = {
  applied: null,
  nothing_to_do: null,
  partial: 'When the cause is mended, apply again: it makes only what is still missing.',
  failed: 'When the cause is mended, apply again.',
  interrupted: 'Apply again: it makes only what is still missing.',
  refused: null,
};

const nextAfterRefusal: Readonly<Record<Refusal['code'], string>> = {
  guard: 'Correct the configuration, or permit exactly this plan with a waiver.',
  'stale-plan': 'Make a new plan, and review it.',
  'other-digest': 'Make a new plan, review it, and apply that.',
  'not-approved': 'Apply again and approve the plan to make the changes.',
  'other-run': 'Apply the plan to the organization and the endpoint that it was made for.',
};

function made({ changes }: Report): string {
  const done = countActions(changes.filter(({ status }) => status === 'applied'));
  return `${done.create} added, ${done.update} changed, ${done.delete} removed`;
}

function progress(report: Report): string {
  const { applied, failed, not_attempted, blocked } = report.summary;
  const total = report.changes.length;
  const doubts = report.changes.filter(({ in_doubt }) => in_doubt === true).length;
  const heldBack = report.changes.filter(({ held_back }) => held_back === true).length;
  const parts = [
    total === 0
      ? 'no change to make'
      : applied === 0
        ? `none of ${count(total, 'change')} made`
        : `${applied} of ${count(total, 'change')} made (${made(report)})`,
    ...(failed === 0 ? [] : [`${failed} failed${doubts === 0 ? '' : ` (${doubts} in doubt)`}`]),
    ...(heldBack === 0 ? [] : [`${heldBack} held back`]),
    ...(not_attempted === heldBack ? [] : [`${not_attempted - heldBack} not made`]),
    ...(blocked === 0 ? [] : [`${blocked} blocked`]),
  ];
  return parts.join(', ');
}
