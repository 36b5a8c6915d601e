import type { LiveGroup } from '../../live/organization.ts';
import { isObject, textOf } from '../../live/read.ts';
import { collectionKey, isMovable } from './resource-name.ts';

/** A repository, a collection or an article that is in a group; what else there is is seen by nobody through its group. */
export interface LiveResource {
  readonly key: string;
  readonly type: string;
  /** With its namespace; of a collection slug and id, as no answer has its namespace. */
  readonly name: string;
  /** `null` when the Hub does not say. */
  readonly private: boolean | null;
  /** The Hub's own object. */
  readonly object: Readonly<Record<string, unknown>>;
}

/** What is in a group, by key; `null` when that cannot be read. */
export type Contents = ReadonlyMap<string, LiveResource> | null;

const read = new WeakMap<LiveGroup['object'], Contents>();

/** What is in a group, each object of the Hub read once. */
export function contentsOf({ object }: LiveGroup): Contents {
  const known = read.get(object);
  if (known !== undefined) return known;
  const contents = contentsIn(listIn(object));
  read.set(object, contents);
  return contents;
}

/** The list of a group's resources; older answers call it `repos`. A group that is to be made has none yet. */
export function listIn(object: LiveGroup['object']): unknown {
  return object['resources'] ?? object['repos'];
}

function contentsIn(list: unknown): Contents {
  if (!Array.isArray(list)) return null;
  const contents = new Map<string, LiveResource>();
  for (const value of list) {
    const type = isObject(value) ? textOf(value['type']) : null;
    if (type === null || !isObject(value)) return null;
    const resource = resourceOf(type, value);
    if (resource !== null) contents.set(resource.key, resource);
    else if (isMovable(type)) return null;
  }
  return contents;
}

/** `null` for what does not say which it is, and for what can be neither moved nor private: a job. */
function resourceOf(type: string, object: Readonly<Record<string, unknown>>): LiveResource | null {
  const { private: hidden } = object;
  const secret = typeof hidden === 'boolean' ? hidden : null;
  if (secret === null && !isMovable(type)) return null;
  const id = textOf(object['id']);
  const slug = textOf(object['slug']);
  // Written out: there are tens of thousands, and a spread for each is what reading them would mostly cost.
  if (type === 'collection') {
    if (id === null) return null;
    const name = slug === null ? id : `${slug}-${id}`;
    return { key: collectionKey(id), type, name, private: secret, object };
  }
  const name = textOf(object['name']) ?? slug ?? id;
  if (name === null) return null;
  return { key: `${type}:${name.toLowerCase()}`, type, name, private: secret, object };
}

/** A resource as plans name it. */
export function liveSubject(
  { type, name }: Pick<LiveResource, 'type' | 'name'>,
  organization: string,
): string {
  return `${type}:${name.includes('/') ? name : `${organization}/${name}`}`;
}

/** A thing, and the group that it is in. */
export interface Placed {
  readonly group: LiveGroup;
  readonly resource: LiveResource;
}

/** Which group each thing is in, and where that cannot be told. */
export interface Places {
  /** By the key of the thing. */
  readonly placed: ReadonlyMap<string, Placed>;
  /** The groups of which nobody can say what is in them. */
  readonly unreadable: readonly LiveGroup[];
}

const found = new WeakMap<readonly LiveGroup[], Places>();

/** Where everything is, among all groups that are listed; the same list is looked through once. */
export function placesIn(groups: readonly LiveGroup[]): Places {
  const known = found.get(groups);
  if (known !== undefined) return known;
  const placed = new Map<string, Placed>();
  const unreadable: LiveGroup[] = [];
  for (const group of groups) {
    const contents = contentsOf(group);
    if (contents === null) unreadable.push(group);
    else for (const resource of contents.values()) placed.set(resource.key, { group, resource });
  }
  const places = { placed, unreadable };
  found.set(groups, places);
  return places;
}
