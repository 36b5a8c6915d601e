import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import type { SettingChange } from '../../kinds/setting/change.ts';
import { declarableGroup } from '../declarable.ts';
import { isKeptApart, policyForbids } from './within-policy.ts';

/**
 * Which groups can be declared by the names that they have by now. All of them change at once, so that names which were
 * crossed can be, too.
 *
 * @param changed the differences of settings, with the groups that they are of
 * @returns tells of a group why it keeps its declared name: a clause; `null` when it gets the other one
 */
export function newNames(
  configuration: Configuration,
  changed: readonly { readonly change: SettingChange; readonly declared: DeclaredGroup }[],
): (group: DeclaredGroup) => string | null {
  const kept = new Map<DeclaredGroup, string>();
  const names = new Map<DeclaredGroup, string>();
  for (const { change, declared } of changed) {
    if (change.subject !== 'name') continue;
    const name = change.before ?? '';
    if (!declarableGroup(name)) kept.set(declared, 'a file cannot hold the name that the group has by now');
    else if (isKeptApart(configuration, declared)) kept.set(declared, policyForbids);
    else names.set(declared, name);
  }
  for (let clash = clashing(configuration, names); clash.length > 0; clash = clashing(configuration, names)) {
    for (const group of clash) {
      names.delete(group);
      kept.set(group, 'another group is declared by this name');
    }
  }
  return (group) => kept.get(group) ?? null;
}

/** Those that would have the name of another group. */
function clashing(
  { groups }: Configuration,
  names: ReadonlyMap<DeclaredGroup, string>,
): readonly DeclaredGroup[] {
  const taken = new Map<string, number>();
  for (const group of groups) {
    const name = names.get(group) ?? group.name;
    taken.set(name, (taken.get(name) ?? 0) + 1);
  }
  return [...names].flatMap(([group, name]) => ((taken.get(name) ?? 0) > 1 ? [group] : []));
}
