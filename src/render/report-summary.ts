import type { Refusal, Report, Result } from '../apply/types.ts';
import { countActions } from './change-view.ts';
import { count } from './words.ts';

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
export function nextStep({ result, refusal, summary }: Report): string | null {
  if (refusal !== null) return nextAfterRefusal[refusal.code];
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
  'other-digest': 'Review the new plan, and apply it with its own digest.',
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
  const parts = [
    total === 0
      ? 'no change to make'
      : applied === 0
        ? `none of ${count(total, 'change')} made`
        : `${applied} of ${count(total, 'change')} made (${made(report)})`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(not_attempted === 0 ? [] : [`${not_attempted} not made`]),
    ...(blocked === 0 ? [] : [`${blocked} blocked`]),
  ];
  return parts.join(', ');
}
