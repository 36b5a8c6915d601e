import type { Plan } from '../plan/types.ts';
import { countActions } from '../render/change-view.ts';
import { codeSpan, escapeMarkdown } from '../render/markdown-escape.ts';
import { assemble, type Piece, text } from '../render/markdown-pieces.ts';
import { planFoot, planSections } from '../render/plan-markdown.ts';
import { type PlanView, planCounts, planView } from '../render/plan-view.ts';
import { idsOf } from './ids.ts';
import { fileKey, markerLine } from './marker.ts';
import { commentLimit, restOf } from './rest.ts';

/** What a comment has to know besides the plan. Nothing in it may change when nothing changed. */
export interface CommentContext {
  /** The configuration's paths, as the workflow gives them. */
  readonly file: readonly string[];
  /** The commit that was planned: the head of the pull request. */
  readonly head: string;
  /** The page of the run, where the job summary has the whole plan; `null` when it is not known. */
  readonly runUrl: string | null;
}

/**
 * The comment on a pull request: the hidden first line, then {@link planBody}.
 *
 * @param limit the most characters (UTF-16 code units)
 */
export function planComment(plan: Plan, context: CommentContext, limit: number = commentLimit): string {
  const marker = markerLine({
    v: 1,
    for: 'plan',
    file: fileKey(context.file),
    organization: plan.organization,
    digest: plan.digest,
    head: context.head,
    ...idsOf(plan.changes),
    applied: null,
  });
  return `${marker}\n${planBody(plan, context, limit - marker.length - 1)}`;
}

/**
 * What a pull request changes, apart from what is pending anyway, for the comment and the job summary: the sums first,
 * then what stands in the way, who loses and who gains, and the long tail folded.
 *
 * @param limit the most characters; what does not fit is cut on a line, and "N of M shown" says so
 */
export function planBody(plan: Plan, context: CommentContext, limit: number): string {
  const view = planView(plan);
  const source = `${codeSpan(view.files)} at ${codeSpan(context.head.slice(0, 7))} against ${codeSpan(view.organization)} on ${codeSpan(view.endpoint)}.`;
  return assemble([...head(plan, view), ...planSections(view)], limit, {
    foot: [source, ...planFoot(view)],
    rest: restOf('plan', context.runUrl),
  });
}

function head(plan: Plan, view: PlanView): readonly Piece[] {
  const all = [...plan.changes, ...plan.blocked];
  if (all.length === 0 || all.every(({ origin }) => origin === null)) {
    return [text(`**${escapeMarkdown(view.summary)}**${blockedWords(plan.blocked.length)}`)];
  }
  const own = sums(plan, false);
  const pending = sums(plan, true);
  const rest = pending === null ? '' : ` Pending anyway: ${pending}.`;
  return [text(`**This pull request: ${own ?? 'no changes'}.**${rest}`)];
}

/** `1 to add, 0 to change, 2 to remove, 1 blocked`; `null` when there is nothing. */
function sums({ changes, blocked }: Plan, pending: boolean): string | null {
  const counted = changes.filter(({ origin }) => (origin === 'drift') === pending);
  const stuck = blocked.filter(({ origin }) => (origin === 'drift') === pending).length;
  if (counted.length + stuck === 0) return null;
  return `${planCounts(countActions(counted))}${stuck === 0 ? '' : `, ${stuck} blocked`}`;
}

function blockedWords(blocked: number): string {
  return blocked === 0 ? '' : ` ${blocked} blocked.`;
}
