import type { Live } from '../../live/organization.ts';
import type { LiveView } from '../../live/view.ts';
import { targetKey } from '../../model/change.ts';
import { grouped } from '../../text/grouped.ts';
import { named, quoted } from '../../text/named.ts';
import { isToBeGone } from '../group/declared.ts';
import type { MatchedGroup } from '../kind.ts';
import type { SettingChange } from './change.ts';

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

const indexed = new WeakMap<LiveView['listed'], ReadonlyMap<string, readonly string[]>>();

/** The ids of groups by their names; the same list is looked through once. */
function idsByName(groups: LiveView['listed']): ReadonlyMap<string, readonly string[]> {
  const known = indexed.get(groups);
  if (known !== undefined) return known;
  const byName = grouped(groups, ({ info }) => info.name);
  const ids = new Map([...byName].map(([name, same]) => [name, same.map(({ info }) => info.id)]));
  indexed.set(groups, ids);
  return ids;
}

/** That another group has got the new name since, and keeps it: a sentence; `null` where none has. @param planned what the whole plan leaves */
export function nameTakenBy(
  { subject, group, after }: SettingChange,
  _now: LiveView,
  planned: LiveView,
): string | null {
  if (subject !== 'name' || after === null) return null;
  const holder = idsByName(planned.listed)
    .get(after)
    ?.find((id) => id !== targetKey(group));
  if (holder === undefined) return null;
  return `${quoted(after)} is the group with the id ${named(holder)} by now, which the plan did not know. Plan again.`;
}
