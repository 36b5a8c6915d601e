import { shownName } from '../text/shown.ts';
import { chunksOf, td, th, tr } from './html-chunks.ts';
import { type Html, html, nothing } from './html-escape.ts';
import type { MatrixBand, MatrixCell, MatrixPerson, RoleMark } from './matrix.ts';

/** A band with its title, and what the marks mean above the first. */
export interface MatrixTable {
  readonly title: string;
  readonly body: readonly Html[];
}

/** What there is to say of a matrix besides what is in it. */
export interface MatrixWords {
  /** What all bands are together. */
  readonly title: string;
  readonly roles: readonly (readonly [RoleMark, string])[];
  /** Other marks than those of roles, each with what it means. */
  readonly marks: readonly (readonly [string, string])[];
  /** What the row of a person has for a script. */
  readonly attributesOf?: (person: MatrixPerson) => Html;
}

/** People by groups, with a letter and a colour for the role, as tables that are as wide as a sheet of paper. */
export function matrixTables(bands: readonly MatrixBand[], words: MatrixWords): readonly MatrixTable[] {
  return bands.map((band, index) => {
    const title = bands.length === 1 ? words.title : `${words.title}, part ${index + 1} of ${bands.length}`;
    return { title, body: [index === 0 ? key(words) : nothing, bandHtml(band, title, words)] };
  });
}

/** What the letters and marks of a matrix mean. */
function key({ roles, marks }: MatrixWords): Html {
  const items = [
    ...roles.map(([mark, meaning]) => html`<span class="role ${mark.key}">${mark.letter}</span> ${meaning}`),
    ...marks.map(([mark, meaning]) => html`<b>${mark}</b> ${meaning}`),
  ].map(
    (item) => html`<li>${item}</li>
`,
  );
  return html`<ul class="legend">
${items}</ul>
`;
}

function bandHtml({ columns, people }: MatrixBand, title: string, { attributesOf }: MatrixWords): Html {
  const names = columns.map(({ heading }) => html`<th scope="col"><div class="group">${heading}</div></th>`);
  const first = columns[0]?.at ?? 0;
  const rows = people.map((person) => personRow(person, first, attributesOf?.(person) ?? nothing));
  return html`<div class="wide" tabindex="0" role="region" aria-label="${title}">
${chunksOf(rows, {
  label: 'People',
  header: html`<tr><th scope="col">User</th><th scope="col">Name</th>${names}</tr>`,
  columns: html`<colgroup><col class="user"><col class="who"><col class="one" span="${String(columns.length)}"></colgroup>`,
})}</div>
`;
}

/** Runs of groups that somebody is not in are one cell, and none at the end: nearly all of a matrix is empty. */
function personRow({ user, who, cells }: MatrixPerson, first: number, attributes: Html): Html {
  const out: Html[] = [];
  let at = first;
  for (const cell of cells) {
    out.push(gap(cell.at - at), cellHtml(cell));
    at = cell.at + 1;
  }
  return tr(attributes, th(shownName(user)), td(who), ...out);
}

function gap(width: number): Html {
  if (width === 0) return nothing;
  return width === 1 ? td('') : html`<td colspan="${String(width)}">`;
}

function cellHtml({ text, role, next, effect, look }: MatrixCell): Html {
  const classes = [
    ...(role === null ? [] : [role]),
    ...(next === null ? [] : [`next-${next}`]),
    ...(effect === null ? (look ? ['look'] : []) : ['plan', `to-${effect}`]),
  ];
  return td(text, classes.join(' '));
}
