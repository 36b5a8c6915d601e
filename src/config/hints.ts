import { nearest } from '../text/nearest.ts';

/** Finds the name that was probably meant, as long as that is cheap: a thousand typing errors need no thousand hints. */
export class NameHints {
  /** Characters that may still be compared. */
  #left = 5_000_000;

  /** The nearest of the names that are the keys of `known`; `null` when there is none near, or no time to look. */
  nearest(name: string, known: ReadonlyMap<string, unknown>): string | null {
    this.#left -= known.size * (name.length + 1);
    return this.#left < 0 ? null : nearest(name, known.keys());
  }
}
