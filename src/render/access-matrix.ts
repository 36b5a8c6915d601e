import type { AccessReport, AccessRow } from '../model/access.ts';
import { compareCodePoints } from '../text/order.ts';
import type { Phrase } from '../text/phrase.ts';
import { shownName } from '../text/shown.ts';
import { type Effect, effectOf } from './access-effect.ts';
import { concernOf, type GroupBlock, groupBlocks } from './access-view.ts';

/** So many columns fit on a sheet of A4 or Letter and on most screens: more groups are several matrices. */
const mostColumns = 20;

/** A group, or what stands for a repository in none, as a column. */
export interface MatrixColumn {
  /** Its place among all columns, from 0. */
  readonly at: number;
  readonly name: Phrase;
  /** The name where it stands alone, as in a header cell. */
  readonly title: string;
  /** `null` for a repository in no group. */
  readonly group: GroupBlock['group'] | null;
  readonly rows: readonly AccessRow[];
}

/** The way that counts of one person to one group. */
export interface MatrixCell {
  readonly column: MatrixColumn;
  readonly row: AccessRow;
  readonly effect: Effect;
}

/** One person with what he or she has in some columns, which are in order. */
export interface MatrixPerson {
  readonly user: string;
  readonly cells: readonly [MatrixCell, ...MatrixCell[]];
}

/** Some columns, and everybody with something in them. */
export interface MatrixBand {
  readonly columns: readonly MatrixColumn[];
  readonly people: readonly MatrixPerson[];
}

/** The groups of a report in its order; a repository in no group is one column. */
export function matrixColumns(report: AccessReport): readonly MatrixColumn[] {
  const groups = groupBlocks(report).map(({ name, group, rows }, at) => ({
    at,
    name,
    title: name.map((part) => shownName(typeof part === 'string' ? part : part.text)).join(''),
    group,
    rows,
  }));
  if (report.repository === null || report.repository.group !== null) return groups;
  const title = 'By the role in the organization';
  return [...groups, { at: groups.length, name: [title], title, group: null, rows: report.rows }];
}

/** Everybody against every group; more than twenty groups in parts of about the same size. */
export function matrixBands(columns: readonly MatrixColumn[]): readonly MatrixBand[] {
  const bands: MatrixBand[] = [];
  const size = Math.ceil(columns.length / Math.ceil(columns.length / mostColumns));
  for (let first = 0; first < columns.length; first += size) {
    const own = columns.slice(first, first + size);
    bands.push({ columns: own, people: peopleOf(own) });
  }
  return bands;
}

function peopleOf(columns: readonly MatrixColumn[]): readonly MatrixPerson[] {
  const people = new Map<string, { user: string; cells: [MatrixCell, ...MatrixCell[]] }>();
  for (const column of columns) {
    for (const row of column.rows) {
      if (!row.primary) continue;
      const cell = { column, row, effect: effectOf(row, column.group?.mode ?? null) };
      const key = row.user.toLowerCase();
      const known = people.get(key);
      if (known === undefined) people.set(key, { user: row.user, cells: [cell] });
      else known.cells.push(cell);
    }
  }
  return [...people].sort(([a], [b]) => compareCodePoints(a, b)).map(([, person]) => person);
}

/** A role as a letter, and as the name of its colour. */
export interface RoleMark {
  readonly letter: string;
  readonly key: string;
}

const marks: ReadonlyMap<string, RoleMark> = new Map([
  ['read', { letter: 'R', key: 'read' }],
  ['contributor', { letter: 'C', key: 'contributor' }],
  ['write', { letter: 'W', key: 'write' }],
  ['admin', { letter: 'A', key: 'admin' }],
]);
const otherMark: RoleMark = { letter: '*', key: 'other' };
const organizationMark: RoleMark = { letter: 'O', key: 'organization' };

/** Every mark with what it says, for those who read a page. */
export const legend: readonly (readonly [RoleMark, string])[] = [
  ...[...marks].map(([role, mark]) => [mark, role] as const),
  [otherMark, 'another role, see the group'],
  [organizationMark, 'organization admin, who has every group'],
];

function markOf(role: string): RoleMark {
  return marks.get(role) ?? otherMark;
}

/** The mark of what somebody has or, where that is nothing, of what is declared. */
export function roleMark({ via, live_role: live, declared_role: declared }: AccessRow): RoleMark {
  if (via === 'organization admin') return organizationMark;
  return markOf(live ?? declared ?? '');
}

/** A cell in as few letters as there are: `W`, `W→A`, `+R`, `−W`, `W!`. */
export function cellText({ row, effect }: Pick<MatrixCell, 'row' | 'effect'>): string {
  const { letter } = roleMark(row);
  switch (effect) {
    case 'add':
      return `+${letter}`;
    case 'change':
      return `${letter}→${markOf(row.declared_role ?? '').letter}`;
    case 'remove':
      return `−${letter}`;
    case null:
      return asksForLook(row) ? `${letter}!` : letter;
  }
}

/** Whether it is an exception; who is in a group that no file manages is none by himself. */
export function asksForLook(row: AccessRow): boolean {
  const concern = concernOf(row);
  return concern !== null && concern !== 'unmanaged';
}
