import { kindOf } from '../../kinds/registry.ts';
import type { Change } from '../../model/plan.ts';

/** Whether a change takes access from one person: in a group, or in the organization. */
export function takesAccess(change: Change): boolean {
  return change.destructive && kindOf(change).person(change) !== null;
}
