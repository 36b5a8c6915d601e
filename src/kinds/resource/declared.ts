import type { Configuration, DeclaredGroup, OtherProperty } from '../../config/declaration.ts';
import { child, itemsOf, placeOf, type Tree, type TreeMap } from '../../config/tree.ts';
import type { Place } from '../../text/source-file.ts';
import { keyOf, nameIn, type ResourceName, typesByKey } from './resource-name.ts';

/** A resource that the file declares in a group. */
export interface DeclaredResource extends ResourceName {
  readonly key: string;
  readonly place: Place;
}

/** What a group's `resources` say. */
export interface DeclaredResources {
  readonly exact: boolean;
  /** Where the mode is written, or else `resources` itself. */
  readonly modePlace: Place;
  readonly resources: readonly DeclaredResource[];
}

/** What is declared to be in a group; `null` where nothing is managed. What does not fit the schema is passed over. */
export function declaredResources(
  { others }: DeclaredGroup,
  { defaults }: Pick<Configuration, 'defaults'>,
): DeclaredResources | null {
  const property = others.get('resources');
  if (property === undefined || property.tree.kind !== 'map') return null;
  const { tree, place } = property;
  const { file } = place;
  const mode = child(tree, 'mode');
  const fallback = defaults.get('resources');
  return {
    exact: (scalarOf(mode) ?? scalarOf(fallback?.tree)) === 'exact',
    modePlace: mode === undefined ? (fallback?.place ?? place) : placeOf(file, mode),
    resources: resourcesIn(property, tree),
  };
}

const read = new WeakMap<OtherProperty, readonly DeclaredResource[]>();

/** The resources of a group, each property read once: checking and comparing ask for them again and again. */
function resourcesIn(property: OtherProperty, tree: TreeMap): readonly DeclaredResource[] {
  const known = read.get(property);
  if (known !== undefined) return known;
  const { file } = property.place;
  const resources = Object.entries(typesByKey).flatMap(([key, type]) =>
    itemsOf(child(tree, key)).flatMap((item): readonly DeclaredResource[] => {
      const resource = nameIn(`${type}:${String(scalarOf(item))}`);
      if (resource === null) return [];
      const { name } = resource;
      return [{ type: resource.type, name, key: keyOf(resource), place: placeOf(file, item) }];
    }),
  );
  read.set(property, resources);
  return resources;
}

/** A declared resource, and the group that it is declared in. */
export interface Declaration {
  readonly resource: DeclaredResource;
  readonly group: DeclaredGroup;
}

/** Every declared resource of a configuration, in the order of the files. */
export function* allDeclared(configuration: Configuration): Iterable<Declaration> {
  for (const group of configuration.groups) {
    for (const resource of declaredResources(group, configuration)?.resources ?? [])
      yield { resource, group };
  }
}

function scalarOf(tree: Tree | undefined): unknown {
  return tree?.kind === 'scalar' ? tree.value : undefined;
}
