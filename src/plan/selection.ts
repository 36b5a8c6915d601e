import type { DeclaredGroup } from '../config/declaration.ts';
import type { LiveGroup } from '../live/organization.ts';

/**
 * The groups that a run was asked for; with `null` all are. A name means the group that is declared by it, and only
 * where none is, the one that has it on the Hub: two groups whose names are crossed are not both meant by one of them.
 */
export class Selection {
  readonly #names: ReadonlySet<string> | null;
  readonly #declared: ReadonlySet<string>;
  readonly #unused: Set<string>;

  constructor(names: readonly string[] | null, declared: readonly DeclaredGroup[]) {
    this.#names = names === null ? null : new Set(names);
    this.#declared = new Set(declared.map(({ name }) => name));
    this.#unused = new Set(names);
  }

  /** Whether the group is asked for, by its declared name, its id, or a name that one of its live groups has. */
  has(group: DeclaredGroup, found: readonly LiveGroup[]): boolean {
    if (this.#names === null) return true;
    const others = [group.id?.value ?? group.name, ...found.flatMap(({ info }) => [info.name, info.id])];
    const names = [group.name, ...others.filter((name) => !this.#declared.has(name))];
    let selected = false;
    for (const name of names) {
      if (!this.#names.has(name)) continue;
      this.#unused.delete(name);
      selected = true;
    }
    return selected;
  }

  /** The names that no group has. */
  unused(): Iterable<string> {
    return this.#unused;
  }
}
