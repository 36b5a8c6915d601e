import { type Role, roles } from '../model/membership.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { NamedGroup, PolicySection } from './declaration.ts';
import { child, placeOf, type Tree } from './tree.ts';

/** Reads the section `policy`; what does not fit the schema has been reported, and is passed over. */
export function readPolicy(file: SourceFile, tree: Tree): PolicySection {
  const field = (key: string): Tree | undefined => (tree.kind === 'map' ? child(tree, key) : undefined);
  const namedIn = (list: Tree): readonly NamedGroup[] =>
    itemsOf(list).flatMap((item) => {
      const name = textOf(item);
      return name === null ? [] : [{ name, place: placeOf(file, item) }];
    });
  return {
    reasons: itemsOf(field('reasons')).flatMap((item) => roleOf(textOf(item)) ?? []),
    lifetimes: new Map(
      entriesOf(field('lifetimes')).flatMap(({ key, value }) => {
        const role = roleOf(key);
        const days = Number.parseInt(textOf(value) ?? '', 10);
        return role === null || Number.isNaN(days) ? [] : [[role, days] as const];
      }),
    ),
    separate: itemsOf(field('separate')).map(namedIn),
    files: itemsOf(field('files')).flatMap((item) => {
      const path = item.kind === 'map' ? textOf(child(item, 'path')) : null;
      const groups = item.kind === 'map' ? itemsOf(child(item, 'groups')) : [];
      return path === null ? [] : [{ path, groups: groups.flatMap((one) => textOf(one) ?? []) }];
    }),
  };
}

function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

function entriesOf(tree: Tree | undefined): readonly { readonly key: string; readonly value: Tree }[] {
  return tree?.kind === 'map' ? tree.entries : [];
}

function textOf(tree: Tree | undefined): string | null {
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : null;
}

function roleOf(text: string | null): Role | null {
  return roles.find((role) => role === text) ?? null;
}
