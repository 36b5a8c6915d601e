import type { Change } from '../model/plan.ts';

/** What a change does to the access of somebody; a step from or to a role of unknown rank counts as a lower one. */
export type Effect = 'removed' | 'lowered' | 'raised' | 'added';

/** What a change does to somebody. */
export function effectOf({ action, destructive }: Pick<Change, 'action' | 'destructive'>): Effect {
  switch (action) {
    case 'create':
      return 'added';
    case 'delete':
      return 'removed';
    case 'update':
      return destructive ? 'lowered' : 'raised';
  }
}

/** Whether somebody has less access afterwards. */
export function takesAway(effect: Effect): boolean {
  return effect === 'removed' || effect === 'lowered';
}

/** What readers have to know of a change, most of all first: what takes away, then what gives much. */
export const topics = ['removed', 'lowered', 'admin', 'first', 'raised', 'added'] as const;
export type Topic = (typeof topics)[number];

/** The one topic under which a change is told. */
export function topicOf(change: Change): Topic {
  const effect = effectOf(change);
  if (takesAway(effect)) return effect;
  if (change.after === 'admin') return 'admin';
  return change.first_access ? 'first' : effect;
}
