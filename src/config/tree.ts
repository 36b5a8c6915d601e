import type { Place, SourceFile } from '../text/source-file.ts';

/** A YAML document as data that knows where it stands; aliases are expanded, keys are text and stand once. */
export type Tree = TreeMap | TreeList | TreeScalar;

export interface TreeMap {
  readonly kind: 'map';
  readonly offset: number;
  readonly length: number;
  readonly entries: readonly TreeEntry[];
}

export interface TreeEntry {
  readonly key: string;
  readonly keyOffset: number;
  readonly keyLength: number;
  readonly value: Tree;
}

export interface TreeList {
  readonly kind: 'list';
  readonly offset: number;
  readonly length: number;
  readonly items: readonly Tree[];
}

export interface TreeScalar {
  readonly kind: 'scalar';
  readonly offset: number;
  readonly length: number;
  readonly value: string | number | bigint | boolean | null;
  /** Written without quotes, so that its type was guessed from its letters. */
  readonly plain: boolean;
}

/** A scalar that is text. */
export type TreeText = TreeScalar & { readonly value: string };

/** The value of a key; `undefined` when the mapping does not have it. */
export function child(map: TreeMap, key: string): Tree | undefined {
  return map.entries.find((entry) => entry.key === key)?.value;
}

/** The value of a key of what may be a mapping. */
export function field(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'map' ? child(tree, key) : undefined;
}

/** The entries of what may be a mapping. */
export function entriesOf(tree: Tree | undefined): readonly TreeEntry[] {
  return tree?.kind === 'map' ? tree.entries : [];
}

/** The entries of what may be a list. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

/** Whether there is text. */
export function isText(tree: Tree | undefined): tree is TreeText {
  return tree?.kind === 'scalar' && typeof tree.value === 'string';
}

/** Where a value stands. */
export function placeOf(file: SourceFile, tree: Tree): Place {
  return { file, offset: tree.offset, length: tree.length };
}

/** Where a key stands. */
export function placeOfKey(file: SourceFile, entry: TreeEntry): Place {
  return { file, offset: entry.keyOffset, length: entry.keyLength };
}

/**
 * The data alone, for a JSON Schema validator. Objects have no prototype, so that a key named `__proto__` is a key
 * like any other.
 */
export function plainOf(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plainOf);
    case 'map': {
      const object: Record<string, unknown> = Object.create(null);
      for (const { key, value } of tree.entries) object[key] = plainOf(value);
      return object;
    }
  }
}
