import type { Plan } from '../model/plan.ts';
import type { ChangeLine } from './change-view.ts';
import { allNotes, allOpen, diffLines, foldedPieces, groupPieces, type Opening } from './markdown-changes.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';
import {
  blockedItem,
  blockedListed,
  guardItem,
  listed,
  policyItem,
  releasedItem,
  warningPieces,
} from './markdown-obstacles.ts';
import { assemble, folded, type Piece, text } from './markdown-pieces.ts';
import { phraseMarkdown } from './phrase.ts';
import { type PlanView, planView } from './plan-view.ts';

/**
 * A plan in GitHub's Markdown, in the order of the comment on a pull request. Names are data: none becomes markup, a
 * mention or a link.
 *
 * @param options.limit the most characters; a longer text is cut on a line and says how much is shown
 * @param options.verbose whether those who are counted are named: who sees a resource, who loses a group
 */
export function renderPlanMarkdown(
  plan: Plan,
  { limit, verbose = false }: { readonly limit?: number; readonly verbose?: boolean } = {},
): string {
  const view = planView(plan);
  return assemble(planSections(view, verbose ? verboseLinesOf : diffLinesOf), limit, {
    foot: planFoot(view, phraseMarkdown(view.target)),
    rest: 'The rest is cut.',
  });
}

/**
 * Everything of a plan but its last lines, the same wherever a plan is shown as Markdown: the verdict, policy changes,
 * what takes away and what gives, why it is refused or blocked, what is pending anyway, the waiver, who is released.
 *
 * @param linesOf changes of one group as lines of a diff
 */
export function planSections(view: PlanView, linesOf: LinesOf = diffLinesOf): readonly Piece[] {
  const policy = listed('Policy changes', policyItems(view), 'policy changes');
  const guards = listed('Guards', view.refusal.lines.map(guardItem), 'guards');
  const blocked = blockedListed(view.blocked);
  const released = listed(
    'No longer declared, and not removed',
    view.released.lines.map(releasedItem),
    'no longer declared',
  );
  return [
    text(`**${phraseMarkdown(view.verdict)}**`),
    ...(view.selection === null ? [] : [text(phraseMarkdown(view.selection))]),
    ...policy.first,
    ...groupPieces('Less access', view.own.less, linesOf, allOpen),
    ...groupPieces('More access', view.own.more, linesOf, moreOpening),
    ...groupPieces('Other changes', view.own.rest, linesOf, moreOpening),
    ...refusalPieces(view),
    ...guards.first,
    ...blocked.first,
    ...pendingPieces(view, linesOf),
    ...waiverPieces(view),
    ...released.first,
    ...(view.released.lines.length === 0 ? [] : [text(view.released.ways)]),
    ...[policy, guards, blocked, released].flatMap(({ rest }) => rest),
    ...warningPieces(view.warnings),
  ];
}

/**
 * The last lines of a plan: who is left alone, its totals, its target and its digest.
 *
 * @param target in Markdown
 */
export function planFoot(view: PlanView, target: string): readonly string[] {
  const left = view.unmanagedSentence === null ? [] : [phraseMarkdown(view.unmanagedSentence)];
  const takesAway = view.takesAway === null ? '' : ` ${view.takesAway}`;
  const totals = view.empty ? [] : [`${escapeMarkdown(view.summary)}${takesAway}`];
  return [...left, ...totals, `Target: ${target}, digest ${codeSpan(view.digest)}`];
}

/** New admins and first access to private repositories are never folded. */
const moreOpening: Opening<ChangeLine> = { lines: 60, tails: 'fold', always: ({ important }) => important };

type LinesOf = (lines: readonly ChangeLine[]) => readonly string[];

const diffLinesOf: LinesOf = (lines) => diffLines(lines);
const verboseLinesOf: LinesOf = (lines) => diffLines(lines, allNotes);

function policyItems({ policy }: PlanView): readonly string[] {
  return [
    ...policy.lines.map(policyItem),
    ...policy.loosened.map((one) => `- **The rules of the base would refuse this**: ${phraseMarkdown(one)}`),
  ];
}

function refusalPieces({ refusal, subject, pending }: PlanView): readonly Piece[] {
  if (!refusal.refused) return [];
  const waits = pending === null ? '' : ' or of what is pending anyway';
  return [
    text(
      '> [!CAUTION]',
      `> Apply would refuse this plan, because of ${escapeMarkdown(refusal.by)}: nothing of ${subject}${waits} is made, merged or not, until the guards below are settled.`,
    ),
  ];
}

/** One line that everybody reads, and the changes behind it. */
function pendingPieces({ pending }: PlanView, linesOf: LinesOf): readonly Piece[] {
  if (pending === null) return [];
  const blocked = pending.blocked.map(blockedItem);
  return [
    text(`**${pending.title}:** ${phraseMarkdown(pending.sentence)}`),
    ...foldedPieces(
      'Pending anyway, all changes',
      [...pending.less, ...pending.more, ...pending.rest],
      linesOf,
    ),
    ...(blocked.length === 0
      ? []
      : [folded(`Pending anyway, blocked: ${blocked.length}`, { ...text(), items: blocked })]),
  ];
}

function waiverPieces({ refusal, files, pending }: PlanView): readonly Piece[] {
  if (refusal.waiver.length === 0) return [];
  const both = pending === null ? '' : ', what is pending anyway with it';
  return [
    folded(
      'If all of this is meant: a waiver',
      text(
        `A waiver permits exactly this plan${both}; when anything in the plan changes, it is void. Write into ${phraseMarkdown(files)}:`,
        '',
        '```yaml',
        ...refusal.waiver,
        '```',
      ),
    ),
  ];
}
