import type { ChangeLine, ChangeSymbol } from './change-view.ts';
import type { GroupView } from './group-view.ts';
import { html } from './html-escape.ts';
import { codeCell, codeSpan } from './markdown-escape.ts';
import { diff, folded, type Piece, text } from './markdown-pieces.ts';
import type { OverviewRow } from './overview-view.ts';
import { columnWidth, padTo } from './width.ts';
import { count } from './words.ts';

/** How many lines of a group are shown before the rest is folded. A rest of a few lines is not worth folding. */
const mostOpen = 20;
const fewLines = 5;

/** The widest that a change or a place gets to keep the next column aligned; what is longer moves only its own line. */
const widestChange = 40;
const widestPlace = 30;

/** In a diff block `!` is what `~` is elsewhere. */
const diffSymbols: Readonly<Record<ChangeSymbol, string>> = { '+': '+', '~': '!', '-': '-' };

/** `! user read -> write  groups.yaml:15  note, note`, with places and notes below each other. */
export function diffLines<Line extends ChangeLine>(
  lines: readonly Line[],
  notesOf: (line: Line) => readonly string[] = ({ notes }) => notes,
): readonly string[] {
  const changes = lines.map(({ symbol, subject, detail }) => `${diffSymbols[symbol]} ${subject} ${detail}`);
  const first = columnWidth(changes, widestChange);
  const second = columnWidth(
    lines.map(({ place }) => place),
    widestPlace,
  );
  return lines.map((line, index) => {
    const columns = [padTo(changes[index] ?? '', first), padTo(line.place, second), notesOf(line).join(', ')];
    return columns
      .filter((column) => column !== '')
      .join('  ')
      .trimEnd();
  });
}

/** How much of a section stands open. */
export interface Opening {
  /** So many lines of all groups together; then a group is one line that can be opened. */
  readonly lines: number;
  /** Whether the tail of a long group is folded. */
  readonly tails: 'fold' | 'show';
}

/** Everything stands open. */
export const allOpen: Opening = { lines: Number.POSITIVE_INFINITY, tails: 'show' };

/** Groups with their changes in diff blocks, below a title with their number; nothing for no groups. */
export function groupPieces<Line>(
  title: string,
  groups: readonly GroupView<Line>[],
  linesOf: (lines: readonly Line[]) => readonly string[],
  opening: Opening = { lines: 60, tails: 'fold' },
): readonly Piece[] {
  const total = groups.reduce((sum, { lines }) => sum + lines.length, 0);
  let left = opening.lines;
  return groups.flatMap((group, index) => {
    const heading = index === 0 ? [`### ${title}: ${total}`, ''] : [];
    const items = linesOf(group.lines);
    if (left <= 0) return [foldedGroup(group, items)];
    const long = opening.tails === 'fold' && items.length > mostOpen + fewLines;
    const open = long ? items.slice(0, mostOpen) : items;
    left -= open.length;
    const caption = `**${codeSpan(group.name)}** ${group.facts}`.trimEnd();
    const first = diff([...heading, caption, ''], open);
    if (!long) return [first];
    return [
      first,
      folded(`${items.length - open.length} more in this group`, diff([], items.slice(open.length))),
    ];
  });
}

/** A group as one line that can be opened. */
function foldedGroup({ name, facts }: GroupView<unknown>, items: readonly string[]): Piece {
  const title = html`<b><code>${name}</code></b> ${facts === '' ? '' : `${facts}: `}${count(items.length, 'change')}`;
  return folded(title, diff([], items));
}

/** All changes of all groups in one folded diff block, each with the name of its group; nothing for none. */
export function foldedPieces(title: string, groups: readonly GroupView<ChangeLine>[]): readonly Piece[] {
  const lines = groups.flatMap((group) =>
    group.lines.map((line) => ({ ...line, detail: `${line.detail} in ${group.name}` })),
  );
  return lines.length === 0 ? [] : [folded(`${title}: ${lines.length}`, diff([], diffLines(lines)))];
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

/** Who loses and who gains, as a table; nothing for no rows. */
export function overviewPieces(rows: readonly OverviewRow[]): readonly Piece[] {
  if (rows.length === 0) return [];
  return [
    text(
      '| | Who | Where |',
      '| :-- | :-- | :-- |',
      ...rows.map(({ effect, people, more, group, contents }) => {
        const who = people.map(codeCell).join(', ');
        const others = more === 0 ? '' : ` and ${more} more`;
        const where = group === null ? contents : `${codeCell(group)}, ${contents}`;
        return `| **${effect}** | ${who}${others} | ${where} |`;
      }),
    ),
  ];
}
