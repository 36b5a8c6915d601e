import { type Role, roles } from '../model/membership.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { NamedGroup, PolicySection } from './declaration.ts';
import { entriesOf, field, isText, itemsOf, placeOf, type Tree } from './tree.ts';

/** Reads the section `policy`; what does not fit the schema has been reported, and is passed over. */
export function readPolicy(file: SourceFile, tree: Tree): PolicySection {
  const namedIn = (list: Tree): readonly NamedGroup[] =>
    itemsOf(list)
      .filter(isText)
      .map((name) => ({ name: name.value, place: placeOf(file, name) }));
  return {
    reasons: textsIn(field(tree, 'reasons')).filter(isRole),
    lifetimes: new Map(
      entriesOf(field(tree, 'lifetimes')).flatMap(({ key, value }) => {
        const days = isText(value) ? Number.parseInt(value.value, 10) : Number.NaN;
        return isRole(key) && !Number.isNaN(days) ? [[key, days] as const] : [];
      }),
    ),
    separate: itemsOf(field(tree, 'separate')).map(namedIn),
    files: itemsOf(field(tree, 'files')).flatMap((item) => {
      const path = field(item, 'path');
      return isText(path) ? [{ path: path.value, groups: textsIn(field(item, 'groups')) }] : [];
    }),
  };
}

function textsIn(list: Tree | undefined): readonly string[] {
  return itemsOf(list)
    .filter(isText)
    .map(({ value }) => value);
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
