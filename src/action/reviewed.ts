import { KnownError } from '../errors.ts';
import { approversOf } from '../github/approvers.ts';
import type { GitHub } from '../github/github.ts';
import type { Live, Snapshot } from '../live/organization.ts';
import type { Plan } from '../model/plan.ts';
import type { ReviewedBy } from '../model/report.ts';
import { type Held, holdBack } from '../review/hold.ts';
import { unreviewed, type Vouchers } from '../review/reviewed.ts';
import type { Desired } from '../run/desired.ts';
import type { DefaultBranch } from './commits.ts';
import type { Context } from './context.ts';
import { endedSince } from './ended.ts';
import type { Inputs } from './inputs.ts';
import type { Review, Reviews } from './reviews.ts';

/** What is about to be applied. */
export interface ToApply {
  readonly newest: DefaultBranch;
  readonly desired: Desired;
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly live: Live;
}

/**
 * Decides what may be made: what reviewed plans had, what ends by a date that was reviewed, and the plan that somebody
 * named who started the run by hand.
 *
 * @throws GitHubError
 */
export async function holdUnreviewed(
  context: Context,
  toApply: ToApply,
  { reviews }: Reviews,
): Promise<Held> {
  const { inputs } = context;
  const { plan, live, desired } = toApply;
  const plans = reviews.flatMap(({ plan: reviewed }) => (reviewed.counts ? [reviewed.marker] : []));
  const known: Vouchers = { plans, digest: digestOf(context, plan), lines: new Set() };
  const open = unreviewed(plan, known, inputs.reviewed);
  const lines = await endedSince(context, toApply.newest, desired, toApply.snapshot, open);
  return holdBack(plan, live, { ...known, lines }, inputs.reviewed, desired.configuration.waivers);
}

/**
 * The digest that vouches for the plan. Whoever starts a run by hand has read it in the drift issue; somebody who only
 * runs that again has not, and its changes may have been made and undone since.
 *
 * @throws KnownError `usage` on another event
 */
function digestOf(context: Context, plan: Plan): string | null {
  const { inputs, event } = context;
  if (inputs.digest === null) return null;
  if (event.name !== 'workflow_dispatch') {
    throw new KnownError(
      'usage',
      `The input \`digest\` counts on \`workflow_dispatch\`, not on \`${event.name}\``,
      {
        hint: 'Leave it out, or give it as `inputs.digest` of the workflow, which is empty on other events.',
      },
    );
  }
  if (namedDigest(context) === null) {
    context.remark('warning', 'Run again', 'The digest counts in a new run only: start the workflow anew.');
    return null;
  }
  if (inputs.digest !== plan.digest) {
    const message = `The plan is not the one that was named: it has the digest ${plan.digest}.`;
    context.remark('warning', 'Another plan', message);
  }
  return inputs.digest;
}

/** The digest that was given, unless somebody only ran the run again that it was given to. */
export function namedDigest({ inputs, event }: Pick<Context, 'inputs' | 'event'>): string | null {
  return event.isRerun ? null : inputs.digest;
}

/** Says by what the reviews count, and why those do not that do not, where there is anything that needs one. */
export function tellReviews(
  context: Pick<Context, 'remark'> & { readonly inputs: Pick<Inputs, 'reviewed'> },
  { changes }: Pick<Plan, 'changes'>,
  { reviews }: Pick<Reviews, 'reviews'>,
): void {
  if (changes.length === 0 || context.inputs.reviewed === 'off') return;
  for (const { pullRequest, plan } of reviews) {
    if (plan.counts) continue;
    const message = `#${pullRequest.number} counts as reviewed by nobody: ${plan.why}.`;
    context.remark('notice', 'No review', message);
  }
  if (!reviews.some(({ plan }) => plan.counts && plan.by === 'author')) return;
  const message =
    'Plans count by the author of their comment, whose text others may be able to edit. With the input `signing-key` they are signed.';
  context.remark('notice', 'Not signed', message);
}

/** What it takes of the context to ask who approved. */
interface ApproverContext {
  readonly github: Pick<GitHub, 'reviews'>;
}

/**
 * Who reviewed what a run goes by, for its report.
 *
 * @returns `approved_by` is `null` where GitHub did not say
 */
export function reviewedBy(
  context: ApproverContext,
  reviews: readonly Review[],
): Promise<readonly ReviewedBy[]> {
  const counted = reviews.filter(({ plan }) => plan.counts);
  return Promise.all(
    counted.map(async ({ pullRequest: { number, url, head } }) => ({
      number,
      url,
      head,
      approved_by: await approvers(context, number, head),
    })),
  );
}

async function approvers(
  { github }: ApproverContext,
  number: number,
  head: string,
): Promise<readonly string[] | null> {
  try {
    return approversOf(await github.reviews(number), head);
  } catch (error) {
    // It is for the record: nothing depends on it.
    if (error instanceof KnownError) return null;
    throw error;
  }
}
