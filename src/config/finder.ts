import type { Place, SourceFile } from '../text/source-file.ts';
import { visible } from '../text/visible.ts';
import { placeOf, placeOfKey, type Tree, type TreeEntry, type TreeMap } from './tree.ts';

/** Finds the tree behind a JSON pointer; a mapping is indexed once, at the first look into it. */
export class Finder {
  readonly #file: SourceFile;
  readonly #root: Tree;
  readonly #indices = new WeakMap<TreeMap, ReadonlyMap<string, TreeEntry>>();

  constructor(file: SourceFile, root: Tree) {
    this.#file = file;
    this.#root = root;
  }

  /** The tree that the pointer names; what is nearest to it when there is none. */
  at(pointer: string): Tree {
    let tree = this.#root;
    for (const key of partsOf(pointer)) {
      const next = tree.kind === 'map' ? this.#entry(tree, key)?.value : itemOf(tree, key);
      if (next === undefined) return tree;
      tree = next;
    }
    return tree;
  }

  /** Where a value stands. */
  place(tree: Tree): Place {
    return placeOf(this.#file, tree);
  }

  /** Where a key of the mapping stands that the pointer names. */
  key(pointer: string, key: string): Place {
    const tree = this.at(pointer);
    const entry = tree.kind === 'map' ? this.#entry(tree, key) : undefined;
    return entry === undefined ? this.place(tree) : placeOfKey(this.#file, entry);
  }

  /** The value as it stands in the file, for messages. */
  written(tree: Tree): string {
    return visible(this.#file.text.slice(tree.offset, tree.offset + Math.min(tree.length, 60)).trim());
  }

  #entry(map: TreeMap, key: string): TreeEntry | undefined {
    const known = this.#indices.get(map);
    if (known !== undefined) return known.get(key);
    const index = new Map(map.entries.map((entry) => [entry.key, entry]));
    this.#indices.set(map, index);
    return index.get(key);
  }
}

function itemOf(tree: Tree, index: string): Tree | undefined {
  return tree.kind === 'list' ? tree.items[Number(index)] : undefined;
}

/** The keys of a JSON pointer (RFC 6901). */
export function partsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
