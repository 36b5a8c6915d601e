import type { Html } from './html-escape.ts';

/** So many columns fit on a sheet of A4 or Letter and on most screens: more groups are several matrices. */
const mostColumns = 20;

/** What a plan would make of a role; `null` for nothing. */
export type Effect = 'add' | 'change' | 'remove' | null;

/** A group, or what stands for one, as a column of a matrix. */
export interface MatrixColumn {
  /** Its place among all columns, from 0. */
  readonly at: number;
  /** What stands in its header cell: the name. */
  readonly heading: Html;
}

/** What one person has in one column. */
export interface MatrixCell {
  /** The place of its column. */
  readonly at: number;
  readonly text: string;
  /** The role that is live or, where there is none, asked for; `null` where it is not known. */
  readonly role: RoleKey | null;
  /** The role after a change to another one, else `null`. */
  readonly next: RoleKey | null;
  readonly effect: Effect;
  /** It asks for a look. */
  readonly look: boolean;
}

/** One person with what he or she has in some columns, which are in order. */
export interface MatrixPerson {
  readonly user: string;
  /** What is known of the person besides: the full name, an address. */
  readonly who: string;
  readonly cells: readonly [MatrixCell, ...MatrixCell[]];
}

/** Some columns, and everybody with something in them. */
export interface MatrixBand {
  readonly columns: readonly MatrixColumn[];
  readonly people: readonly MatrixPerson[];
}

/**
 * The columns with everybody in them; more than twenty in parts of about the same size, and none without people.
 *
 * @param peopleOf who has something in some of the columns
 */
export function bandsOf<Column extends MatrixColumn>(
  columns: readonly Column[],
  peopleOf: (own: readonly Column[]) => readonly MatrixPerson[],
): readonly MatrixBand[] {
  const bands: MatrixBand[] = [];
  const size = Math.ceil(columns.length / Math.ceil(columns.length / mostColumns));
  for (let first = 0; first < columns.length; first += size) {
    const own = columns.slice(first, first + size);
    const people = peopleOf(own);
    if (people.length > 0) bands.push({ columns: own, people });
  }
  return bands;
}

/** The name of a role's colour. */
export type RoleKey = 'read' | 'contributor' | 'write' | 'admin' | 'other' | 'organization';

/** A role as a letter, and as the name of its colour. */
export interface RoleMark {
  readonly letter: string;
  readonly key: RoleKey;
}

const marks: ReadonlyMap<string, RoleMark> = new Map([
  ['read', { letter: 'R', key: 'read' }],
  ['contributor', { letter: 'C', key: 'contributor' }],
  ['write', { letter: 'W', key: 'write' }],
  ['admin', { letter: 'A', key: 'admin' }],
]);
const otherMark: RoleMark = { letter: '*', key: 'other' };
/** Of who administers the organization. */
export const organizationMark: RoleMark = { letter: 'O', key: 'organization' };

/** The four roles and any other, with what each mark says, for those who read a page. */
export const roleLegend: readonly (readonly [RoleMark, string])[] = [
  ...[...marks].map(([role, mark]) => [mark, role] as const),
  [otherMark, 'another role, see the group'],
];

/** The mark of a role. */
export function markOf(role: string): RoleMark {
  return marks.get(role) ?? otherMark;
}
