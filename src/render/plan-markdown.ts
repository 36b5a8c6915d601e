import type { Plan } from '../plan/types.ts';
import type { ChangeLine } from './change-view.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';
import {
  blockedPieces,
  diffLine,
  foldedPieces,
  groupPieces,
  onlyLines,
  violationPieces,
  warningPieces,
} from './markdown-parts.ts';
import { assemble, type Piece, text } from './markdown-pieces.ts';
import { type PlanView, planView } from './plan-view.ts';

/**
 * A plan in GitHub's Markdown for a pull request or a job summary: the summary first, then what needs a decision, then
 * removals and lower roles, then the rest. Names are data: none becomes markup, a mention or a link.
 *
 * @param options.limit the most characters; a longer text is cut on a line and says how much is shown
 */
export function renderPlanMarkdown(plan: Plan, options: { readonly limit?: number } = {}): string {
  const view = planView(plan);
  const own = onlyLines(view.groups, ({ pending }) => !pending);
  const pending = onlyLines(view.groups, (line) => line.pending);
  return assemble(
    [
      ...head(view),
      ...violationPieces(view.guards),
      ...blockedPieces(view.blocked),
      ...groupPieces('Removals and lower roles', onlyLines(own, isDestructive), diffLineOf),
      ...groupPieces('Additions and changes', onlyLines(own, isGentle), diffLineOf),
      ...groupPieces(
        'Pending anyway: removals and lower roles',
        onlyLines(pending, isDestructive),
        diffLineOf,
      ),
      ...foldedPieces('Pending anyway: additions and changes', onlyLines(pending, isGentle)),
      ...warningPieces(view.warnings),
      ...foot(view),
    ],
    options.limit,
  );
}

const isDestructive = ({ destructive }: ChangeLine): boolean => destructive;
const isGentle = ({ destructive }: ChangeLine): boolean => !destructive;
const diffLineOf = (line: ChangeLine): string => diffLine(line);

function head(view: PlanView): readonly Piece[] {
  const refusal = view.refusal === null ? [] : ['> [!CAUTION]', `> ${escapeMarkdown(view.refusal)}`, ''];
  return [
    text(`**${escapeMarkdown(view.summary)}**`),
    text(
      ...refusal,
      ...(view.origin === null ? [] : [view.origin, '']),
      ...(view.selection === null ? [] : [escapeMarkdown(view.selection), '']),
      `${codeSpan(view.files)} against ${codeSpan(view.organization)} on ${codeSpan(view.endpoint)}`,
    ),
  ];
}

function foot(view: PlanView): readonly Piece[] {
  const left = view.unmanagedSentence === null ? '' : `${view.unmanagedSentence} `;
  return [text(`${left}${view.calls}, digest ${codeSpan(view.digest)}`)];
}
