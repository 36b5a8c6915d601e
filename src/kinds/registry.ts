import type { Change, ChangeByKind } from '../model/plan.ts';
import type { Kind } from './kind.ts';
import { membershipKind } from './membership/kind.ts';

type KindName = keyof ChangeByKind;

/**
 * Every kind of change there is, in the order in which a target's changes are listed. A new one is a folder beside
 * `membership`, and a line here.
 */
const kinds: { readonly [K in KindName]: Kind<ChangeByKind[K]> } = {
  membership: membershipKind,
};

/** The kinds in the order in which they are listed. */
export const allKinds: readonly Pick<Kind<Change>, 'check' | 'makes' | 'compare'>[] = Object.values(kinds);

/** The kind that a change is of. */
export function kindOf<K extends KindName>(change: { readonly kind: K }): Kind<ChangeByKind[K]> {
  return kinds[change.kind];
}

const ranks: ReadonlyMap<string, number> = new Map(Object.keys(kinds).map((name, rank) => [name, rank]));

/** The place of a change's kind among all kinds. */
export function rankOfKind({ kind }: Pick<Change, 'kind'>): number {
  return ranks.get(kind) ?? ranks.size;
}
