import { isLoss } from '../../kinds/membership/only.ts';
import type { Change } from '../../model/plan.ts';

/** Whether a change takes access from one person: in a group, or in the organization. */
export function takesAccess(change: Change): boolean {
  return isLoss(change) || (change.kind === 'organization_role' && change.destructive);
}
