import { kindOf } from '../kinds/registry.ts';
import type { LiveGroup } from '../live/types.ts';
import type { Change } from '../model/plan.ts';

/** How a change stands against a group as it is found. */
export type Standing =
  /** It is as declared: nothing is left to be made. */
  | { readonly kind: 'inSync' }
  /** It is as planned: still to be made. */
  | { readonly kind: 'pending' }
  /** Somebody changed it meanwhile, and nobody has agreed to what making it would do now. */
  | { readonly kind: 'conflict'; readonly now: string | null };

/** Compares one change with a group. */
export function standingOf(change: Change, group: LiveGroup): Standing {
  const now = kindOf(change).current(change, group);
  if (now === change.after) return { kind: 'inSync' };
  return now === change.before ? { kind: 'pending' } : { kind: 'conflict', now };
}
