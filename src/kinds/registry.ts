import type { BlockedByKind, Change, ChangeByKind } from '../model/plan.ts';
import type { BlockedWords, ReasonWords } from './blocked-words.ts';
import { groupKind } from './group/kind.ts';
import type { Kind } from './kind.ts';
import { membershipKind } from './membership/kind.ts';
import { organizationRoleKind } from './organization-role/kind.ts';
import { resourceKind } from './resource/kind.ts';
import { settingKind } from './setting/kind.ts';

type KindName = keyof ChangeByKind;

/**
 * Every kind of change there is, in the order in which a target's changes are listed. A new one is a folder beside
 * `membership`, and a line here.
 */
const kinds: { readonly [K in KindName]: Kind<ChangeByKind[K], BlockedByKind[K]> } = {
  group: groupKind,
  setting: settingKind,
  membership: membershipKind,
  resource: resourceKind,
  organization_role: organizationRoleKind,
};

/** The kinds in the order in which they are listed. */
export const allKinds: readonly Pick<
  Kind<Change>,
  'check' | 'needs' | 'declares' | 'unlisted' | 'compare'
>[] = Object.values(kinds);

/** The kind that a change is of. */
export function kindOf<K extends KindName>(change: {
  readonly kind: K;
}): Kind<ChangeByKind[K], BlockedByKind[K]> {
  return kinds[change.kind];
}

/** Whether it makes the group that it is about: nothing else can be done in that group before. */
export function makesGroup(change: Change): boolean {
  return kindOf(change).stage(change) === 'make_group';
}

/** How a blocked entry reads. */
export function blockedWordsOf<B extends keyof BlockedByKind>(entry: {
  readonly kind: B;
}): BlockedWords<BlockedByKind[B]> {
  return kinds[entry.kind].blocked;
}

/** All reasons for which something is blocked, and what the first kind that has each says of it. */
export const reasonsOfAll: ReadonlyMap<string, ReasonWords> = new Map(
  Object.values(kinds)
    .flatMap(({ blocked }) => Object.entries<ReasonWords>(blocked.reasons))
    .toReversed(),
);

/** The names of the kinds, in the order in which they are listed. */
export const kindNames: readonly string[] = Object.keys(kinds);

const ranks: ReadonlyMap<string, number> = new Map(kindNames.map((name, rank) => [name, rank]));

/** The place of a change's kind among all kinds. */
export function rankOfKind({ kind }: { readonly kind: string }): number {
  return ranks.get(kind) ?? ranks.size;
}
