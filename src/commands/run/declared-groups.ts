import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { KnownError } from '../../errors.ts';
import { nearest } from '../../text/nearest.ts';
import { shownName } from '../../text/shown.ts';

/** The declared groups that `--group` names, each once. @throws KnownError `usage` for one that is not declared */
export function declaredGroups(
  { groups }: Configuration,
  names: readonly string[],
): readonly DeclaredGroup[] {
  const found = names.map((name) => {
    const group = groups.find((one) => one.name === name || one.id?.value === name);
    if (group !== undefined) return group;
    const near = nearest(
      name,
      groups.map((one) => one.name),
    );
    throw new KnownError('usage', `The configuration declares no group “${shownName(name)}”`, {
      ...(near === null ? {} : { hint: `Did you mean “${shownName(near)}”?` }),
    });
  });
  return [...new Set(found)];
}
