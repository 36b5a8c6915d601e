import { insertLines, removeLines, type Spot } from './block.ts';
import { insertIntoFlow, removeFromFlow } from './flow.ts';
import type { Stretch } from './lead.ts';
import { columnOf, indentBefore, lineEndOf } from './lines.ts';
import type { OutlineList, OutlineMap } from './outline.ts';
import type { Edit } from './patch.ts';

export type Collection = OutlineMap | OutlineList;

/** An entry of a map or an item of a list, as it is written on lines of its own, and between brackets. */
export interface Part {
  /** Without the indentation that all of them have. */
  readonly lines: readonly string[];
  readonly inline: string;
}

/** A part of one line. */
export function onePart(text: string): Part {
  return { lines: [text], inline: text };
}

/** What a collection holds, in order. */
export function partsOf(collection: Collection): readonly Stretch[] {
  return collection.kind === 'map' ? collection.entries : collection.items;
}

/**
 * Removes entries of a map or items of a list. One that empties becomes `{}` or `[]`.
 *
 * @param colonEnd behind the colon of the key whose value the collection is
 * @returns `null` when no small edit does it
 */
export function removeParts(
  text: string,
  collection: Collection,
  colonEnd: number,
  gone: ReadonlySet<number>,
): readonly Edit[] | null {
  if (gone.size === 0) return [];
  const all = partsOf(collection);
  const { start, end, style } = collection;
  if (gone.size < all.length)
    return style === 'block' ? removeLines(text, all, gone) : removeFromFlow(text, { start, end, all }, gone);
  if (style === 'flow') return [{ at: start + 1, remove: end - start - 2, insert: '' }];
  const lines = removeLines(text, all, gone);
  const nothing = collection.kind === 'map' ? ' {}' : ' []';
  return lines === null ? null : [{ at: wordsEnd(text, colonEnd), remove: 0, insert: nothing }, ...lines];
}

/**
 * Inserts an entry of a map or an item of a list.
 *
 * @param part `ada: admin`, or `ada`
 * @param indent how much deeper than its holder the lines of an empty collection begin
 * @returns `null` when no small edit does it
 */
export function insertPart(
  text: string,
  collection: Collection,
  holder: { readonly start: number; readonly colonEnd: number },
  spot: Spot,
  part: Part,
  indent: number,
): readonly Edit[] | null {
  const all = partsOf(collection);
  const { start, end, style, kind } = collection;
  if (all.length === 0) return intoEmpty(text, collection, holder, part, indent);
  if (style === 'flow') return insertIntoFlow(text, { start, end, all }, spot, part.inline);
  return insertLines(text, all, spot, linesOf(kind, part));
}

/** `{}` becomes lines where nothing but a space is between it and its key, so that removing gives it back. */
function intoEmpty(
  text: string,
  { start, end, kind }: Collection,
  holder: { readonly start: number; readonly colonEnd: number },
  part: Part,
  indent: number,
): readonly Edit[] {
  const isPlain = start === holder.colonEnd + 1 && /^(?:\{\}|\[\])$/.test(text.slice(start, end));
  if (!isPlain || indentBefore(text, holder.start) === null) {
    const inside = kind === 'map' ? ` ${part.inline} ` : part.inline;
    return [{ at: start + 1, remove: end - start - 2, insert: inside }];
  }
  const spaces = ' '.repeat(columnOf(text, holder.start) + indent);
  const lines = linesOf(kind, part).map((line) => (line === '' ? '' : `${spaces}${line}`));
  const rest = text.indexOf('\n', end);
  const lineEnd = lineEndOf(text);
  const cut = { at: holder.colonEnd, remove: end - holder.colonEnd, insert: '' };
  const [at, insert] =
    rest === -1
      ? [text.length, lines.map((line) => `${lineEnd}${line}`).join('')]
      : [rest + 1, lines.map((line) => `${line}${lineEnd}`).join('')];
  return [cut, { at, remove: 0, insert }];
}

function linesOf(kind: Collection['kind'], { lines }: Part): readonly string[] {
  return kind === 'map' ? lines : lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

/** Behind the colon, and behind an anchor that follows it on the line. */
function wordsEnd(text: string, colonEnd: number): number {
  return colonEnd + (/^ *&[^\s,[\]{}]+/.exec(text.slice(colonEnd, colonEnd + 400))?.[0].length ?? 0);
}
