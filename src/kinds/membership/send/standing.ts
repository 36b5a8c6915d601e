import { isDestructive } from '../roles.ts';
import type { MembershipChange } from '../types.ts';

/** How a change stands after a fresh look at its group. */
export type Standing =
  /** It is as declared. */
  | { readonly kind: 'so' }
  /** Still to be made, from what is there now: the change itself, or one with another beginning. */
  | { readonly kind: 'open'; readonly change: MembershipChange }
  /** Somebody changed it meanwhile, and to make it would take away what nobody has agreed to. */
  | { readonly kind: 'moved'; readonly message: string };

/**
 * Plans one change anew, against what is there now. Where somebody else changed the membership meanwhile, it is still
 * made if that takes nothing away; a removal or a lower role is only made of what the plan knew.
 *
 * @param now the user's role in the group, `null` for none
 */
export function standingOf(change: MembershipChange, now: string | null): Standing {
  if (now === change.after) return { kind: 'so' };
  if (now === change.before) return { kind: 'open', change };
  if (isDestructive(now, change.after)) {
    const message = `${change.user} has the role ${now} meanwhile, which the plan did not know. Plan again.`;
    return { kind: 'moved', message };
  }
  const action = now === null ? 'create' : 'update';
  return { kind: 'open', change: { ...change, action, before: now, destructive: false } };
}
