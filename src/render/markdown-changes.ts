import { count } from '../text/count.ts';
import type { ChangeLine } from './change-view.ts';
import type { GroupView } from './group-view.ts';
import { html } from './html-escape.ts';
import { diff, folded, type Piece } from './markdown-pieces.ts';
import { phraseHtml, phraseMarkdown, phraseText } from './phrase.ts';
import { columnWidth, padTo } from './width.ts';

/** How many lines of a group are shown before the rest is folded. A rest of a few lines is not worth folding. */
const mostOpen = 20;
const fewLines = 5;

/** The widest that a change or a place gets to keep the next column aligned; what is longer moves only its own line. */
const widestChange = 40;
const widestPlace = 30;

/** GitHub draws `-` red, `!` orange and `+` green: a higher role looks like what it gives, a lower one does not. */
function diffSymbol({ symbol, bearing }: ChangeLine): string {
  return symbol === '~' ? { less: '!', more: '+', none: '~' }[bearing] : symbol;
}

/** `! user write -> read  groups.yaml:15  note, note`, with places and notes below each other. */
export function diffLines<Line extends ChangeLine>(
  lines: readonly Line[],
  notesOf: (line: Line) => readonly string[] = namedNotes,
): readonly string[] {
  const changes = lines.map((line) => `${diffSymbol(line)} ${line.subject} ${line.detail}`);
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

/** The notes of a line and the full name. */
export function namedNotes({ fullname, notes }: ChangeLine): readonly string[] {
  return fullname === null ? notes : [...notes, `name ${fullname}`];
}

/** Everything that there is to tell of a line: its notes, its details and the full name. */
export function allNotes(line: ChangeLine): readonly string[] {
  return namedNotes({ ...line, notes: [...line.notes, ...line.details] });
}

/** How much of a section stands open. */
export interface Opening<Line> {
  /** So many lines of all groups together; then a group is one line that can be opened. */
  readonly lines: number;
  /** Whether the tail of a long group is folded. */
  readonly tails: 'fold' | 'show';
  /** These are never folded. */
  readonly always: (line: Line) => boolean;
}

/** Everything stands open. */
export const allOpen: Opening<unknown> = {
  lines: Number.POSITIVE_INFINITY,
  tails: 'show',
  always: () => true,
};

const someOpen: Opening<unknown> = { lines: 60, tails: 'fold', always: () => false };

/** Groups with their changes in diff blocks, below a title with their number; nothing for no groups. */
export function groupPieces<Line>(
  title: string,
  groups: readonly GroupView<Line>[],
  linesOf: (lines: readonly Line[]) => readonly string[],
  opening: Opening<Line> = someOpen,
): readonly Piece[] {
  const total = groups.reduce((sum, { lines }) => sum + lines.length, 0);
  let left = opening.lines;
  return groups.flatMap((group, index) => {
    const heading = index === 0 ? [`### ${title}: ${total}`, ''] : [];
    const always = group.lines.filter(opening.always);
    const ordered = [...always, ...group.lines.filter((line) => !opening.always(line))];
    const long = opening.tails === 'fold' && ordered.length > mostOpen + fewLines;
    const wanted = left <= 0 ? 0 : long ? mostOpen : ordered.length;
    const open = Math.max(always.length, wanted);
    const items = linesOf(open < ordered.length ? ordered : group.lines);
    if (open === 0) return [foldedGroup(group, items)];
    left -= open;
    const first = diff([...heading, ...captionOf(group), ''], items.slice(0, open));
    if (open === items.length) return [first];
    return [first, folded(`${items.length - open} more in this group`, diff([], items.slice(open)))];
  });
}

function captionOf({ name, facts, repositories }: GroupView<unknown>): readonly string[] {
  return [
    `**${phraseMarkdown(name)}** ${facts}`.trimEnd(),
    ...(repositories.length === 0 ? [] : [phraseMarkdown(repositories)]),
  ];
}

/** A group as one line that can be opened. */
function foldedGroup({ name, facts }: GroupView<unknown>, items: readonly string[]): Piece {
  const title = html`<b>${phraseHtml(name)}</b> ${facts === '' ? '' : `${facts}: `}${count(items.length, 'change')}`;
  return folded(title, diff([], items));
}

/** All changes of all groups in one folded diff block, each with the name of its group; nothing for none. */
export function foldedPieces(
  title: string,
  groups: readonly GroupView<ChangeLine>[],
  linesOf: (lines: readonly ChangeLine[]) => readonly string[],
): readonly Piece[] {
  const lines = groups.flatMap((group) =>
    group.lines.map((line) => ({ ...line, detail: `${line.detail} in ${phraseText(group.name)}` })),
  );
  return lines.length === 0 ? [] : [folded(`${title}: ${lines.length}`, diff([], linesOf(lines)))];
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
