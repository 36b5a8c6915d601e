import { columnOf, lineBefore, lineStart } from './lines.ts';

/** Something that stands on lines of its own among others of its kind: an entry of a map, or an item of a list. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the lines of an entry begin, with the comment that is its own: the comment lines directly above it, with its
 * indentation. A heading is not its own: comment lines at the top of the collection or below a blank line, above a
 * run of several entries.
 *
 * @param all the entries of its collection, in order
 * @param gone those that are to go: a heading goes with the last of its run
 */
export function leadOf(
  text: string,
  all: readonly Stretch[],
  index: number,
  gone: (index: number) => boolean,
): number {
  const entry = all[index];
  if (entry === undefined) throw new Error(`there is no entry ${index}`);
  const own = lineStart(text, entry.start);
  const comment = commentAbove(text, own, columnOf(text, entry.start));
  if (comment.start === own) return own;
  if (!comment.begins) return comment.start;
  for (let next = index + 1; next < all.length; next++) {
    const follower = all[next];
    const before = all[next - 1];
    if (follower === undefined || before === undefined || !isDirectlyBelow(text, before, follower)) break;
    if (!gone(next)) return own;
  }
  return comment.start;
}

/** The comment lines directly above a line, and whether nothing but a blank line or another level is above them. */
function commentAbove(
  text: string,
  own: number,
  column: number,
): { readonly start: number; readonly begins: boolean } {
  const isComment = new RegExp(`^ {${column}}#`);
  let start = own;
  for (;;) {
    const line = lineBefore(text, start);
    if (line === null) return { start, begins: true };
    if (!isComment.test(line.text)) return { start, begins: !isSibling(line.text, column) };
    start = line.start;
  }
}

/** Whether a line belongs to an entry of the same collection: it is indented as deep, or deeper. */
function isSibling(line: string, column: number): boolean {
  return line.trim() !== '' && line.length - line.trimStart().length >= column;
}

/** Whether an entry follows another on the very next line. */
function isDirectlyBelow(text: string, before: Stretch, entry: Stretch): boolean {
  return text.slice(before.end, lineStart(text, entry.start)).split('\n').length === 2;
}
