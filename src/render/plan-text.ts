import type { Plan } from '../plan/types.ts';
import { pendingNote } from './change-view.ts';
import type { Palette } from './palette.ts';
import { type PlanView, planView } from './plan-view.ts';
import {
  blockedLines,
  changeRow,
  groupHeader,
  headerName,
  joinBlocks,
  tableLines,
  violationLines,
  warningLines,
} from './text-parts.ts';

export interface TextOptions {
  readonly palette: Palette;
  /** Also what is left alone, when the plan was made, and every warning. */
  readonly verbose: boolean;
}

/**
 * A plan for a terminal: changes by group, then warnings, blocked entries, violations, counts, and in the last line the
 * summary. A symbol in the first column is a change, and nothing else is. Every change is shown.
 *
 * @returns lines, each with a line break
 */
export function renderPlanText(plan: Plan, { palette, verbose }: TextOptions): string {
  const view = planView(plan, verbose ? { mostWarnings: Number.POSITIVE_INFINITY } : {});
  return joinBlocks([
    head(view, palette, verbose),
    ...view.groups.map((group) => [
      groupHeader(group, palette),
      ...tableLines(
        group.lines.map((line) =>
          changeRow(line, line.pending ? [pendingNote, ...line.notes] : line.notes, palette),
        ),
        palette,
      ),
    ]),
    warningLines(view.warnings, palette),
    blockedLines(view.blocked, palette),
    violationLines(view.guards, palette),
    ...(verbose ? [unmanagedLines(view, palette)] : []),
    foot(view, palette, verbose),
  ]);
}

function head(view: PlanView, palette: Palette, verbose: boolean): readonly string[] {
  const selection = view.selection === null ? [] : [view.selection];
  if (view.empty && !verbose) return selection;
  const made = verbose ? `, planned ${view.createdAt}` : '';
  return [
    `${palette.bold(headerName(view.organization))}  ${palette.dim(`${view.files} against ${view.endpoint}${made}`)}`,
    ...selection,
  ];
}

function unmanagedLines({ unmanaged }: PlanView, palette: Palette): readonly string[] {
  if (unmanaged.length === 0) return [];
  return [
    palette.bold('Left alone'),
    ...unmanaged.flatMap(({ name, lines }) => [
      `  ${headerName(name)}`,
      ...lines.map(({ subject, role }) => `    ${subject} ${role}`),
    ]),
  ];
}

function foot(view: PlanView, palette: Palette, verbose: boolean): readonly string[] {
  const lines: string[] = [];
  if (view.unmanagedSentence !== null) {
    lines.push(palette.dim(`${view.unmanagedSentence}${verbose ? '' : ' --verbose lists them.'}`));
  }
  if (view.groups.length > 0 || verbose) lines.push(palette.dim(`${view.calls}, digest ${view.digest}`));
  if (view.origin !== null) lines.push(view.origin);
  if (view.refusal !== null) lines.push(palette.error(view.refusal));
  lines.push(palette.bold(view.summary));
  return lines;
}
