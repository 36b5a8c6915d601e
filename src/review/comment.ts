import type { MadeBy } from '../model/access.ts';
import type { Plan } from '../model/plan.ts';
import { isRefused } from '../plan/guards/run.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { assemble } from '../render/markdown-pieces.ts';
import { phraseMarkdown } from '../render/phrase.ts';
import { planFoot, planSections } from '../render/plan-markdown.ts';
import { type PlanView, planView } from '../render/plan-view.ts';
import { idsOf } from './ids.ts';
import { madeByPieces } from './made-by.ts';
import { fileKey } from './marker.ts';
import { commentLimit, restOf } from './rest.ts';
import { type Seal, sealed } from './signature.ts';

/** What a comment has to know besides the plan. Nothing in it may change when nothing changed. */
export interface CommentContext {
  /** The configuration's paths, as the workflow gives them. */
  readonly file: readonly string[];
  /** The commit that was planned: the head of the pull request. */
  readonly head: string;
  /** The page of the run, where the job summary has the whole plan; `null` when it is not known. */
  readonly runUrl: string | null;
  /** Who made what is pending, by the audit log; `null`, or not there, where that was not asked. */
  readonly made?: readonly MadeBy[] | null;
}

/** What the first line of a comment has to know besides. */
export interface SealedContext extends CommentContext {
  /** The commit that the plan was compared with; `null` for none. */
  readonly base: string | null;
  readonly seal: Seal;
}

/**
 * The comment on a pull request: the hidden first line, then {@link planBody}.
 *
 * @param limit the most characters (UTF-16 code units)
 */
export function planComment(plan: Plan, context: SealedContext, limit: number = commentLimit): string {
  const about = {
    files: fileKey(context.file),
    organization: plan.organization,
    digest: plan.digest,
    base: context.base,
    head: context.head,
    ...idsOf(plan.changes),
    refused: isRefused(plan.violations),
  };
  return sealed('plan', about, context.seal, limit, (room) => planBody(plan, context, room));
}

/**
 * What a pull request changes, apart from what is pending anyway, for the comment and the job summary: a verdict in one
 * sentence, then everything of the plan in the order in which a reviewer needs it.
 *
 * @param limit the most characters; what does not fit is cut on a line, and "N of M shown" says so
 */
export function planBody(plan: Plan, context: CommentContext, limit: number): string {
  const view = planView(plan, { subject: 'this pull request' });
  return assemble([...planSections(view), ...madeByPieces(context.made ?? null)], limit, {
    foot: planFoot(view, targetOf(view, context)),
    rest: restOf('plan', context.runUrl),
  });
}

/** What was compared with what, in Markdown. */
export function targetOf({ target }: PlanView, { head }: Pick<CommentContext, 'head'>): string {
  return `${phraseMarkdown(target)} at ${codeSpan(head.slice(0, 7))}`;
}
