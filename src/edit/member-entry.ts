import type { Role } from '../model/membership.ts';
import type { Day } from '../text/date.ts';
import { insertPart, onePart, type Part, removeParts } from './collection.ts';
import { spotFor } from './entry-spot.ts';
import { columnOf, lineStart } from './lines.ts';
import { entryOf, type OutlineEntry, type OutlineMap } from './outline.ts';
import type { Edit } from './patch.ts';
import { yamlWord } from './word.ts';

/** What a person's own entry is to say. `null` leaves a part as it is, or out of a new entry. */
export interface EntryWish {
  readonly role: Role | 'absent';
  readonly expires: Day | null;
  readonly reason: string | null;
  /** Of a new entry: who it names need not be in the organization's members list. */
  readonly serviceAccount?: true;
}

/**
 * Adds an entry to a group's members.
 *
 * @param holder the entry `members`, whose value the map is
 * @param name as it is to be written: a username or an address
 * @returns `null` when no small edit does it
 */
export function insertMember(
  text: string,
  holder: OutlineEntry,
  members: OutlineMap,
  name: string,
  wish: EntryWish,
): readonly Edit[] | null {
  const { entries } = members;
  const key = keyLike(text, entries, name);
  const part = `${key}:${gapLike(text, members, key)}${entryValue(wish)}`;
  return insertPart(
    text,
    members,
    holder,
    spotFor(entries, name, wish.role),
    onePart(part),
    stepOf(text, holder, 2),
  );
}

/** Changes an entry as little as its form allows: in `{ role: read, … }` and in lines of their own, word by word. */
export function changeMember(text: string, entry: OutlineEntry, wish: EntryWish): readonly Edit[] | null {
  const { value } = entry;
  if (value === null || value.kind === 'list' || value.kind === 'alias') return null;
  if (wish.role === 'absent' && value.kind === 'map')
    return [{ at: entry.colonEnd, remove: value.end - entry.colonEnd, insert: ' absent' }];
  if (value.kind === 'word')
    return [{ at: value.start, remove: value.end - value.start, insert: entryValue(wish) }];
  const { role, expires, reason } = wish;
  const fields = [
    ['role', role],
    ['expires', expires],
    ['reason', reason === null ? null : flowWord(reason)],
  ] as const;
  const edits: Edit[] = [];
  for (const [field, word] of fields) {
    const change = word === null ? [] : setField(text, entry, value, field, word);
    if (change === null) return null;
    edits.push(...change);
  }
  return edits;
}

/** Removes entries of a group's members, by where they stand. */
export function removeMembers(
  text: string,
  holder: OutlineEntry,
  members: OutlineMap,
  gone: (entry: OutlineEntry) => boolean,
): readonly Edit[] | null {
  const indices = members.entries.flatMap((entry, index) => (gone(entry) ? [index] : []));
  return removeParts(text, members, holder.colonEnd, new Set(indices));
}

/**
 * Adds a first `members` to a group, below everything else that it says.
 *
 * @returns `null` when no small edit does it
 */
export function insertMembers(
  text: string,
  group: OutlineEntry,
  name: string,
  wish: EntryWish,
): readonly Edit[] | null {
  const { value } = group;
  if (value?.kind !== 'map') return null;
  const step = stepOf(text, group, 1);
  const entry = `${yamlWord(name)}: ${entryValue(wish)}`;
  const part: Part = {
    lines: ['members:', `${' '.repeat(step)}${entry}`],
    inline: `members: { ${entry} }`,
  };
  return insertPart(text, value, group, { kind: 'after', index: value.entries.length - 1 }, part, step);
}

/** What stands behind the colon of a new entry. */
export function entryValue({ role, expires, reason, serviceAccount }: EntryWish): string {
  const isBare = expires === null && reason === null && serviceAccount === undefined;
  if (role === 'absent' || isBare) return role;
  const fields = [`role: ${role}`];
  if (expires !== null) fields.push(`expires: ${expires}`);
  if (reason !== null) fields.push(`reason: ${flowWord(reason)}`);
  if (serviceAccount === true) fields.push('service_account: true');
  return `{ ${fields.join(', ')} }`;
}

/** Between braces a comma or a bracket ends a word. */
function flowWord(text: string): string {
  const word = yamlWord(text);
  return word === text && /[,[\]{}]/.test(text) ? JSON.stringify(text) : word;
}

function setField(
  text: string,
  holder: OutlineEntry,
  map: OutlineMap,
  field: string,
  word: string,
): readonly Edit[] | null {
  const known = entryOf(map, field);
  if (known === null) {
    const spot = { kind: 'after', index: map.entries.length - 1 } as const;
    return insertPart(text, map, holder, spot, onePart(`${field}: ${word}`), 2);
  }
  const { value } = known;
  if (value?.kind !== 'word') return null;
  if (text.slice(value.start, value.end) === word) return [];
  return [{ at: value.start, remove: value.end - value.start, insert: word }];
}

/** In quotes where all the others are. */
function keyLike(text: string, entries: readonly OutlineEntry[], name: string): string {
  const quote = quotes.get(entries) ?? quoteOfAll(text, entries);
  quotes.set(entries, quote);
  const word = yamlWord(name);
  return word === name ? `${quote}${name}${quote}` : word;
}

/** Looked for once however many entries are new. */
const quotes = new WeakMap<readonly OutlineEntry[], string>();

/** What all keys stand in; empty where some stand in nothing, or in something else. */
function quoteOfAll(text: string, entries: readonly OutlineEntry[]): string {
  const quote = text.charAt(entries[0]?.start ?? -1);
  return /["']/.test(quote) && entries.every(({ start }) => text.charAt(start) === quote) ? quote : '';
}

/** The spaces behind the colon: as many as put the value below those of the others, where these are in one column. */
function gapLike(text: string, map: OutlineMap, key: string): string {
  const column = valueColumns.get(map) ?? valueColumn(text, map);
  valueColumns.set(map, column);
  if (column === 'none') return ' ';
  const end = columnOf(text, map.entries[0]?.start ?? 0) + key.length + 1;
  return ' '.repeat(Math.max(1, column - end));
}

const valueColumns = new WeakMap<OutlineMap, number | 'none'>();

/** The column of all values, where some are moved there by spaces. */
function valueColumn(text: string, { style, entries }: OutlineMap): number | 'none' {
  if (style === 'flow' || entries.length < 2) return 'none';
  const columns = new Set<number>();
  let isWide = false;
  for (const { colonEnd, value } of entries) {
    if (value === null || lineStart(text, value.start) !== lineStart(text, colonEnd)) return 'none';
    columns.add(columnOf(text, value.start));
    isWide ||= value.start - colonEnd > 1;
  }
  const [column, ...others] = columns;
  return !isWide || column === undefined || others.length > 0 ? 'none' : column;
}

/**
 * How much deeper than an entry the lines below it are: as in the lines that are there, else as the entry itself below
 * what holds it.
 *
 * @param depth how many maps the entry is in
 */
function stepOf(text: string, { start, value }: OutlineEntry, depth: number): number {
  const column = columnOf(text, start);
  const inside = value?.kind === 'map' && value.style === 'block' ? value.entries[0]?.start : undefined;
  const step = inside === undefined ? column / depth : columnOf(text, inside) - column;
  return Number.isInteger(step) && step > 0 ? step : 2;
}
