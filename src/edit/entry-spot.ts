import { rankOf } from '../kinds/membership/roles.ts';
import { compareCodePoints } from '../text/order.ts';
import type { Spot } from './block.ts';
import { entryOf, type OutlineEntry } from './outline.ts';

/** What the order of a group's entries goes by. */
interface Ranked {
  readonly key: string;
  readonly rank: number;
}

/**
 * Where a new entry goes among those of a group: where their order wants it, by role and name or by name alone, else
 * last. It stands beside one of its own role where it can, so that it comes below the right heading.
 */
export function spotFor(entries: readonly OutlineEntry[], key: string, role: string): Spot {
  const { all, order } = rankedIn(entries);
  const fresh = { key: key.toLowerCase(), rank: rankOf(role) };
  const next = order === null ? -1 : firstBehind(all, fresh, order);
  if (next === -1) return { kind: 'after', index: all.length - 1 };
  const sameBefore = next > 0 && (order !== byRole || all[next - 1]?.rank === fresh.rank);
  const otherNext = next > 0 && all[next]?.rank !== fresh.rank;
  return sameBefore || otherNext ? { kind: 'after', index: next - 1 } : { kind: 'before', index: next };
}

type Order = (a: Ranked, b: Ranked) => number;

interface RankedEntries {
  readonly all: readonly Ranked[];
  /** What they are sorted by; `null` where that cannot be told. */
  readonly order: Order | null;
}

const ranked = new WeakMap<readonly OutlineEntry[], RankedEntries>();

/** The entries with their ranks, looked at once however many new ones come among them. */
function rankedIn(entries: readonly OutlineEntry[]): RankedEntries {
  const known = ranked.get(entries);
  if (known !== undefined) return known;
  const all = entries.map((entry) => ({ key: entry.key.toLowerCase(), rank: rankOf(roleIn(entry)) }));
  const order = all.length < 2 ? undefined : [byRole, byKey].find((compare) => isSorted(all, compare));
  const found = { all, order: order ?? null };
  ranked.set(entries, found);
  return found;
}

/** The index of the first of sorted entries that comes behind another, by bisection; -1 for none. */
function firstBehind(all: readonly Ranked[], fresh: Ranked, order: Order): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = all[middle];
    if (one !== undefined && order(one, fresh) > 0) high = middle;
    else low = middle + 1;
  }
  return low === all.length ? -1 : low;
}

/** The role that an entry's text gives; `absent` too. */
function roleIn(entry: OutlineEntry): string {
  const value = entry.value?.kind === 'map' ? entryOf(entry.value, 'role')?.value : entry.value;
  return value?.kind === 'word' ? value.text : '';
}

function byKey(a: Ranked, b: Ranked): number {
  return compareCodePoints(a.key, b.key);
}

function byRole(a: Ranked, b: Ranked): number {
  return b.rank - a.rank || byKey(a, b);
}

function isSorted(all: readonly Ranked[], compare: (a: Ranked, b: Ranked) => number): boolean {
  return all.every((one, index) => {
    const before = all[index - 1];
    return before === undefined || compare(before, one) <= 0;
  });
}
