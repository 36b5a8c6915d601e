import type { ReadGroup } from '../hub/hub.ts';
import type { RepositoryName } from '../model/plan.ts';
import { compareCodePoints } from '../text/order.ts';
import type { LiveGroup } from './organization.ts';
import { isObject, textOf } from './read.ts';

/** So many repositories of a group are named; a plan would grow with what nobody reads. */
const mostNamed = 20;

/** Kinds of resources that are not repositories. Anything new with a `ns/name` counts as one. */
const otherKinds = new Set(['collection', 'blog', 'job', 'scheduled-job']);

type Contents = Omit<LiveGroup['info'], 'id' | 'name' | 'members'>;

/** What is in a group. Where one thing in it cannot be read, none of the counts is known. */
export function contentsInfoOf(group: ReadGroup): Contents {
  const resources = resourcesOf(group);
  if (resources === null) {
    return { repositories: null, private: null, other_resources: null, repository_names: [] };
  }
  const repositories = resources.filter(({ type }) => !otherKinds.has(type));
  return {
    repositories: repositories.length,
    private: repositories.filter((resource) => resource.private === true).length,
    other_resources: resources.length - repositories.length,
    repository_names: namesOf(repositories),
  };
}

/** Something in a group. */
export interface Resource {
  readonly type: string;
  /** `NAMESPACE/NAME`; `null` for what has only an id. */
  readonly name: string | null;
  readonly id: string | null;
  readonly private: boolean | null;
}

/** Everything in a group; `null` where one thing in it cannot be read. */
export function resourcesOf(group: Readonly<Record<string, unknown>>): readonly Resource[] | null {
  const value = group['resources'] ?? group['repos'];
  if (!Array.isArray(value)) return null;
  const resources: Resource[] = [];
  for (const one of value) {
    const type = isObject(one) ? textOf(one['type']) : null;
    if (type === null || !isObject(one)) return null;
    const secret = one['private'];
    resources.push({
      type,
      name: textOf(one['name']),
      id: textOf(one['id']),
      private: typeof secret === 'boolean' ? secret : null,
    });
  }
  return resources;
}

function namesOf(repositories: readonly Resource[]): readonly RepositoryName[] {
  return repositories
    .flatMap(({ type, name, private: secret }) => (name === null ? [] : [{ type, name, private: secret }]))
    .sort(
      (a, b) =>
        Number(b.private === true) - Number(a.private === true) ||
        compareCodePoints(a.name, b.name) ||
        compareCodePoints(a.type, b.type),
    )
    .slice(0, mostNamed);
}
