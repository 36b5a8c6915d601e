import type { AccessReport } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';
import type { Source } from '../model/source.ts';
import { visible } from '../text/visible.ts';

/** One column of the table. */
interface Column {
  readonly name: string;
  of(row: AccessRow): string | boolean | null;
}

const column = (name: keyof AccessRow & string, of: Column['of']): Column => ({ name, of });

const columns: readonly Column[] = [
  column('user', (row) => row.user),
  column('fullname', (row) => row.fullname),
  column('email', (row) => row.email),
  column('organization_role', (row) => row.organization_role),
  column('external', (row) => row.external),
  column('two_factor', (row) => row.two_factor),
  column('service_account', (row) => row.service_account),
  column('group', (row) => row.group),
  column('group_id', (row) => row.group_id),
  column('live_role', (row) => row.live_role),
  column('declared_role', (row) => row.declared_role),
  column('via', (row) => row.via),
  column('source', (row) => placeOf(row.source)),
  column('reason', (row) => row.reason),
  column('expires', (row) => row.expires),
  column('status', (row) => row.status),
  column('team', (row) => row.team),
  column('include', (row) => row.include),
  column('primary', (row) => row.primary),
  column('blocked', (row) => row.blocked),
  column('added_by', (row) => row.added_by),
  { name: 'audit_at', of: (row) => row.event?.at ?? null },
  { name: 'audit_by', of: (row) => row.event?.by ?? null },
  { name: 'audit_message', of: (row) => row.event?.message ?? null },
  // For whoever signs the review: `keep`, `change` or `remove`.
  { name: 'reviewer', of: () => null },
  { name: 'date', of: () => null },
  { name: 'decision', of: () => null },
];

/** The names of the columns, in their order. */
export const accessColumns: readonly string[] = columns.map(({ name }) => name);

/**
 * The rows as CSV (RFC 4180): a header, then one record a row, lines ended by CRLF. Cells that a spreadsheet would take
 * for a formula begin with an apostrophe, which it takes for the beginning of a text.
 *
 * @param mark whether it begins with a byte order mark, by which some spreadsheets know UTF-8
 */
export function accessCsv({ rows }: AccessReport, mark: boolean): string {
  const records = rows.map((row) => columns.map(({ of }) => cell(of(row))).join(','));
  return `${mark ? '\ufeff' : ''}${[accessColumns.join(','), ...records].join('\r\n')}\r\n`;
}

function placeOf(source: Source | null): string | null {
  return source === null ? null : `${source.file}:${source.line}`;
}

/**
 * What spreadsheets take for the beginning of a formula, also after blanks, and what they turn into one of these.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212]/;

function cell(value: string | boolean | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = visible(value);
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
