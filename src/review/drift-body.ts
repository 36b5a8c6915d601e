import type { Plan } from '../model/plan.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { assemble, text } from '../render/markdown-pieces.ts';
import { planFoot, planSections } from '../render/plan-markdown.ts';
import { planCounts, planView } from '../render/plan-view.ts';
import { count } from '../text/count.ts';
import { shown } from '../text/shown.ts';
import { type CommentContext, targetOf } from './comment.ts';
import { madeByPieces } from './made-by.ts';
import { fileKey } from './marker.ts';
import { commentLimit, restOf } from './rest.ts';
import { type Seal, sealed } from './signature.ts';

/** The longest name in the title of an issue, which GitHub cuts at 256 characters. */
const longestInTitle = 100;

/** The title of the issue about drift. */
export function driftTitle(plan: Pick<Plan, 'organization' | 'files'>): string {
  const organization = shown(plan.organization, longestInTitle);
  return `${organization} does not match ${shown(plan.files.join(', '), longestInTitle)}`;
}

/**
 * The issue about drift: how the organization differs from what is declared. It has no base, so nothing is told apart.
 *
 * @param context `head` is the commit whose configuration was compared
 * @param limit the most characters (UTF-16 code units)
 */
export function driftBody(plan: Plan, context: CommentContext, limit: number = commentLimit): string {
  const about = {
    files: fileKey(context.file),
    organization: plan.organization,
    digest: plan.digest,
    base: null,
    head: context.head,
    destructive: null,
    changes: null,
    refused: null,
  };
  return sealed('drift', about, nobody, limit, (room) => driftText(plan, context, room));
}

/** An issue is not reviewed, so its first line vouches for nothing and is not signed. */
const nobody: Seal = { place: { repository: '', repositoryId: null, number: 0, branch: '' }, key: null };

/** The issue without its hidden first line. */
function driftText(plan: Plan, context: CommentContext, limit: number): string {
  const view = planView(plan);
  return assemble(
    [
      text(`**${codeSpan(view.organization)} does not match its configuration: ${sumsOf(plan)}.**`),
      text(
        'Somebody changed the organization by hand, or a change of the configuration was not applied. To settle it, either',
        '',
        '- keep what is live: declare it in the file, in a pull request; or',
        '- have these differences made: merge a pull request whose plan shows them as pending, or start the workflow by hand (*Run workflow*) with the digest that stands at the end of this text.',
        '',
        'This issue is kept up to date, and is closed when both match. What it would mean to have the differences made:',
      ),
      ...planSections(view),
      ...madeByPieces(context.made ?? null),
    ],
    limit,
    { foot: planFoot(view, targetOf(view, context)), rest: restOf('plan', context.runUrl) },
  );
}

function sumsOf({ summary, blocked }: Plan): string {
  const stuck = blocked.length === 0 ? '' : `, ${count(blocked.length, 'entry', 'entries')} blocked`;
  return `${planCounts(summary)}${stuck}`;
}
