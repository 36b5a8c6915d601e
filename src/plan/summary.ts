import type { Live } from '../live/types.ts';
import { compareGroups } from './order.ts';
import type { Blocked, Call, Change, GroupInfo, Summary, Unmanaged, Violation } from './types.ts';

/** The counts of a plan. */
export function summarize(
  changes: readonly Change[],
  calls: readonly Call[],
  blocked: readonly Blocked[],
  unmanaged: readonly Unmanaged[],
): Summary {
  const summary = { create: 0, update: 0, delete: 0, destructive: 0 };
  const groups = new Set<string>();
  for (const change of changes) {
    summary[change.action]++;
    if (change.destructive) summary.destructive++;
    groups.add(change.group.id);
  }
  return {
    ...summary,
    blocked: blocked.length,
    unmanaged: unmanaged.length,
    groups: groups.size,
    calls: calls.length,
  };
}

/** What a reader needs to know of every group that the plan speaks of, by name. */
export function groupsConcerned(
  live: Live,
  ...mentions: readonly (readonly (Change | Blocked | Violation)[])[]
): readonly GroupInfo[] {
  const ids = new Set<string>();
  for (const list of mentions)
    for (const { group } of list) if (group !== null && group.id !== null) ids.add(group.id);
  return live.groups
    .filter(({ info }) => ids.has(info.id))
    .map(({ info }) => info)
    .toSorted(compareGroups);
}
