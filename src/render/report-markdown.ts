import type { Report } from '../apply/types.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';
import { blockedPieces, diffLine, groupPieces, onlyLines, violationPieces } from './markdown-parts.ts';
import { assemble, list, type Piece, text } from './markdown-pieces.ts';
import { outcomeOf, type ReportLine, type ReportView, reportView } from './report-view.ts';

/**
 * A report in GitHub's Markdown: what was done and what not in one sentence, then what was not done, then what was.
 *
 * @param options.limit the most characters; a longer text is cut on a line and says how much is shown
 */
export function renderReportMarkdown(report: Report, options: { readonly limit?: number } = {}): string {
  const view = reportView(report);
  return assemble(
    [
      ...head(view),
      ...refusalPieces(view),
      ...violationPieces(view.guards),
      ...groupPieces(
        'Not done',
        onlyLines(view.groups, ({ done }) => !done),
        lineOf,
        'show',
      ),
      ...blockedPieces(view.blocked),
      ...groupPieces(
        'Done',
        onlyLines(view.groups, ({ done }) => done),
        lineOf,
      ),
      text(`${codeSpan(view.organization)} on ${codeSpan(view.endpoint)}, digest ${codeSpan(view.digest)}`),
    ],
    options.limit,
  );
}

function lineOf(line: ReportLine): string {
  return diffLine(line, line.status === 'applied' ? line.notes : [outcomeOf(line), ...line.notes]);
}

function head(view: ReportView): readonly Piece[] {
  const sentences = [view.already, view.next].filter((sentence) => sentence !== null);
  return [
    text(`**${escapeMarkdown(view.summary)}**`),
    ...(sentences.length === 0 ? [] : [text(sentences.join(' '))]),
  ];
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
