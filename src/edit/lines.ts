/** Where the line that an offset is in begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line end of the line that an offset is in; the end of the text for a last line without one. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}

/** The line end that a text is written with: that of its first line. */
export function lineEndOf(text: string): string {
  const at = text.indexOf('\n');
  return at > 0 && text.charAt(at - 1) === '\r' ? '\r\n' : '\n';
}

/** The column, from 0, of an offset. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** What stands before an offset on its line, when it is nothing but spaces; `null` when there is more. */
export function indentBefore(text: string, offset: number): string | null {
  const before = text.slice(lineStart(text, offset), offset);
  return /^ *$/.test(before) ? before : null;
}

/** The line before the one that begins at `start`, with where it begins; `null` at the top. */
export function lineBefore(
  text: string,
  start: number,
): { readonly start: number; readonly text: string } | null {
  if (start === 0) return null;
  const begin = lineStart(text, start - 1);
  return { start: begin, text: text.slice(begin, start).replace(/\r?\n$/, '') };
}
