import type { ChangeLine, ChangeSymbol } from './change-view.ts';
import type { GroupView } from './group-view.ts';
import { codeSpan, escapeMarkdown } from './markdown-escape.ts';
import { diff, folded, list, type Piece, text } from './markdown-pieces.ts';
import {
  type BlockedLine,
  type GuardsView,
  type WarningsView,
  waiverIntroduction,
} from './obstacles-view.ts';
import { count } from './words.ts';

/** How many lines of a group are shown before the rest is folded. A rest of a few lines is not worth folding. */
const mostOpen = 20;
const fewLines = 5;

/** In a diff block `!` is what `~` is elsewhere. */
const diffSymbols: Readonly<Record<ChangeSymbol, string>> = { '+': '+', '~': '!', '-': '-' };

/** `! user read -> write  groups.yaml:15  (note, note)`. */
export function diffLine(line: ChangeLine, notes: readonly string[] = line.notes): string {
  const place = line.place === '' ? '' : `  ${line.place}`;
  const remarks = notes.length === 0 ? '' : `  (${notes.join(', ')})`;
  return `${diffSymbols[line.symbol]} ${line.subject} ${line.detail}${place}${remarks}`;
}

/** Groups with their changes in diff blocks, long tails folded, below a title; nothing for no groups. */
export function groupPieces<Line>(
  title: string,
  groups: readonly GroupView<Line>[],
  lineOf: (line: Line) => string,
  tails: 'fold' | 'show' = 'fold',
): readonly Piece[] {
  return groups.flatMap(({ name, facts, lines }, index) => {
    const all = lines.map(lineOf);
    const open = tails === 'fold' && all.length > mostOpen + fewLines ? mostOpen : all.length;
    const heading = index === 0 ? [`### ${title}`, ''] : [];
    const caption = [...heading, `**${codeSpan(name)}** ${facts}`, ''];
    const rest = all.slice(open);
    return [
      diff(caption, all.slice(0, open)),
      ...(rest.length === 0 ? [] : [folded(`${rest.length} more in this group`, diff([], rest))]),
    ];
  });
}

/** All changes of all groups in one folded diff block, each with the name of its group; nothing for none. */
export function foldedPieces(title: string, groups: readonly GroupView<ChangeLine>[]): readonly Piece[] {
  const items = groups.flatMap(({ name, lines }) =>
    lines.map((line) => diffLine({ ...line, detail: `${line.detail} in ${name}` })),
  );
  return items.length === 0 ? [] : [folded(`${title}: ${items.length}`, diff([], items))];
}

/** Groups with only those lines that pass; groups without any are left out. */
export function onlyLines<Line>(
  groups: readonly GroupView<Line>[],
  passes: (line: Line) => boolean,
): readonly GroupView<Line>[] {
  return groups
    .map((group) => ({ ...group, lines: group.lines.filter(passes) }))
    .filter(({ lines }) => lines.length > 0);
}

/** The violations, and the waiver that would permit the plan. */
export function violationPieces({ violations, waiver }: GuardsView): readonly Piece[] {
  if (violations.length === 0) return [];
  const items = violations.map(
    ({ guard, message, waived }) =>
      `- **${escapeMarkdown(guard)}**${waived ? ' (waived)' : ''}: ${escapeMarkdown(message)}`,
  );
  if (waiver.length === 0) return [list('Violations', items)];
  return [
    list('Violations', items),
    {
      before: [waiverIntroduction, '', '```yaml'],
      items: waiver,
      after: ['```', ''],
      counted: false,
    },
  ];
}

/** What cannot be made now, and why. */
export function blockedPieces(blocked: readonly BlockedLine[]): readonly Piece[] {
  if (blocked.length === 0) return [];
  const items = blocked.map((line) => {
    const meant = line.suggestion === null ? '' : `; did you mean ${codeSpan(line.suggestion)}?`;
    const notes = line.notes.map((note) => `, ${escapeMarkdown(note)}`).join('');
    const place = line.place === '' ? '' : ` (${codeSpan(line.place)})`;
    return `- ${codeSpan(line.what)} in ${codeSpan(line.group)}: ${escapeMarkdown(line.reason)}${meant}${notes}${place}`;
  });
  return [list('Blocked: cannot be made now', items)];
}

/** The warnings, folded. */
export function warningPieces({ shown, more }: WarningsView): readonly Piece[] {
  if (shown.length === 0) return [];
  const total = more.reduce((sum, one) => sum + one.count, shown.length);
  const items = [
    ...shown.map(({ code, message, place }) => {
      const where = place === '' ? '' : `${codeSpan(place)} `;
      return `- ${where}${escapeMarkdown(message)} (${codeSpan(code)})`;
    }),
    ...more.map(({ code, count: others }) => `- … and ${others} more (${codeSpan(code)})`),
  ];
  return [folded(count(total, 'warning'), { ...text(), items })];
}
