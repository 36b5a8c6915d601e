import { insertLines, removeLines, type Spot } from './block.ts';
import type { Stretch } from './lead.ts';
import { indentBefore, nextLine } from './lines.ts';
import type { Edit } from './patch.ts';

/** A collection between brackets. */
export interface Flow extends Stretch {
  readonly all: readonly Stretch[];
}

/**
 * Removes some, but not all, of what stands between brackets, with one comma for each.
 *
 * @returns `null` where a comment would have to be guessed about
 */
export function removeFromFlow(text: string, flow: Flow, gone: ReadonlySet<number>): readonly Edit[] | null {
  const { all } = flow;
  if ([...gone].every((index) => isAlone(text, all[index]))) {
    const lines = removeLines(text, all, gone);
    return lines === null ? null : [...lines, ...commaThatTrails(text, flow, gone)];
  }
  const edits: Edit[] = [];
  for (let index = 0; index < all.length; index++) {
    if (!gone.has(index)) continue;
    const first = index;
    while (gone.has(index + 1)) index++;
    const [at, end] =
      first === 0 ? [all[0]?.start, all[index + 1]?.start] : [all[first - 1]?.end, all[index]?.end];
    if (at === undefined || end === undefined) throw new Error('not all may go');
    if (hasComment(text.slice(at, end))) return null;
    edits.push({ at, remove: end - at, insert: '' });
  }
  return edits;
}

/**
 * Inserts between brackets where something stands already: on a line of its own where its neighbours have that.
 *
 * @param word what to insert, without a comma
 */
export function insertIntoFlow(
  text: string,
  { all, end }: Flow,
  spot: Spot,
  word: string,
): readonly Edit[] | null {
  const neighbour = all[spot.index];
  if (neighbour === undefined) return null;
  if (isAlone(text, neighbour)) {
    const isLast = spot.kind === 'after' && spot.index === all.length - 1;
    const trails = text.slice(neighbour.end, end).trimStart().startsWith(',');
    const line = insertLines(text, all, spot, [isLast && !trails ? word : `${word},`]);
    if (line === null || !isLast || trails) return line;
    return [{ at: neighbour.end, remove: 0, insert: ',' }, ...line];
  }
  const [first, second] = all;
  const between = first === undefined || second === undefined ? ', ' : text.slice(first.end, second.start);
  const comma = /^, *$/.test(between) ? between : ', ';
  return spot.kind === 'after'
    ? [{ at: neighbour.end, remove: 0, insert: `${comma}${word}` }]
    : [{ at: neighbour.start, remove: 0, insert: `${word}${comma}` }];
}

/** Whether an entry has its lines for itself, but for a comma and a comment. */
function isAlone(text: string, entry: Stretch | undefined): boolean {
  if (entry === undefined || indentBefore(text, entry.start) === null) return false;
  return /^ *,? *(?:#.*)?\r?\n$/.test(text.slice(entry.end, nextLine(text, entry.end)));
}

/** When the last goes and had no comma behind it, the comma behind the new last goes as well. */
function commaThatTrails(text: string, { all, end }: Flow, gone: ReadonlySet<number>): readonly Edit[] {
  const last = all.length - 1;
  const lastEnd = all[last]?.end ?? end;
  if (!gone.has(last) || /^\s*,/.test(text.slice(lastEnd, end))) return [];
  const stays = all.findLast((_, index) => !gone.has(index));
  const comma = stays === undefined ? -1 : text.indexOf(',', stays.end);
  return comma === -1 ? [] : [{ at: comma, remove: 1, insert: '' }];
}

function hasComment(text: string): boolean {
  return /(?:^|\s)#/.test(text);
}
