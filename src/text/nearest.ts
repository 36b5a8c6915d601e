/** Longer words are not compared: nothing that is named by hand is longer. */
const longestWord = 200;

/** More typing errors than these make another word, however long it is. */
const mostErrors = 8;

/**
 * The candidate that is most like the word: at most a third of it differs, letter case does not count.
 *
 * @param candidates in any order; of several that are equally near the first by its letters wins
 * @returns `null` when none is near enough
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > longestWord) return null;
  const wanted = word.toLowerCase();
  const limit = Math.min(mostErrors, Math.max(1, Math.floor(wanted.length / 3)));
  const letters = lettersOf(wanted);
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const other = candidate.toLowerCase();
    // Each letter that is missing costs an edit, and counting bits is far cheaper than counting edits.
    if (bits(letters & ~lettersOf(other)) > limit) continue;
    const far = typingDistance(wanted, other, limit);
    if (far < bestDistance || (far === bestDistance && best !== null && candidate < best)) {
      best = candidate;
      bestDistance = far;
    }
  }
  return best;
}

/**
 * How many typing errors lie between two words: a letter too many, missing, or another, or two neighbours swapped
 * (optimal string alignment). Swaps matter: `kmi` for `kim` is the commonest slip, and plain Levenshtein counts it as
 * two errors.
 *
 * @param limit a larger number of errors is not counted to its end: the result is then any number above the limit
 */
export function typingDistance(a: string, b: string, limit: number = a.length + b.length): number {
  const shared = sharedLength(a, b);
  const [from, to] = [a.slice(shared), b.slice(shared)];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= to.length; column++) {
      // What is further than the limit from the diagonal costs more than the limit.
      let cost = limit + 2;
      if (Math.abs(column - row) <= limit) {
        const same = from[row - 1] === to[column - 1];
        cost = Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (same ? 0 : 1),
        );
        if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
          cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    // A swap reaches over one row, and costs an error.
    if (least > limit + 1) return least;
    beforeLast = last;
    last = current;
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
