import type { Live } from '../../live/organization.ts';
import { isToBeGone } from '../group/declared.ts';
import type { MatchedGroup } from '../kind.ts';

/**
 * Which groups are to be given a name that another group has and keeps. Two groups of one name are told apart by nobody:
 * the next entry without an `id` would mean either. A name that the other one loses in this run, by another name or
 * because it is deleted, is free; also where two groups change names.
 *
 * @param groups those of the run
 * @returns by the id of the group that is to be renamed, the id of one that has the name
 */
export function takenNames(
  groups: readonly MatchedGroup[],
  { groups: all }: Live,
): ReadonlyMap<string, string> {
  const wanted = new Map<string, { readonly id: string; readonly now: string }>();
  const leaving = new Set<string>();
  for (const { declared, live } of groups) {
    const { id, name } = live.info;
    if (isToBeGone(declared)) leaving.add(id);
    else if (declared.name !== name) {
      leaving.add(id);
      wanted.set(declared.name, { id, now: name });
    }
  }
  const taken = new Map<string, string>();
  for (const { info } of all) {
    if (leaving.has(info.id)) continue;
    // Who does not get the new name keeps the old one, which somebody else may have been to get.
    let holder = info.id;
    let next = wanted.get(info.name);
    while (next !== undefined && !taken.has(next.id)) {
      taken.set(next.id, holder);
      holder = next.id;
      next = wanted.get(next.now);
    }
  }
  return taken;
}
