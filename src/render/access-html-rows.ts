import type { AccessRow } from '../model/access-row.ts';
import { joined } from '../text/phrase.ts';
import { shownName, shownPlace } from '../text/shown.ts';
import { effectOf, effectPhrase } from './access-effect.ts';
import { type AccessColumn, asksForLook, roleMark } from './access-matrix.ts';
import { concernOf, groupFacts, notesOf, wayPhrase } from './access-view.ts';
import { chunksOf, part, td, th, tr } from './html-chunks.ts';
import { type Html, html, nothing } from './html-escape.ts';
import { phraseHtml, phraseText } from './phrase.ts';

/** The columns of a table of rows with their widths: the same in every table, wherever a name is long. */
function columnsOf(...names: readonly string[]): Html {
  return html`<colgroup>${names.map((name) => html`<col class="c-${name}">`)}</colgroup>`;
}

type Concern = Exclude<ReturnType<typeof concernOf>, null | 'unmanaged'>;

/** The worst first: who has more than is meant, then who has less. */
const concerns: readonly (readonly [Concern, string])[] = [
  ['expired', 'Ended, and still in the group'],
  ['undeclared', 'Not in the file'],
  ['differs', 'Declared otherwise'],
  ['blocked', 'Blocked: cannot be made now'],
  ['missing', 'Declared and missing'],
];

/** A table for every concern, of each group and person that it is about. */
export function exceptionParts(columns: readonly AccessColumn[]): readonly Html[] {
  const found = new Map<Concern, Html[]>();
  for (const column of columns) {
    const mode = column.group?.mode ?? null;
    for (const row of column.rows) {
      const concern = concernOf(row);
      if (concern === null || concern === 'unmanaged') continue;
      const line = tr(
        html` data-g="${tokenOf(column, row)}" data-look`,
        th(shownName(row.user)),
        td(shownName(row.fullname ?? '')),
        td(phraseHtml(column.name)),
        roleCell(row),
        td(phraseHtml(effectPhrase(row, effectOf(row, mode)))),
        td(why(row)),
      );
      const known = found.get(concern);
      if (known === undefined) found.set(concern, [line]);
      else known.push(line);
    }
  }
  const header = html`<tr><th scope="col">User</th><th scope="col">Name</th><th scope="col">Group</th><th scope="col">Role</th><th scope="col">The plan</th><th scope="col">Why</th></tr>`;
  const cols = columnsOf('user', 'name', 'group', 'role', 'plan', 'why');
  return concerns.flatMap(([concern, title]) => {
    const rows = found.get(concern) ?? [];
    if (rows.length === 0) return [];
    return [
      part(
        'rows',
        false,
        `${title}: ${rows.length}`,
        chunksOf(rows, { label: title, header, columns: cols }),
      ),
    ];
  });
}

/** The groups that no file manages, with how many are in them. */
export function unmanagedSection(columns: readonly AccessColumn[]): Html {
  const groups = columns.filter(({ group }) => group !== null && !group.managed);
  if (groups.length === 0) return nothing;
  const rows = groups.map(({ name, group }) =>
    tr(nothing, th(phraseHtml(name)), td(group === null ? '' : factsOf(group))),
  );
  const header = html`<tr><th scope="col">Group</th><th scope="col">What is known of it</th></tr>`;
  return html`<section>
<h2>Groups that no file manages: ${String(groups.length)}</h2>
${chunksOf(rows, { label: 'Groups that no file manages', header, columns: nothing })}</section>
`;
}

/** Who administers the organization, and so has every group. */
export function adminsPart(columns: readonly AccessColumn[]): Html {
  const admins = new Map<string, AccessRow>();
  for (const { rows } of columns)
    for (const row of rows) if (row.via === 'organization admin') admins.set(row.user, row);
  if (admins.size === 0) return nothing;
  const rows = [...admins.values()].map((row) =>
    tr(html` data-g="*:${roleMark(row).key}"`, th(shownName(row.user)), td(shownName(row.fullname ?? ''))),
  );
  const header = html`<tr><th scope="col">User</th><th scope="col">Name</th></tr>`;
  const title = 'Organization admins';
  return part(
    'rows',
    false,
    `${title}, who have every group: ${admins.size}`,
    chunksOf(rows, { label: title, header, columns: nothing }),
  );
}

/** Group by group everybody in it, and every way by which they are. */
export function groupsPart(columns: readonly AccessColumn[]): Html {
  const header = html`<tr><th scope="col">User</th><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Why</th></tr>`;
  const cols = columnsOf('user', 'name', 'role', 'why');
  const blocks = columns.map(({ rows, ...column }) => {
    const lines = rows.map((row) =>
      tr(
        lookOf(row),
        th(shownName(row.user)),
        td(shownName(row.fullname ?? '')),
        roleCell(row),
        td(why(row)),
      ),
    );
    const label = `Access to ${column.title}`;
    return html`<div data-block="${String(column.at)}">
<h3>${phraseHtml(column.name)}</h3>
${column.group === null ? nothing : html`<p class="quiet">${factsOf(column.group)}</p>\n`}${chunksOf(lines, { label, header, columns: cols })}</div>
`;
  });
  return part('rows', true, 'Group by group, and why', blocks);
}

/** For the script: something in the row asks for a look. */
function lookOf(row: AccessRow): Html {
  return { html: asksForLook(row) ? ' data-look' : '' };
}

/** For the script: the column and the role. */
function tokenOf({ at }: Pick<AccessColumn, 'at'>, row: AccessRow): string {
  return `${at}:${roleMark(row).key}`;
}

/** The role as a letter and a colour; the script knows it by its first class, also where nobody has it. */
function roleCell(row: AccessRow): Html {
  const { letter, key } = roleMark(row);
  if (row.live_role === null) return td('not in the group', `${key} out`);
  return td(`${letter} ${shownName(row.live_role)}`, key);
}

function factsOf(group: NonNullable<AccessColumn['group']>): Html {
  const facts = phraseHtml(joined(groupFacts(group, Number.POSITIVE_INFINITY), '; '));
  return group.problem === null
    ? facts
    : html`${facts}<br>${phraseHtml([{ form: 'message', text: group.problem }])}`;
}

/** As plain text: elements within hundreds of thousands of cells would be most of the page. */
function why(row: AccessRow): string {
  const place = shownPlace(row.source);
  const said = [wayPhrase(row), ...notesOf(row)].map(phraseText);
  return [said[0] ?? '', ...(place === '' ? [] : [place]), ...said.slice(1)].join(', ');
}
