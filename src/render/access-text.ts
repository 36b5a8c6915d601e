import type { AccessReport } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';
import type { Source } from '../model/source.ts';
import { named } from '../text/named.ts';
import { joined } from '../text/phrase.ts';
import { namedFile, shown } from '../text/shown.ts';
import { type AccessSection, accessSections } from './access-sections.ts';
import {
  concernCounts,
  concernOf,
  type GroupBlock,
  groupBlocks,
  groupFacts,
  headPhrases,
  notesOf,
  wayPhrase,
} from './access-view.ts';
import type { Paint, Palette } from './palette.ts';
import { phraseText } from './phrase.ts';
import { joinBlocks } from './text-parts.ts';
import { columnWidth, padTo, widthOf } from './width.ts';
import { wrapped } from './wrap.ts';

export interface AccessTextOptions {
  readonly palette: Palette;
  /** The width of the terminal; `null` where lines may be as long as they are. */
  readonly columns: number | null;
}

/** What many rows have in common, made once. */
class Words {
  readonly #names = new Map<string, string>();
  readonly #places = new Map<string, string>();

  name(name: string): string {
    return remembered(this.#names, name, () => shown(named(name)));
  }

  /** `groups.yaml:14` */
  place({ file, line }: Source): string {
    const before = remembered(this.#places, file, () => namedFile(file));
    return `${before}:${line}`;
  }
}

function remembered(known: Map<string, string>, key: string, make: () => string): string {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

/** Columns of a table are not wider than this; what is longer moves its own line. */
const widest = { role: 14, user: 24, fullname: 32 };
/** Where there is less room than this beside the names, the rest goes below them. */
const leastRoom = 30;

/**
 * A report of access for a terminal: what makes it evidence, then group after group, each with everybody in it and the
 * way they came. `!` in the first column asks for a look.
 *
 * @returns lines, each with a line break
 */
export function renderAccessText(report: AccessReport, options: AccessTextOptions): string {
  const { palette, columns } = options;
  const words = new Words();
  const everywhere = report.scope.groups === null && report.repository === null && report.subject === null;
  const admins = everywhere ? adminRows(report.rows) : [];
  const blocks = [
    headLines(report, options),
    ...accessSections(report).map((section) => sectionLines(section, options)),
    ...(admins.length === 0
      ? []
      : [
          [
            ...linesOf('Every group, as organization admin', columns).map(palette.bold),
            ...tableLines(admins, words, options),
          ],
        ]),
    ...groupBlocks(report).map((block) => {
      // Who administers the organization has a block above.
      const rows = everywhere ? block.rows.filter(({ via }) => via !== 'organization admin') : block.rows;
      return groupLines({ ...block, rows }, words, options);
    }),
    ...(report.repository !== null && report.repository.group === null
      ? [
          [
            ...linesOf('By the role in the organization', columns).map(palette.bold),
            ...tableLines(report.rows, words, options),
          ],
        ]
      : []),
  ];
  return joinBlocks(blocks);
}

/** The head without colours, a line each. */
export function accessHeadLines(report: AccessReport): readonly string[] {
  return headPhrases(report).map(phraseText);
}

function headLines(report: AccessReport, { palette, columns }: AccessTextOptions): readonly string[] {
  const lines = accessHeadLines(report).flatMap((line): readonly string[] => {
    const paint = line.startsWith('Complete: no') ? palette.error : (text: string): string => text;
    return linesOf(line, columns).map(paint);
  });
  const counts = concernCounts(report);
  const look = counts.length === 0 ? [] : linesOf(`Look at: ${counts.join(', ')}`, columns);
  return [...lines, ...look.map(palette.warning)];
}

/** A text that fits. @param columns `null` where it may be as long as it is */
function linesOf(text: string, columns: number | null): readonly string[] {
  return columns === null ? [text] : wrapped(text, columns);
}

function sectionLines(
  { title, concerns, lines }: AccessSection,
  { palette, columns }: AccessTextOptions,
): readonly string[] {
  const paint = concerns ? palette.warning : palette.bold;
  const width = columns === null ? null : Math.max(1, columns - 2);
  return [
    ...linesOf(shown(title), columns).map(paint),
    ...lines.flatMap((line) => linesOf(phraseText(line), width).map((part) => `  ${part}`)),
  ];
}

/** Each organization admin once. */
function adminRows(rows: readonly AccessRow[]): readonly AccessRow[] {
  const found = new Map<string, AccessRow>();
  for (const row of rows) if (row.via === 'organization admin') found.set(row.user, row);
  return [...found.values()];
}

function groupLines(
  { group, name, rows }: GroupBlock,
  words: Words,
  options: AccessTextOptions,
): readonly string[] {
  const { palette, columns } = options;
  const facts = phraseText(joined(groupFacts(group), '; '));
  const below = linesOf(facts, columns === null ? null : Math.max(1, columns - 2));
  return [
    ...linesOf(phraseText(name), columns).map(palette.bold),
    ...below.map((line) => `  ${palette.dim(line)}`),
    ...(group.problem === null ? [] : linesOf(`! ${shown(group.problem)}`, columns).map(palette.error)),
    ...tableLines(rows, words, options),
  ];
}

/** A row as cells of plain text. */
interface Cells {
  readonly row: AccessRow;
  readonly role: string;
  readonly user: string;
  readonly fullname: string;
  readonly rest: string;
}

function tableLines(
  rows: readonly AccessRow[],
  words: Words,
  { palette, columns }: AccessTextOptions,
): readonly string[] {
  const cells = rows.map((row) => cellsOf(row, words));
  const role = columnWidth(
    cells.map((one) => one.role),
    widest.role,
  );
  const user = columnWidth(
    cells.map((one) => one.user),
    widest.user,
  );
  const fullname = columnWidth(
    cells.map((one) => one.fullname),
    widest.fullname,
  );
  const lines: string[] = [];
  for (const one of cells) {
    const paint = paintOf(one.row, palette);
    const mark = needsLook(one.row) ? '!' : ' ';
    const start = `${mark} ${padTo(one.role, role)}  ${padTo(one.user, user)}  ${padTo(one.fullname, fullname)}  `;
    const room = columns === null ? Number.POSITIVE_INFINITY : columns - widthOf(start);
    if (room >= leastRoom) {
      const [first = '', ...more] = wrapped(one.rest, room);
      lines.push(paint(`${start}${first}`.trimEnd()));
      for (const line of more) lines.push(paint(`${' '.repeat(widthOf(start))}${line}`));
    } else {
      const width = columns ?? leastRoom;
      for (const line of wrapped(start.trimEnd(), width)) lines.push(paint(line));
      for (const line of wrapped(one.rest, Math.max(1, width - 6))) lines.push(paint(`      ${line}`));
    }
  }
  return lines;
}

function cellsOf(row: AccessRow, words: Words): Cells {
  const notes = notesOf(row);
  const rest = [
    phraseText(wayPhrase(row)),
    ...(row.source === null ? [] : [words.place(row.source)]),
    ...notes.map(phraseText),
  ];
  return {
    row,
    role:
      !row.primary && row.live_role !== null ? '' : row.live_role === null ? '-' : words.name(row.live_role),
    user: words.name(row.user),
    fullname: row.fullname === null ? '' : words.name(row.fullname),
    rest: shown(rest.join(', ')),
  };
}

function needsLook(row: AccessRow): boolean {
  const concern = concernOf(row);
  return concern !== null && concern !== 'unmanaged';
}

function paintOf(row: AccessRow, palette: Palette): Paint {
  switch (concernOf(row)) {
    case null:
      return (text) => text;
    case 'unmanaged':
      return row.via === 'organization admin' ? (text) => text : palette.dim;
    case 'blocked':
    case 'expired':
      return palette.error;
    case 'missing':
      return palette.add;
    case 'differs':
    case 'undeclared':
      return palette.change;
  }
}
