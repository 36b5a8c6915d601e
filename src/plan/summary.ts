import type { Configuration } from '../config/declaration.ts';
import { allKinds, kindOf } from '../kinds/registry.ts';
import { groupInfoOf } from '../live/contents.ts';
import type { Live } from '../live/organization.ts';
import { targetKey } from '../model/change.ts';
import type {
  Blocked,
  Call,
  Change,
  Declared,
  GroupInfo,
  PersonInfo,
  Summary,
  Unmanaged,
  Violation,
} from '../model/plan.ts';
import { compareCodePoints } from '../text/order.ts';
import type { Matched } from './match-groups.ts';
import { compareGroups } from './order.ts';

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
    if (change.group !== null) groups.add(targetKey(change.group));
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
  const keys = new Set<string>();
  for (const list of mentions) for (const { group } of list) keys.add(targetKey(group));
  return live.groups
    .filter(({ info }) => keys.has(info.id))
    .map(groupInfoOf)
    .toSorted(compareGroups);
}

/** How much the files declare, of what a run looks at. */
export function declaredIn(configuration: Configuration, matched: Matched): Declared {
  const groups = [...matched.groups, ...matched.missing].map(({ declared }) => declared);
  const scope = { configuration, organization: matched.organization ? configuration.others : null, groups };
  const memberships = kindOf({ kind: 'membership' }).declares(scope);
  const others = allKinds.reduce((sum, kind) => sum + kind.declares(scope), 0) - memberships;
  return {
    groups: groups.length,
    managed_groups: groups.filter(({ membership }) => membership !== null).length,
    memberships,
    ...(others === 0 ? {} : { others }),
  };
}

/** The full names of everybody whom the plan speaks of, by username. */
export function peopleIn(
  live: Live,
  ...mentions: readonly (readonly { readonly user: string | null }[])[]
): readonly PersonInfo[] {
  const people = new Map<string, PersonInfo>();
  for (const list of mentions) {
    for (const { user } of list) {
      const person = user === null ? undefined : live.people.get(user.toLowerCase());
      if (person === undefined || person.fullname === null || person.fullname === person.user) continue;
      people.set(person.user.toLowerCase(), { user: person.user, fullname: person.fullname });
    }
  }
  return [...people].sort(([a], [b]) => compareCodePoints(a, b)).map(([, person]) => person);
}
