import type { Configuration } from '../config/declaration.ts';
import type { MayDeclare } from '../config/policy-check.ts';
import { protectedPeople } from '../kinds/membership/protected.ts';
import { Suggester } from '../kinds/membership/suggest.ts';
import type { Live } from '../live/organization.ts';
import { targetKey } from '../model/change.ts';
import type { Change, GuardName, Plan, PolicyChange, Released, Violation } from '../model/plan.ts';
import { type Compared, compare } from './compare.ts';
import { runGuards, violationKey } from './guards/run.ts';
import { type Matched, matchGroups } from './match-groups.ts';
import { policyOf } from './policy.ts';
import { policyChanges } from './policy-changes.ts';
import { releasedFrom } from './released.ts';
import type { AgainstBase, Side } from './sides.ts';
import { waivedFor } from './waivers.ts';

/**
 * Finds the groups of the base. Its errors do not count: a group that was renamed on the Hub must not stop the very
 * change that mends it.
 *
 * @param permits what files may declare, by both: lines that both have are blocked in both
 * @param selection as for the plan; the groups of the head are looked at whatever the base calls them
 */
export function sideOfBase(
  base: Configuration,
  head: Matched,
  live: Live,
  permits: MayDeclare,
  selection: readonly string[] | null,
): Side {
  const all = matchGroups(base.groups, live, null, permits);
  if (selection === null) return { configuration: base, matched: all };
  const asked = matchGroups(base.groups, live, selection, permits);
  const groups = new Set([...head.groups, ...asked.groups].map(({ live: group }) => group.info.id));
  const missing = new Set([...head.missing, ...asked.missing].map(({ blocked }) => targetKey(blocked.group)));
  return {
    configuration: base,
    matched: {
      groups: all.groups.filter(({ live: group }) => groups.has(group.info.id)),
      missing: all.missing.filter(({ blocked }) => missing.has(targetKey(blocked.group))),
      organization: head.organization,
    },
  };
}

/** What the base would change in the groups of the head, whatever it calls them. */
export function pendingOf({ head, base, live, permits, today }: AgainstBase): Compared {
  // The other groups would change nothing of what the head changes, and cost the time of comparing them.
  const ids = new Set(head.matched.groups.map(({ live: group }) => group.info.id));
  const groups = base.matched.groups.filter(({ live: group }) => ids.has(group.info.id));
  // Where the head is for some groups only, it has no changes of the organization that could be pending.
  return compare(
    base.configuration,
    { ...base.matched, groups, organization: true },
    live,
    today,
    permits,
    false,
  );
}

/** What differs besides the changes: rules, who is let go of, and what the guards of the base say. */
export function rulesAgainstBase(
  against: AgainstBase,
  plan: Pick<Plan, 'changes' | 'violations' | 'digest' | 'policy'>,
  waive: readonly GuardName[],
): {
  readonly loosened: readonly Violation[];
  readonly policy_changes: readonly PolicyChange[];
  readonly released: readonly Released[];
} {
  return {
    loosened: loosenedBy(against, plan, waive),
    policy_changes: policyChanges(against, plan.changes, plan.policy),
    released: releasedFrom(against),
  };
}

/**
 * What the guards of the base would have refused of the head's changes, and those of the head do not find at all. What
 * only a waiver permits is not among it: it is a violation of the plan.
 */
function loosenedBy(
  { base, live }: AgainstBase,
  {
    changes,
    violations,
    digest,
  }: { changes: readonly Change[]; violations: readonly Violation[]; digest: string },
  waive: readonly GuardName[],
): readonly Violation[] {
  const { guards, waivers } = base.configuration;
  const people = protectedPeople(base.configuration, live, new Suggester(live, false));
  const policy = policyOf(guards, people, base.matched.groups);
  const waived = new Set([...waivedFor(digest, waivers), ...waive]);
  const known = new Set(violations.map(violationKey));
  // A share of nothing refuses everything, and says nothing.
  const ofNothing = policy.managed_groups.length === 0;
  return runGuards({ changes, live, policy }, waived).filter(
    (found) =>
      !found.waived && !known.has(violationKey(found)) && !(ofNothing && found.guard === 'max-removals'),
  );
}
