import type { AccessRow } from '../model/access.ts';
import { shownName } from '../text/shown.ts';
import { chunksOf, part, td, th, tr } from './access-html-chunks.ts';
import { lookOf, tokenOf } from './access-html-rows.ts';
import {
  asksForLook,
  cellText,
  legend,
  type MatrixBand,
  type MatrixCell,
  type MatrixColumn,
  type MatrixPerson,
  matrixBands,
  roleMark,
} from './access-matrix.ts';
import { type Html, html, nothing } from './html-escape.ts';

/** Everybody against every group, with a letter and a colour for the role. */
export function matrixParts(columns: readonly MatrixColumn[]): readonly Html[] {
  const bands = matrixBands(columns).filter(({ people }) => people.length > 0);
  return bands.map((band, index) => {
    const title = bands.length === 1 ? 'Everybody' : `Everybody, part ${index + 1} of ${bands.length}`;
    return part('matrix', true, title, [index === 0 ? key() : nothing, bandHtml(band, title)]);
  });
}

/** What the letters and marks of the matrix mean. */
function key(): Html {
  const roles = legend.map(
    ([mark, meaning]) => html`<li><span class="role ${mark.key}">${mark.letter}</span> ${meaning}</li>
`,
  );
  return html`<ul class="legend">
${roles}<li><b>+R</b> the plan would add</li>
<li><b>W→A</b> the plan would change</li>
<li><b>−W</b> the plan would remove</li>
<li><b>W!</b> asks for a look, and the plan changes nothing</li>
</ul>
`;
}

function bandHtml({ columns, people }: MatrixBand, title: string): Html {
  const names = columns.map(({ title: name }) => html`<th scope="col"><div class="group">${name}</div></th>`);
  const first = columns[0]?.at ?? 0;
  const rows = people.map((person) => personRow(person, first));
  return html`<div class="wide" tabindex="0" role="region" aria-label="${title}">
${chunksOf(rows, {
  label: 'People',
  header: html`<tr><th scope="col">User</th><th scope="col">Name</th>${names}</tr>`,
  columns: html`<colgroup><col class="user"><col class="who"><col class="one" span="${String(columns.length)}"></colgroup>`,
})}</div>
`;
}

/** Runs of groups that somebody is not in are one cell, and none at the end: nearly all of a matrix is empty. */
function personRow({ user, cells }: MatrixPerson, first: number): Html {
  const tokens = cells.map(({ column, row }) => tokenOf(column, row)).join(' ');
  const look = cells.find(({ row }) => asksForLook(row))?.row ?? cells[0].row;
  const out: Html[] = [];
  let at = first;
  for (const cell of cells) {
    out.push(gap(cell.column.at - at), cellHtml(cell));
    at = cell.column.at + 1;
  }
  return tr(html` data-g="${tokens}"${lookOf(look)}`, th(shownName(user)), td(whoIs(cells[0].row)), ...out);
}

function gap(width: number): Html {
  if (width === 0) return nothing;
  return width === 1 ? td('') : html`<td colspan="${String(width)}">`;
}

function cellHtml({ row, effect }: MatrixCell): Html {
  const { key: role } = roleMark(row);
  const mark = effect === null ? (asksForLook(row) ? ' look' : '') : ` plan to-${effect}`;
  return td(cellText({ row, effect }), `${role}${mark}`);
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
