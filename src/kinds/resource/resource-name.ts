/** The kinds of resources that can be moved, by the key in a file. What the Hub has besides cannot. */
export const typesByKey = {
  models: 'model',
  datasets: 'dataset',
  spaces: 'space',
  buckets: 'bucket',
  collections: 'collection',
} as const;
export type ResourceType = (typeof typesByKey)[keyof typeof typesByKey];

const types: ReadonlySet<string> = new Set(Object.values(typesByKey));

/** Whether a resource of this type can be moved. */
export function isMovable(type: string): type is ResourceType {
  return types.has(type);
}

/** A resource by what it is called: `model`, `acme-ai/base`. */
export interface ResourceName {
  readonly type: ResourceType;
  readonly name: string;
}

/** As plans name it: `model:acme-ai/base`. */
export function subjectOf({ type, name }: ResourceName): string {
  return `${type}:${name}`;
}

/** What {@link subjectOf} wrote; `null` for what names nothing that could be moved: a saved plan may say anything. */
export function nameIn(subject: string): ResourceName | null {
  const colon = subject.indexOf(':');
  const [type, name] = [subject.slice(0, colon), subject.slice(colon + 1)];
  if (!isMovable(type)) return null;
  return (type === 'collection' ? collectionName : repositoryName).test(name) ? { type, name } : null;
}

const repositoryName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}\/[A-Za-z0-9._-]{1,96}$/;
const collectionName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}\/[A-Za-z0-9._-]+-[0-9a-f]{24}$/;

/** Tells resources apart: letter case does not count in names, and a collection is its id, whatever its slug. */
export function keyOf({ type, name }: ResourceName): string {
  return type === 'collection' ? collectionKey(name.slice(-24)) : `${type}:${name.toLowerCase()}`;
}

/** The key of the collection with an id. */
export function collectionKey(id: string): string {
  return `collection:${id.toLowerCase()}`;
}

/** The namespace that a resource belongs to. */
export function namespaceOf({ name }: ResourceName): string {
  return name.slice(0, name.indexOf('/'));
}
