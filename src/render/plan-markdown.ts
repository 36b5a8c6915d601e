import type { Plan } from '../plan/types.ts';
import type { ChangeLine } from './change-view.ts';
import {
  diffLines,
  foldedPieces,
  groupPieces,
  type Opening,
  onlyLines,
  overviewPieces,
} from './markdown-changes.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';
import { blockedPieces, foldedBlocked, violationPieces, warningPieces } from './markdown-obstacles.ts';
import { assemble, type Piece, text } from './markdown-pieces.ts';
import { type PlanView, planView } from './plan-view.ts';

/**
 * A plan in GitHub's Markdown: the summary first, then what needs a decision, then removals and lower roles, then the
 * rest. Names are data: none becomes markup, a mention or a link.
 *
 * @param options.limit the most characters; a longer text is cut on a line and says how much is shown
 */
export function renderPlanMarkdown(plan: Plan, options: { readonly limit?: number } = {}): string {
  const view = planView(plan);
  const against = `${codeSpan(view.files)} against ${codeSpan(view.organization)} on ${codeSpan(view.endpoint)}`;
  const origin = view.origin === null ? [] : [text(view.origin)];
  return assemble(
    [text(`**${escapeMarkdown(view.summary)}**`), ...origin, text(against), ...planSections(view)],
    options.limit,
    { foot: planFoot(view), rest: 'The rest is cut.' },
  );
}

/** Everything between the first lines of a plan and its last: the same wherever a plan is shown as Markdown. */
export function planSections(view: PlanView): readonly Piece[] {
  const own = onlyLines(view.groups, ({ pending }) => !pending);
  const violations = violationPieces(view.guards);
  const blocked = blockedPieces(view.blocked.filter(({ pending }) => !pending));
  return [
    ...refusal(view),
    ...(view.selection === null ? [] : [text(escapeMarkdown(view.selection))]),
    ...overviewPieces(view.overview),
    ...violations.first,
    ...blocked.first,
    ...groupPieces('Removals and lower roles', onlyLines(own, isDestructive), diffLinesOf),
    ...groupPieces('Additions and changes', onlyLines(own, isGentle), diffLinesOf),
    ...pendingPieces(view),
    ...violations.rest,
    ...blocked.rest,
    ...warningPieces(view.warnings),
  ];
}

/** The last lines of a plan. */
export function planFoot(view: PlanView): readonly string[] {
  const left = view.unmanagedSentence === null ? '' : `${view.unmanagedSentence} `;
  return [`${left}${view.calls}, digest ${codeSpan(view.digest)}`];
}

/** What is pending anyway is for somebody else to decide, so little of it stands open. */
const pendingOpening: Opening = { lines: 20, tails: 'fold' };

function pendingPieces(view: PlanView): readonly Piece[] {
  const pending = onlyLines(view.groups, (line) => line.pending);
  const blocked = view.blocked.filter((line) => line.pending);
  const destructive = onlyLines(pending, isDestructive);
  return [
    ...groupPieces('Pending anyway: removals and lower roles', destructive, diffLinesOf, pendingOpening),
    ...foldedPieces('Pending anyway: additions and changes', onlyLines(pending, isGentle)),
    ...foldedBlocked('Pending anyway: blocked', blocked),
  ];
}

const isDestructive = ({ destructive }: ChangeLine): boolean => destructive;
const isGentle = ({ destructive }: ChangeLine): boolean => !destructive;
const diffLinesOf = (lines: readonly ChangeLine[]): readonly string[] => diffLines(lines);

function refusal(view: PlanView): readonly Piece[] {
  return view.refusal === null ? [] : [text('> [!CAUTION]', `> ${escapeMarkdown(view.refusal)}`)];
}
