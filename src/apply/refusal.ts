import type { Plan, Violation } from '../model/plan.ts';
import type { Refusal } from '../model/report.ts';
import { fitsDigest } from '../plan/digest.ts';
import { isRefused } from '../plan/guards/run.ts';

/** What a run requires of the plan that it is about to make. */
export interface Required {
  /** Given with `--digest`; `null` when any plan will do. */
  readonly digest: string | null;
}

/** Why a fresh plan must not be made; `null` when nothing stands in the way. */
export function refusalOf(plan: Plan, required: Required): Refusal | null {
  return guardRefusal(plan.violations) ?? digestRefusal(plan, required);
}

/** Why a saved plan must not be made, as far as the file and the run tell without asking the Hub. */
export function savedRefusal(
  plan: Plan,
  required: Required & { readonly endpoint: string; readonly organization: string | null },
): Refusal | null {
  if (!fitsDigest(plan)) {
    return refusal(
      'other-digest',
      'The digest of the saved plan does not fit its changes: the file was edited.',
    );
  }
  if (plan.endpoint !== required.endpoint) {
    return refusal('other-run', `The saved plan is for ${plan.endpoint}, this run for ${required.endpoint}.`);
  }
  const { organization } = required;
  if (organization !== null && organization.toLowerCase() !== plan.organization.toLowerCase()) {
    return refusal('other-run', `The saved plan is for ${plan.organization}, this run for ${organization}.`);
  }
  return digestRefusal(plan, required);
}

/** The refusal for changes whose ground has moved since they were planned; `null` for none. */
export function staleRefusal(differences: readonly string[]): Refusal | null {
  if (differences.length === 0) return null;
  return {
    ...refusal('stale-plan', 'The plan is stale: the organization has changed since. Plan again.'),
    differences,
  };
}

/**
 * The refusal for guards that are not waived; `null` when all are passed.
 *
 * @param shown what the plan that people saw said already; only what is new is told again
 */
export function guardRefusal(
  violations: readonly Violation[],
  shown: readonly Violation[] = violations,
): Refusal | null {
  if (!isRefused(violations)) return null;
  const open = violations.filter(({ waived }) => !waived);
  const guards = [...new Set(open.map(({ guard }) => guard))];
  const which = guards.length === 1 ? `the guard ${guards[0]}` : `the guards ${guards.join(', ')}`;
  const told = new Set(shown.filter(({ waived }) => !waived).map(({ message }) => message));
  return {
    ...refusal('guard', `Refused by ${which}.`),
    differences: open.filter(({ message }) => !told.has(message)).map(({ message }) => message),
  };
}

/** Why nothing goes on without somebody's yes. */
export function approvalRefusal(answer: 'no' | 'cannot-ask'): Refusal {
  return answer === 'no'
    ? refusal('not-approved', 'Not approved: only the answer `yes` goes on.')
    : refusal(
        'not-approved',
        'Not approved: nobody can be asked without a terminal, and a `yes` from a pipe does not count. Without one, use `apply --auto-approve`, or save the plan with `plan --out FILE`, look at it, and make it with `apply FILE`.',
      );
}

function digestRefusal(plan: Plan, { digest }: Required): Refusal | null {
  if (digest === null || digest === plan.digest) return null;
  return refusal('other-digest', `The plan has the digest ${plan.digest}, not ${digest} as asked.`);
}

function refusal(code: Refusal['code'], message: string): Refusal {
  return { code, message, differences: [] };
}
