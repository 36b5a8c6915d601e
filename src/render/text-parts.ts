import type { BlockedLine } from './blocked-view.ts';
import type { ChangeLine } from './change-view.ts';
import type { GroupView } from './group-view.ts';
import type { Palette } from './palette.ts';
import { phraseText } from './phrase.ts';
import type { WarningsView } from './warnings-view.ts';
import { columnWidth, padTo } from './width.ts';

/** The widest that a column gets to keep the next one aligned; what is longer moves only its own line. */
const widestChange = 48;
const widestPlace = 36;

/** A row of a table: its first cell may be painted, and is measured by its plain text. */
export interface Row {
  readonly plain: string;
  readonly painted: string;
  readonly place: string;
  readonly notes: string;
}

/** Rows with their places and notes below each other. Nothing but the first cell is left of column two. */
export function tableLines(rows: readonly Row[], palette: Palette): readonly string[] {
  const first = columnWidth(
    rows.map(({ plain }) => plain),
    widestChange,
  );
  const second = columnWidth(
    rows.map(({ place }) => place),
    widestPlace,
  );
  const hasPlaces = rows.some(({ place }) => place !== '');
  return rows.map(({ plain, painted, place, notes }) => {
    if (place === '' && notes === '') return painted;
    const gap = padTo(plain, first).slice(plain.length);
    if (notes === '') return `${painted}${gap}  ${palette.dim(place)}`;
    return `${painted}${gap}  ${hasPlaces ? `${palette.dim(padTo(place, second))}  ` : ''}${notes}`;
  });
}

/** `+ ada admin`, with single spaces, because programs look for it. A lower role is red where a higher one is green. */
export function changeRow(line: ChangeLine, notes: readonly string[], palette: Palette): Row {
  const paint = { less: palette.remove, more: palette.add, none: palette.change }[line.bearing];
  const detail = line.symbol === '~' ? paint(line.detail) : line.detail;
  return {
    plain: `${line.symbol} ${line.subject} ${line.detail}`,
    painted: `${palette[line.tone](line.symbol)} ${line.subject} ${detail}`,
    place: line.place,
    notes: notes.join(', '),
  };
}

/** The line above a group's changes. */
export function groupHeader({ name, facts }: GroupView<unknown>, palette: Palette): string {
  const title = palette.bold(phraseText(name));
  return facts === '' ? title : `${title}  ${palette.dim(facts)}`;
}

/** Every warning with its place and code, under a heading; nothing for none. */
export function warningLines({ shown, more }: WarningsView, palette: Palette): readonly string[] {
  if (shown.length === 0) return [];
  return [
    palette.warning('Warnings'),
    ...shown.map(
      ({ code, message, place }) =>
        `  ${place === '' ? '' : `${place}  `}${message} ${palette.dim(`[${code}]`)}`,
    ),
    ...more.map(({ code, count }) => `  … and ${count} more ${palette.dim(`[${code}]`)}`),
  ];
}

/** Every blocked entry with its reason, under a heading; nothing for none. */
export function blockedTextLines(blocked: readonly BlockedLine[], palette: Palette): readonly string[] {
  if (blocked.length === 0) return [];
  const rows = blocked.map(({ what, why, place }): Row => {
    const plain = `  ${phraseText(what)}`;
    return { plain, painted: plain, place, notes: phraseText(why) };
  });
  return [palette.warning('Blocked: cannot be made now'), ...tableLines(rows, palette)];
}

/** Blocks of lines with an empty line between them; empty ones are left out. The text ends with a line break. */
export function joinBlocks(blocks: readonly (readonly string[])[]): string {
  const full = blocks.filter((block) => block.length > 0);
  return `${full.map((block) => block.join('\n')).join('\n\n')}\n`;
}
