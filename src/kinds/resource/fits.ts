import { targetKey } from '../../model/change.ts';
import { leavesForNone, type ResourceChange } from './change.ts';
import { nameIn } from './resource-name.ts';

/** Whether the groups of a change are those that its values name, and its subject something that can be moved. */
export function fitsResource(change: ResourceChange): boolean {
  const { subject, group, from, before, after } = change;
  if (nameIn(subject) === null || (from === null ? null : targetKey(from)) !== before) return false;
  return leavesForNone(change) ? before === targetKey(group) : after === targetKey(group);
}
