import type { Report } from '../model/report.ts';
import { allOpen, diffLines, groupPieces, onlyLines } from './markdown-changes.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';
import { blockedListed, guardItem, listed } from './markdown-obstacles.ts';
import { assemble, list, type Piece, text } from './markdown-pieces.ts';
import { phraseMarkdown } from './phrase.ts';
import { outcomeOf, type ReportLine, type ReportView, reportView } from './report-view.ts';

/**
 * A report in GitHub's Markdown: what was done and what not in one sentence, then what was not done, then what was.
 *
 * @param options.limit the most characters; a longer text is cut on a line and says how much is shown
 */
export function renderReportMarkdown(report: Report, options: { readonly limit?: number } = {}): string {
  const view = reportView(report);
  return assemble([...reportHead(view), ...reportSections(view)], options.limit, {
    foot: reportFoot(view),
    rest: 'The rest is cut.',
  });
}

/** What was done and what was not in one sentence, and what to do next. */
export function reportHead(view: ReportView): readonly Piece[] {
  const sentences = [view.already, view.next].filter((sentence) => sentence !== null);
  return [
    text(`**${escapeMarkdown(view.summary)}**`),
    ...(sentences.length === 0 ? [] : [text(sentences.join(' '))]),
  ];
}

/** Everything between the first lines of a report and its last. */
export function reportSections(view: ReportView): readonly Piece[] {
  const guards = listed('Guards', view.guards.lines.map(guardItem), 'guards');
  const blocked = blockedListed(view.blocked);
  const undone = onlyLines(view.groups, ({ done, heldBack }) => !done && !heldBack);
  const heldBack = onlyLines(view.groups, (line) => line.heldBack);
  const done = onlyLines(view.groups, (line) => line.done);
  return [
    ...refusalPieces(view),
    ...guards.first,
    ...groupPieces('Held back, waiting for a review', heldBack, (lines) => diffLines(lines), allOpen),
    ...groupPieces('Not done', undone, linesOf, allOpen),
    ...blocked.first,
    ...groupPieces('Done', done, linesOf),
    ...guards.rest,
    ...blocked.rest,
  ];
}

/** The last line of a report. */
export function reportFoot(view: ReportView): readonly string[] {
  return [`Target: ${phraseMarkdown(view.target)}, digest ${codeSpan(view.digest)}`];
}

function linesOf(lines: readonly ReportLine[]): readonly string[] {
  return diffLines(lines, (line) =>
    line.status === 'applied' ? line.notes : [outcomeOf(line), ...line.notes],
  );
}

function refusalPieces({ refusal }: ReportView): readonly Piece[] {
  if (refusal === null) return [];
  const why = text('> [!CAUTION]', `> ${escapeMarkdown(refusal.message)}`);
  if (refusal.differences.length === 0) return [why];
  return [
    why,
    list(
      'Differences',
      refusal.differences.map((difference) => `- ${escapeMarkdown(difference)}`),
    ),
  ];
}
