import type { Change } from '../model/plan.ts';
import type { Kind } from './kind.ts';
import { membershipKind } from './membership/kind.ts';

type KindName = Change['kind'];
type ChangeOf<K extends KindName> = Extract<Change, { readonly kind: K }>;

/** Every kind of change there is, in the order of a plan. A new one is a folder beside `membership`, and a line here. */
const kinds: { readonly [K in KindName]: Kind<ChangeOf<K>> } = {
  membership: membershipKind,
};

/** The kinds in the order in which a group's changes are made. */
export const allKinds = Object.values(kinds);

const ranks: ReadonlyMap<string, number> = new Map(Object.keys(kinds).map((kind, rank) => [kind, rank]));

/** The place of a change's kind in a group of a plan, from 0. */
export function rankOfKind({ kind }: Pick<Change, 'kind'>): number {
  return ranks.get(kind) ?? ranks.size;
}

/** The kind that a change is of. */
export function kindOf<K extends KindName>(change: { readonly kind: K }): Kind<ChangeOf<K>> {
  return kinds[change.kind];
}
