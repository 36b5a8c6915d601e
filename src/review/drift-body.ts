import type { Plan } from '../plan/types.ts';
import { codeSpan, escapeMarkdown } from '../render/markdown-escape.ts';
import { assemble, text } from '../render/markdown-pieces.ts';
import { planFoot, planSections } from '../render/plan-markdown.ts';
import { planCounts, planView } from '../render/plan-view.ts';
import { shown } from '../render/shown.ts';
import { count } from '../render/words.ts';
import type { CommentContext } from './comment.ts';
import { idsOf } from './ids.ts';
import { fileKey, markerLine } from './marker.ts';
import { commentLimit, restOf } from './rest.ts';

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
  const view = planView(plan);
  const marker = markerLine({
    v: 1,
    for: 'drift',
    file: fileKey(context.file),
    organization: plan.organization,
    digest: plan.digest,
    head: context.head,
    ...idsOf(plan.changes),
    applied: null,
  });
  const blocked = plan.blocked.length === 0 ? '' : `, ${plan.blocked.length} blocked`;
  const sums = `${planCounts(plan.summary)}${blocked}`;
  const source = `${codeSpan(view.files)} at ${codeSpan(context.head.slice(0, 7))} against ${codeSpan(view.organization)} on ${codeSpan(view.endpoint)}.`;
  const body = assemble(
    [
      text(`**${escapeMarkdown(view.organization)} does not match its configuration: ${sums}.**`),
      text(
        `${differences(plan)} Somebody changed the organization by hand, or a change of the configuration was not applied.`,
        'The next apply makes it as declared. To keep what is live, declare it in the file.',
        'This issue is kept up to date, and is closed when both match.',
      ),
      ...planSections(view),
    ],
    limit - marker.length - 1,
    { foot: [source, ...planFoot(view)], rest: restOf('plan', context.runUrl) },
  );
  return `${marker}\n${body}`;
}

function differences({ summary }: Plan): string {
  const changes = summary.create + summary.update + summary.delete;
  return changes === 0 ? 'Declared members cannot be added.' : `${count(changes, 'difference')}.`;
}
