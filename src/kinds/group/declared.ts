import type { DeclaredGroup } from '../../config/declaration.ts';

/** Whether the group is to be made where the Hub has none of its name. */
export function isToBeMade(group: DeclaredGroup): boolean {
  return declaredValue(group, 'create') === true;
}

/** Whether the group must not be there. */
export function isToBeGone(group: DeclaredGroup): boolean {
  return declaredValue(group, 'state') === 'absent';
}

/** Whether an identity provider decides who is in the group (SCIM). */
export function isProvided(group: DeclaredGroup): boolean {
  return declaredValue(group, 'managed_by') === 'scim';
}

/** What one word of a group says; `undefined` where it does not stand, or is no single value. */
export function declaredValue({ others }: DeclaredGroup, key: string): unknown {
  const tree = others.get(key)?.tree;
  return tree?.kind === 'scalar' ? tree.value : undefined;
}
