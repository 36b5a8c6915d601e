import { labelOf, type Resource, type World } from './model.ts';

type Place = { readonly resource: Resource; readonly group: string | null };

/** Which repository or collection is in which group: in one at most. */
export class Holdings {
  readonly #places = new Map<string, Place>();
  /** By the group's id, and by label within; `null` for what is in no group. */
  readonly #contents = new Map<string | null, Map<string, Resource>>();

  constructor({ groups, loose }: Pick<World, 'groups' | 'loose'>) {
    for (const { id, resources } of groups) this.#fill(id, resources.values());
    this.#fill(null, loose);
  }

  /** What is in a group, or in none; it changes as things move. */
  of(group: string | null): ReadonlyMap<string, Resource> {
    return this.#of(group);
  }

  /** A thing, and where it is. */
  find(label: string): Place | undefined {
    return this.#places.get(label);
  }

  /** Everything that can be in a group, in the order in which it was first heard of. */
  all(): readonly Resource[] {
    return [...this.#places.values()].map(({ resource }) => resource);
  }

  /** Puts a thing into a group; `null` takes it out. Answers where it was. Throws `RangeError` for an unknown one. */
  move(label: string, group: string | null, addedBy: string | null): string | null {
    const found = this.#places.get(label);
    if (found === undefined) throw new RangeError(`there is no ${label}`);
    const resource = { ...found.resource, ...(addedBy === null ? {} : { addedBy }) };
    this.#of(found.group).delete(label);
    this.#of(group).set(label, resource);
    this.#places.set(label, { resource, group });
    return found.group;
  }

  /** A group is gone: repositories and collections are in none then, the rest is gone with it. Answers what is left. */
  dissolve(group: string): readonly Resource[] {
    const contents = [...this.#of(group)];
    const left = contents.filter(([, { visibility }]) => visibility !== undefined);
    for (const [label] of left) this.move(label, null, null);
    for (const label of this.#of(group).keys()) this.#places.delete(label);
    this.#contents.delete(group);
    return left.map(([, resource]) => resource);
  }

  #fill(group: string | null, resources: Iterable<Resource>): void {
    const contents = this.#of(group);
    for (const resource of resources) {
      const label = labelOf(resource);
      contents.set(label, resource);
      this.#places.set(label, { resource, group });
    }
  }

  #of(group: string | null): Map<string, Resource> {
    const known = this.#contents.get(group);
    if (known !== undefined) return known;
    const contents = new Map<string, Resource>();
    this.#contents.set(group, contents);
    return contents;
  }
}
