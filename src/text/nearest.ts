/**
 * The candidate that is most like the word: at most a third of it differs, letter case does not count.
 *
 * @param candidates in any order; of several that are equally near the first by its letters wins
 * @returns `null` when none is near enough
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const letters = lettersOf(wanted);
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const other = candidate.toLowerCase();
    // Each letter that is missing costs an edit, and counting bits is far cheaper than counting edits.
    if (bits(letters & ~lettersOf(other)) > limit) continue;
    const far = typingDistance(wanted, other);
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
 */
export function typingDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
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
