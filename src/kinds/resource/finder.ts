import type { Live } from '../../live/organization.ts';
import { Effort, nearest } from '../../text/nearest.ts';
import type { DeclaredResource } from './declared.ts';
import { keyOf, type ResourceName, subjectOf, typesByKey } from './resource-name.ts';

/** What all suggestions of a plan may cost, in steps of about a nanosecond. */
const mostSteps = 50_000_000;

/** What is known of a resource that is in no group. */
export type Known =
  | (ResourceName & { readonly kind: 'there'; readonly private: boolean | null })
  | { readonly kind: 'missing'; readonly suggestion: string | null };

type Repositories = NonNullable<Live['repositories']>;

/** Looks resources up that are in no group. */
export class Finder {
  readonly #live: Live;
  readonly #effort: Effort;
  /** Names by type. */
  #names: ReadonlyMap<string, readonly string[]> | null = null;

  /** @param suggest a base is compared without suggestions, which nobody would see */
  constructor(live: Live, suggest: boolean) {
    this.#live = live;
    this.#effort = new Effort(suggest ? mostSteps : 0);
  }

  find(resource: DeclaredResource): Known {
    const { type, name, key } = resource;
    const { repositories } = this.#live;
    // No list of the Hub has collections that are in no group, so that only the Hub can say whether there is one.
    if (type === 'collection' || repositories === null) return { kind: 'there', type, name, private: null };
    const found = repositories.get(key);
    if (found !== undefined) return { kind: 'there', type, ...found };
    return { kind: 'missing', suggestion: this.#suggest(resource, repositories) };
  }

  /** A name of another type is the nearest there is. */
  #suggest({ type, name }: DeclaredResource, repositories: Repositories): string | null {
    this.#names ??= byType(repositories);
    for (const other of Object.values(typesByKey)) {
      if (repositories.has(keyOf({ type: other, name }))) return subjectOf({ type: other, name });
    }
    return nearest(name, this.#names.get(type) ?? [], this.#effort);
  }
}

function byType(repositories: Repositories): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [key, { name }] of repositories) {
    const type = key.slice(0, key.indexOf(':'));
    const known = names.get(type);
    if (known === undefined) names.set(type, [name]);
    else known.push(name);
  }
  return names;
}
