import type { Plan } from '../model/plan.ts';
import type { ChangeLine } from './change-view.ts';
import type { GroupView } from './group-view.ts';
import { allNotes } from './markdown-changes.ts';
import type { Palette } from './palette.ts';
import { phraseText } from './phrase.ts';
import { type ChangeGroups, type PlanView, planView } from './plan-view.ts';
import {
  blockedTextLines,
  changeRow,
  groupHeader,
  joinBlocks,
  tableLines,
  warningLines,
} from './text-parts.ts';
import { policyLines, refusalLines, releasedLines, waiverLines } from './text-rules.ts';

export interface TextOptions {
  readonly palette: Palette;
  /** Also full names, repositories, what is left alone, when the plan was made, and every warning. */
  readonly verbose: boolean;
  /** It is about to be applied, and what becomes of it is told behind it. */
  readonly applying?: boolean;
}

/**
 * A plan for a terminal: a verdict, policy changes, what takes access away before what gives it, what stands in the way,
 * what is pending anyway, the way out, and in the last line the summary. A symbol in the first column is a change, and
 * nothing else is. Every change is shown.
 *
 * @returns lines, each with a line break
 */
export function renderPlanText(plan: Plan, { palette, verbose, applying = false }: TextOptions): string {
  const view = planView(plan, {
    applying,
    ...(verbose ? { mostWarnings: Number.POSITIVE_INFINITY } : {}),
  });
  const { pending } = view;
  return joinBlocks([
    verdictLines(view, palette),
    policyLines(view.policy, palette),
    ...changeBlocks(view.own, '', palette, verbose),
    refusalLines(view.refusal, palette),
    blockedTextLines(view.blocked, palette),
    pending === null ? [] : [`${palette.bold(`${pending.title}:`)} ${phraseText(pending.sentence)}`],
    ...(pending === null ? [] : changeBlocks(pending, 'Pending: ', palette, verbose)),
    blockedTextLines(pending?.blocked ?? [], palette),
    waiverLines(view),
    releasedLines(view.released, palette),
    warningLines(view.warnings, palette),
    ...(verbose ? [unmanagedLines(view, palette)] : []),
    foot(view, palette, { verbose, applying }),
  ]);
}

/** Of an empty plan the last line says all. */
function verdictLines(view: PlanView, palette: Palette): readonly string[] {
  const verdict = phraseText(view.verdict);
  return [
    ...(verdict === view.summary ? [] : [(view.refusal.refused ? palette.error : palette.bold)(verdict)]),
    ...(view.selection === null ? [] : [phraseText(view.selection)]),
  ];
}

function changeBlocks(
  { less, more, rest }: ChangeGroups,
  before: string,
  palette: Palette,
  verbose: boolean,
): readonly (readonly string[])[] {
  return [
    ...sectionBlocks(
      `${before}${before === '' ? 'Less' : 'less'} access`,
      less,
      palette.remove,
      palette,
      verbose,
    ),
    ...sectionBlocks(
      `${before}${before === '' ? 'More' : 'more'} access`,
      more,
      palette.add,
      palette,
      verbose,
    ),
    ...sectionBlocks(
      `${before}${before === '' ? 'Other' : 'other'} changes`,
      rest,
      palette.bold,
      palette,
      verbose,
    ),
  ];
}

function sectionBlocks(
  title: string,
  groups: readonly GroupView<ChangeLine>[],
  paint: Palette['add'],
  palette: Palette,
  verbose: boolean,
): readonly (readonly string[])[] {
  const total = groups.reduce((sum, { lines }) => sum + lines.length, 0);
  return groups.map((group, index) => [
    ...(index === 0 ? [paint(`${title}: ${total}`), ''] : []),
    groupHeader(group, palette),
    ...(verbose && group.repositories.length > 0 ? [`  ${palette.dim(phraseText(group.repositories))}`] : []),
    ...tableLines(
      group.lines.map((line) => changeRow(line, verbose ? allNotes(line) : line.notes, palette)),
      palette,
    ),
  ]);
}

function unmanagedLines({ unmanaged }: PlanView, palette: Palette): readonly string[] {
  if (unmanaged.length === 0) return [];
  return [
    palette.bold('Left alone'),
    ...unmanaged.flatMap(({ name, lines }) => [
      `  ${phraseText(name)}`,
      ...lines.map(({ subject, role }) => `    ${subject} ${role}`),
    ]),
  ];
}

function foot(
  view: PlanView,
  palette: Palette,
  { verbose, applying }: Required<Pick<TextOptions, 'verbose' | 'applying'>>,
): readonly string[] {
  const lines: string[] = [];
  if (view.unmanagedSentence !== null && !verbose)
    lines.push(palette.dim(phraseText(view.unmanagedSentence)));
  if (!view.empty || verbose) {
    const made = verbose ? `, planned ${view.createdAt}, ${view.calls}` : '';
    lines.push(palette.dim(`${phraseText(view.target)}${made}`), palette.dim(`Digest ${view.digest}`));
  }
  if (view.takesAway !== null) lines.push(view.takesAway);
  if (view.refusal.refused && !applying)
    lines.push(palette.error(`Apply would refuse this plan, because of ${view.refusal.by}.`));
  lines.push(palette.bold(view.summary));
  return lines;
}
