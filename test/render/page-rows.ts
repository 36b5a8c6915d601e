/** What a page says, in its order: of each table within a part the text of its cells, a line a row. */
export function rowsOf(page: string, within: RegExp): readonly string[] {
  const part = within.exec(page)?.[0] ?? '';
  return [...part.matchAll(/<tr[^>]*>(.*)/g)].map(([, cells = '']) =>
    cells
      .replace(/<\/tr>.*/, '')
      .replace(/<td colspan="(\d+)">/g, (_, width: string) => '<td>'.repeat(Number(width)))
      .split(/<t[dh](?: [^>]*)?>/)
      .slice(1)
      .map((cell) => `${cell.replace(/<[^>]*>/g, '')}|`)
      .join(''),
  );
}

/** Everybody against every group, or one part of it. */
export const matrixPart = /<section data-part="matrix"[\s\S]*?<\/div>\n<\/div>\n<\/section>/;
