import type { Group, Resource, Token, World } from '../model.ts';

/** A group of a draft: `members` as pairs of username and role, an empty `id` for one that is yet to be made. */
export interface DraftGroup extends Omit<Group, 'users' | 'resources'> {
  readonly members: readonly (readonly [user: string, role: string])[];
  readonly resources: readonly Resource[];
}

/** A seed of either form, before its references are checked. Empty ids are made from names. */
export interface Draft extends Omit<World, 'groups' | 'tokens'> {
  readonly groups: readonly DraftGroup[];
  /** `null`: the default tokens. */
  readonly tokens: readonly Token[] | null;
  /** Whose the default tokens are; `null`: the first admin's. */
  readonly tokenUser: string | null;
}
