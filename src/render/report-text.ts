import type { Report } from '../model/report.ts';
import type { Paint, Palette } from './palette.ts';
import type { TextOptions } from './plan-text.ts';
import { outcomeOf, type ReportLine, type ReportView, reportView } from './report-view.ts';
import {
  blockedTextLines,
  changeRow,
  groupHeader,
  joinBlocks,
  tableLines,
  warningLines,
} from './text-parts.ts';

/**
 * A report for a terminal: by group what was not done before what was, then what stood in the way, then a sentence that
 * says both. What the plan says is not said again: it was shown before, with the guards that it runs into.
 *
 * @returns lines, each with a line break; the last one is `Apply complete! …` or says what to do next
 */
export function renderReportText(report: Report, { palette, verbose }: TextOptions): string {
  const view = reportView(report);
  const complete = view.result === 'applied' || view.result === 'nothing_to_do';
  const groups = (complete || view.result === 'refused') && !verbose ? [] : view.groups;
  return joinBlocks([
    ...groups.map((group) => [
      groupHeader(group, palette),
      ...tableLines(
        group.lines.map((line) => changeRow(line, [outcome(line, palette), ...line.notes], palette)),
        palette,
      ),
    ]),
    ...(verbose ? [warningLines(view.warnings, palette)] : []),
    blockedTextLines(view.blocked, palette),
    refusalLines(view),
    foot(view, palette),
  ]);
}

function outcome(line: ReportLine, palette: Palette): string {
  const text = outcomeOf(line);
  switch (line.status) {
    case 'applied':
    case 'already':
      return palette.dim(text);
    case 'failed':
      return palette.error(text);
    case 'blocked':
    case 'not_attempted':
      return palette.warning(text);
  }
}

function refusalLines({ refusal }: ReportView): readonly string[] {
  // Which guards refuse the plan stands with the plan itself.
  if (refusal === null || (refusal.code === 'guard' && refusal.differences.length === 0)) return [];
  return [refusal.message, ...refusal.differences.map((difference) => `  ${difference}`)];
}

function foot(view: ReportView, palette: Palette): readonly string[] {
  return [
    ...(view.already === null ? [] : [palette.dim(view.already)]),
    paintOf(view, palette)(view.summary),
    ...(view.next === null ? [] : [view.next]),
  ];
}

function paintOf({ result }: ReportView, palette: Palette): Paint {
  switch (result) {
    case 'applied':
    case 'nothing_to_do':
      return palette.good;
    case 'partial':
    case 'interrupted':
      return palette.warning;
    case 'failed':
    case 'refused':
      return palette.error;
  }
}
