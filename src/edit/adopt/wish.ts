import type { Person } from '../../config/declaration.ts';
import type { OrganizationRoleChange } from '../../kinds/organization-role/change.ts';
import type { ResourceChange } from '../../kinds/resource/change.ts';
import type { SettingChange } from '../../kinds/setting/change.ts';
import type { TargetRef } from '../../model/change.ts';
import type { MembershipChange } from '../../model/membership.ts';
import type { Change } from '../../model/plan.ts';
import type { EntryWish } from '../member-entry.ts';

/** One thing that the files are to say otherwise, so that they say what is live. */
export type Wish =
  /** Somebody's own entry goes. */
  | { readonly kind: 'drop'; readonly group: string; readonly person: Person; readonly user: string }
  /** Somebody's own entry changes, or comes. */
  | {
      readonly kind: 'set';
      readonly group: string;
      /** The own entry that is there; `null` for a new one. */
      readonly person: Person | null;
      readonly user: string;
      readonly entry: EntryWish;
    };

/** A difference that is none any more: `before` is what is live, and declared by now. */
export type AdoptedChange = MembershipChange | SettingChange | ResourceChange | OrganizationRoleChange;

/** A difference that stays, since the files have decided it, or cannot say what is live. */
export interface NotAdopted {
  readonly group: TargetRef;
  readonly user: string | null;
  /** What it is about where that is nobody: a setting, a resource; `null` for the group, or the person. */
  readonly subject: string | null;
  /** The change that is left; `null` where there is none that could be made. */
  readonly change: Change | null;
  /** Why, for people: a clause. */
  readonly why: string;
}
