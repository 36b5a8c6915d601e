/** Longer words are not compared: nothing that is named by hand is longer. */
const longestWord = 200;

/** More typing errors than these make another word, however long it is. */
const mostErrors = 8;

/**
 * How much looking for near words may cost, over as many searches as share it. A step is about a nanosecond. What is
 * looked for is data, and so may be made to be slow.
 */
export class Effort {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** Whether so many steps more may be taken; they are. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }
}

/**
 * The candidate that is most like the word: at most a third of it differs, letter case does not count.
 *
 * @param candidates in any order; of several that are equally near the first by its letters wins
 * @param effort what this and other searches may cost together; without it, as much as it takes
 * @returns `null` when none is near enough, and when the effort does not suffice to look at all of them
 */
export function nearest(word: string, candidates: Iterable<string>, effort?: Effort): string | null {
  if (word.length > longestWord) return null;
  const wanted = word.toLowerCase();
  const limit = Math.min(mostErrors, Math.max(1, Math.floor(wanted.length / 3)));
  const letters = lettersOf(wanted);
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (effort?.spend(1) === false) return null;
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    if (effort?.spend(candidate.length) === false) return null;
    const other = candidate.toLowerCase();
    // Each letter that is missing costs an edit, and counting bits is far cheaper than counting edits.
    if (bits(letters & ~lettersOf(other)) > limit) continue;
    // What is further away than the best so far does not matter.
    const most = Math.min(limit, bestDistance);
    if (effort?.spend(wanted.length * bandOf(most)) === false) return null;
    const far = typingDistance(wanted, other, most);
    if (far < bestDistance || (far === bestDistance && best !== null && candidate < best)) {
      best = candidate;
      bestDistance = far;
    }
  }
  return best;
}

/** How many columns of a row are at most `limit` from the diagonal. */
function bandOf(limit: number): number {
  return 2 * limit + 1;
}

/**
 * How many typing errors lie between two words: a letter too many, missing, or another, or two neighbours swapped
 * (optimal string alignment). Swaps matter: `kmi` for `kim` is the commonest slip, and plain Levenshtein counts it as
 * two errors. Only the band around the diagonal is computed in which the result can be within the limit.
 *
 * @param limit a larger number of errors is not counted to its end: the result is then any number above the limit
 */
export function typingDistance(a: string, b: string, limit: number = a.length + b.length): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const shared = sharedLength(a, b);
  const [from, to] = [a.slice(shared), b.slice(shared)];
  // What is further than the limit from the diagonal costs more than the limit.
  const beyond = limit + 1;
  let beforeLast = new Int32Array(to.length + 1).fill(beyond);
  let last = Int32Array.from({ length: to.length + 1 }, (_, column) => Math.min(column, beyond));
  let current = new Int32Array(to.length + 1).fill(beyond);
  let leastBefore = 0;
  for (let row = 1; row <= from.length; row++) {
    const first = Math.max(1, row - limit);
    const final = Math.min(to.length, row + limit);
    current[first - 1] = first === 1 ? Math.min(row, beyond) : beyond;
    let least = current[first - 1] ?? beyond;
    for (let column = first; column <= final; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (last[column] ?? beyond) + 1,
        (current[column - 1] ?? beyond) + 1,
        (last[column - 1] ?? beyond) + (same ? 0 : 1),
        beyond,
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
        cost = Math.min(cost, (beforeLast[column - 2] ?? beyond) + 1);
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (final < to.length) current[final + 1] = beyond;
    // A swap reaches over one row.
    if (least > limit && leastBefore > limit) return beyond;
    leastBefore = least;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return last[to.length] ?? 0;
}

/** How many letters two words share at their beginning. */
function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** A bit for each letter that occurs, 32 kinds. */
function lettersOf(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= 1 << (text.charCodeAt(at) & 31);
  return set;
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}
