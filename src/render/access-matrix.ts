import type { AccessReport } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';
import { compareCodePoints } from '../text/order.ts';
import type { Phrase } from '../text/phrase.ts';
import { shownName } from '../text/shown.ts';
import { effectOf } from './access-effect.ts';
import { concernOf, type GroupBlock, groupBlocks } from './access-view.ts';
import { html } from './html-escape.ts';
import type { Effect } from './matrix.ts';
import {
  bandsOf,
  type MatrixBand,
  type MatrixCell,
  type MatrixColumn,
  type MatrixPerson,
  markOf,
  organizationMark,
  type RoleMark,
  roleLegend,
} from './matrix.ts';

/** A group of a report, or what stands for a repository in none. */
export interface AccessColumn extends MatrixColumn {
  readonly name: Phrase;
  /** The name where it stands alone, as in a list to choose from. */
  readonly title: string;
  /** `null` for a repository in no group. */
  readonly group: GroupBlock['group'] | null;
  readonly rows: readonly AccessRow[];
}

/** The groups of a report in its order; a repository in no group is one column. */
export function accessColumns(report: AccessReport): readonly AccessColumn[] {
  const groups = groupBlocks(report).map(({ name, group, rows }, at) => {
    const title = name.map((part) => shownName(typeof part === 'string' ? part : part.text)).join('');
    return { at, name, title, heading: html`${title}`, group, rows };
  });
  if (report.repository === null || report.repository.group !== null) return groups;
  const title = 'By the role in the organization';
  const column = { at: groups.length, name: [title], title, heading: html`${title}` };
  return [...groups, { ...column, group: null, rows: report.rows }];
}

/** Everybody against every group, by the way that counts. */
export function accessBands(columns: readonly AccessColumn[]): readonly MatrixBand[] {
  return bandsOf(columns, peopleOf);
}

function peopleOf(columns: readonly AccessColumn[]): readonly MatrixPerson[] {
  const people = new Map<string, { user: string; who: string; cells: [MatrixCell, ...MatrixCell[]] }>();
  for (const column of columns) {
    for (const row of column.rows) {
      if (!row.primary) continue;
      const cell = cellOf(column, row);
      const key = row.user.toLowerCase();
      const known = people.get(key);
      if (known === undefined) people.set(key, { user: row.user, who: whoIs(row), cells: [cell] });
      else known.cells.push(cell);
    }
  }
  return [...people].sort(([a], [b]) => compareCodePoints(a, b)).map(([, person]) => person);
}

/** What is known of the person besides the groups. */
function whoIs(row: AccessRow): string {
  return [
    ...[row.fullname, row.email].flatMap((text) => (text === null ? [] : [shownName(text)])),
    ...(row.organization_role === 'admin' ? ['organization admin'] : []),
    ...(row.service_account === true ? ['service account'] : []),
    ...(row.external === true ? ['external collaborator'] : []),
    ...(row.two_factor === false ? ['without two-factor authentication'] : []),
  ].join(', ');
}

function cellOf({ at, group }: AccessColumn, row: AccessRow): MatrixCell {
  const effect = effectOf(row, group?.mode ?? null);
  const next = effect === 'change' ? markOf(row.declared_role ?? '') : null;
  const mark = roleMark(row);
  const look = asksForLook(row);
  return {
    at,
    text: textOf(mark, next, effect, look),
    role: mark.key,
    next: next?.key ?? null,
    effect,
    look,
  };
}

/** In as few letters as there are: `W`, `W→A`, `+R`, `−W`, `W!`. */
function textOf({ letter }: RoleMark, next: RoleMark | null, effect: Effect, look: boolean): string {
  switch (effect) {
    case 'add':
      return `+${letter}`;
    case 'change':
      return `${letter}→${next?.letter ?? ''}`;
    case 'remove':
      return `−${letter}`;
    case null:
      return look ? `${letter}!` : letter;
  }
}

/** Every mark of a role with what it says, for those who read a page. */
export const accessLegend: readonly (readonly [RoleMark, string])[] = [
  ...roleLegend,
  [organizationMark, 'organization admin, who has every group'],
];

/** The mark of what somebody has or, where that is nothing, of what is declared. */
export function roleMark({ via, live_role: live, declared_role: declared }: AccessRow): RoleMark {
  if (via === 'organization admin') return organizationMark;
  return markOf(live ?? declared ?? '');
}

/** Whether it is an exception; who is in a group that no file manages is none by himself. */
export function asksForLook(row: AccessRow): boolean {
  const concern = concernOf(row);
  return concern !== null && concern !== 'unmanaged';
}
