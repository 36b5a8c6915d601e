import { type Html, html } from './html-escape.ts';

/** So many rows are one table: a browser lays out those that are seen, and prints all of them. */
const rowsOfChunk = 50;

/** What every table of a list has. */
export interface ChunkHead {
  /** What the rows are, for who hears the page: `People`. */
  readonly label: string;
  /** A row of header cells. */
  readonly header: Html;
  /** `<colgroup>`, or nothing. */
  readonly columns: Html;
}

/**
 * A row of a table, with the cells as {@link th} and {@link td} make them. Tags that end with what follows them are left
 * out, here and there: of a page of 100,000 rows they would be a fifth.
 *
 * @param attributes with a space before each
 */
export function tr(attributes: Html, ...cells: readonly Html[]): Html {
  return html`<tr${attributes}>${cells}
`;
}

/** The cell that says what a row is about. */
export function th(content: string | Html): Html {
  return html`<th scope="row">${content}`;
}

/** A cell. @param classes of the style, separated by spaces; empty for none */
export function td(content: string | Html, classes = ''): Html {
  return classes === '' ? html`<td>${content}` : html`<td class="${classes}">${content}`;
}

/** Rows as tables of 50, each with its own header row in a section of its own, which says how long it will be. */
export function chunksOf(rows: readonly Html[], { label, header, columns }: ChunkHead): readonly Html[] {
  const chunks: Html[] = [];
  for (let first = 0; first < rows.length; first += rowsOfChunk) {
    const own = rows.slice(first, first + rowsOfChunk);
    const which = `${label}, ${first + 1} to ${first + own.length} of ${rows.length}`;
    chunks.push(html`<section class="chunk n${String(Math.ceil(own.length / 10))}"><table aria-label="${which}">${columns}<thead>${header}</thead><tbody>
${own}</tbody></table></section>
`);
  }
  return chunks;
}

/** Something that is filtered, with the line that says how much of it is shown. */
export function part(kind: 'matrix' | 'rows', whole: boolean, title: string, body: readonly Html[]): Html {
  return html`<section data-part="${kind}"${{ html: whole ? ' class="whole"' : '' }}>
<h2>${title}</h2>
<p class="shown" data-shown hidden></p>
<div class="${kind}">
${body}</div>
</section>
`;
}
