import type { GroupInfo, RepositoryName } from '../model/plan.ts';
import { compareCodePoints } from '../text/order.ts';
import type { LiveGroup } from './organization.ts';
import { isObject, textOf } from './read.ts';

/** So many repositories of a group are named; a plan would grow with what nobody reads. */
const mostNamed = 20;

/** Kinds of resources that are not repositories. Anything new with a `ns/name` counts as one. */
const otherKinds = new Set(['collection', 'blog', 'job', 'scheduled-job']);

/** How much is in a group. */
export type HeldCounts = Pick<GroupInfo, 'repositories' | 'private' | 'other_resources'>;

/** What a reader needs to know of a group: which it is, how many are in it, and what it holds. */
export function groupInfoOf(group: LiveGroup): GroupInfo {
  const { id, name } = group.info;
  const resources = resourcesOf(group.object);
  return {
    id,
    name,
    members: group.members.size + group.odd.size,
    ...countsIn(resources),
    repository_names: namesOf((resources ?? []).filter(isRepository)),
  };
}

/** How much is in a group. Where one thing in it cannot be read, none of the counts is known. */
export function heldCountsOf({ object }: Pick<LiveGroup, 'object'>): HeldCounts {
  return countsIn(resourcesOf(object));
}

function countsIn(resources: readonly Resource[] | null): HeldCounts {
  if (resources === null) return { repositories: null, private: null, other_resources: null };
  const repositories = resources.filter(isRepository);
  return {
    repositories: repositories.length,
    private: repositories.filter((resource) => resource.private === true).length,
    other_resources: resources.length - repositories.length,
  };
}

function isRepository({ type }: Resource): boolean {
  return !otherKinds.has(type);
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
