import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { KnownError } from '../../errors.ts';
import { nearest } from '../../text/nearest.ts';
import { shownName } from '../../text/shown.ts';

/**
 * The declared groups that `--group` names, each once.
 *
 * @param otherwise what else may be meant, a sentence
 * @throws KnownError `usage` for one that is not declared
 */
export function declaredGroups(
  { groups }: Configuration,
  names: readonly string[],
  otherwise: string | null = null,
): readonly DeclaredGroup[] {
  const found = names.map((name) => {
    const group = groups.find((one) => one.name === name || one.id?.value === name);
    if (group !== undefined) return group;
    const near = nearest(
      name,
      groups.map((one) => one.name),
    );
    const meant = near === null ? [] : [`Did you mean “${shownName(near)}”?`];
    const hints = [...meant, ...(otherwise === null ? [] : [otherwise])];
    throw new KnownError('usage', `The configuration declares no group “${shownName(name)}”`, {
      ...(hints.length === 0 ? {} : { hint: hints.join(' ') }),
    });
  });
  return [...new Set(found)];
}
