/** One splice of a text: `remove` characters (UTF-16 code units) at `at` give way to `insert`. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * Applies edits whose places are all those of the text before any of them. Insertions at one place keep their order.
 *
 * @throws Error when two of them overlap: that is a fault of the program, and would destroy what somebody wrote
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((a, b) => a.at - b.at || a.remove - b.remove);
  const parts: string[] = [];
  let end = 0;
  for (const { at, remove, insert } of sorted) {
    if (at < end || at + remove > text.length) throw new Error(`edits overlap at ${at}`);
    parts.push(text.slice(end, at), insert);
    end = at + remove;
  }
  return parts.join('') + text.slice(end);
}
