import { leadOf, type Stretch } from './lead.ts';
import { columnOf, indentBefore, lineEndOf, lineStart, nextLine } from './lines.ts';
import type { Edit } from './patch.ts';

/** Where something new goes among what stands: directly behind one of the others, or before it. */
export type Spot =
  | { readonly kind: 'after'; readonly index: number }
  | { readonly kind: 'before'; readonly index: number };

/**
 * Removes entries that stand on lines of their own, with their comments.
 *
 * @param gone indices into `all`
 * @returns `null` when one of them shares its first line with something else
 */
export function removeLines(
  text: string,
  all: readonly Stretch[],
  gone: ReadonlySet<number>,
): readonly Edit[] | null {
  const edits: Edit[] = [];
  for (const [index, entry] of all.entries()) {
    if (!gone.has(index)) continue;
    if (indentBefore(text, entry.start) === null) return null;
    const from = leadOf(text, all, index, (other) => gone.has(other));
    const to = tailOf(text, entry);
    const last = edits.at(-1);
    if (last !== undefined && last.at + last.remove === from)
      edits[edits.length - 1] = { ...last, remove: to - last.at };
    else edits.push({ at: from, remove: to - from, insert: '' });
  }
  return edits.map((edit) => withoutLineEndBefore(text, edit));
}

/**
 * Inserts lines like those of a neighbour.
 *
 * @param lines without line ends, and indented only as far as they are deeper than the neighbour
 * @returns `null` when the neighbour shares its first line with something else
 */
export function insertLines(
  text: string,
  all: readonly Stretch[],
  { kind, index }: Spot,
  lines: readonly string[],
): readonly Edit[] | null {
  const neighbour = all[index];
  const indent = neighbour === undefined ? null : indentBefore(text, neighbour.start);
  if (neighbour === undefined || indent === null) return null;
  const lineEnd = lineEndOf(text);
  const indented = lines.map((line) => (line === '' ? '' : `${indent}${line}`));
  const at = kind === 'before' ? leadOf(text, all, index, () => false) : tailOf(text, neighbour);
  // A last line without a line end stays without one when it is no longer the last.
  const isOpen = at === text.length && !text.endsWith('\n');
  const insert = indented.map((line) => (isOpen ? `${lineEnd}${line}` : `${line}${lineEnd}`)).join('');
  return [{ at, remove: 0, insert }];
}

/** Behind the last line of an entry: that of its last character, and comments below it that are indented deeper. */
function tailOf(text: string, entry: Stretch): number {
  const inside = new RegExp(`^ {${columnOf(text, entry.start) + 1},}#`);
  let end = nextLine(text, entry.end);
  while (end < text.length && lineStart(text, end) === end) {
    const next = nextLine(text, end);
    if (!inside.test(text.slice(end, next))) break;
    end = next;
  }
  return end;
}

/** A text that does not end with a line end does not do so when its last line goes, either. */
function withoutLineEndBefore(text: string, edit: Edit): Edit {
  const { at, remove } = edit;
  if (at + remove < text.length || at === 0 || text.endsWith('\n')) return edit;
  const length = text.slice(0, at).endsWith('\r\n') ? 2 : 1;
  return { ...edit, at: at - length, remove: remove + length };
}
