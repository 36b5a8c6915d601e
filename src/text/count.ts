/**
 * A count with its noun.
 *
 * @param plural only where it is not the singular with an `s`
 */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** `a, b and c`, or with another word between the last two. */
export function enumerate(items: readonly string[], between = 'and'): string {
  const last = items.at(-1);
  if (last === undefined || items.length === 1) return last ?? '';
  return `${items.slice(0, -1).join(', ')} ${between} ${last}`;
}

/**
 * The first of a list in words, and how many more there are.
 *
 * @param most at least 1
 */
export function firstOf<T>(items: readonly T[], most: number, tell: (item: T) => string): readonly string[] {
  const told = items.slice(0, most).map(tell);
  return items.length > most ? [...told, `${items.length - most} more`] : told;
}
