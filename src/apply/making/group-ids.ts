import { readGroupOf } from '../../live/group.ts';

/** The groups that are spoken for in a run: those that were there before, and those that it has made since. */
export class GroupIds {
  readonly #ids: Set<string>;

  /** @param ids of the groups that were planned from */
  constructor(ids: Iterable<string>) {
    this.#ids = new Set(ids);
  }

  /** Takes in the groups of a list of the Hub's, as it came. */
  list(groups: readonly unknown[]): void {
    for (const group of groups) {
      const read = readGroupOf(group);
      if (read !== null) this.#ids.add(read.id.toLowerCase());
    }
  }

  has(id: string): boolean {
    return this.#ids.has(id.toLowerCase());
  }

  /** Takes in a group that the run has made. */
  add(id: string): void {
    this.#ids.add(id.toLowerCase());
  }
}
