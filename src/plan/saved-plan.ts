import type { Renaming } from '../kinds/kind.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/organization.ts';
import { viewsOf } from '../live/view.ts';
import { type TargetRef, targetKey } from '../model/change.ts';
import type { Change, Plan } from '../model/plan.ts';
import { defaultLimits } from './guards/limits.ts';
import { sortChanges } from './order.ts';
import { groupsConcerned, summarize } from './summary.ts';
import { callsFor } from './units.ts';
import { weighed } from './weigh.ts';

/**
 * What a saved plan says of itself is believed no further than its digest reaches: which change of whom in the group
 * with which id. Whoever edits the rest keeps the digest right, so that the rest is made anew, taken from what is
 * live, or shown as the file's own word.
 */

/** What is wrong with the changes of a saved plan, in words that end a sentence; `null` when they make sense. */
export function contradictionIn({ changes }: Plan): string | null {
  const seen = new Set<string>();
  const names = new Map<string, string>();
  for (const [index, change] of changes.entries()) {
    const { kind, action, before, after, group } = change;
    const where = `/changes/${index}`;
    if (before === after || action !== actionOf(change))
      return `${where} has an action that its values do not have`;
    if (!kindOf(change).fits(change)) return `${where} asks for what no file can declare`;
    const key = [kind, targetKey(group), kindOf(change).subject(change)].join('\t');
    if (seen.has(key)) return `${where} is about what a change before it is about`;
    seen.add(key);
    if (group === null) continue;
    const target = targetKey(group);
    if ((names.get(target) ?? group.name) !== group.name) return `${where} has another name for its group`;
    names.set(target, group.name);
  }
  const sorted = sortChanges(changes);
  const out = changes.findIndex((change, index) => change !== sorted[index]);
  return out === -1 ? null : `/changes/${out} is not in its place`;
}

function actionOf({ before, after }: Change): Change['action'] {
  if (before === null) return 'create';
  return after === null ? 'delete' : 'update';
}

/**
 * A saved plan with everything that its changes say by themselves made anew. What the digest does not reach makes no
 * change less destructive. No guard is waived: only files and the command line can do that.
 *
 * @param batchSize the most members in one add-users call
 */
export function derivedPlan(saved: Plan, batchSize: number): Plan {
  const changes = saved.changes.map((change) => ({
    ...change,
    destructive: kindOf(change).isDestructive(kindOf(change).bare(change)),
  }));
  const calls = callsFor(saved.organization, changes, batchSize);
  return {
    ...saved,
    changes,
    calls,
    summary: summarize(changes, calls, saved.blocked, saved.unmanaged),
    // An earlier version may not have known of a limit.
    policy: { ...defaultLimits, ...saved.policy },
    violations: saved.violations.map((violation) => ({ ...violation, waived: false })),
  };
}

/**
 * A saved plan for people to read without the Hub: groups stand with their ids, and what cannot be derived is said, by a
 * warning, to be the file's own word. Left out is what would hide a change, and who somebody is said to be.
 *
 * @param plan as {@link derivedPlan} gives it
 * @param file where it was read
 */
export function claimedPlan(plan: Plan, file: string): Plan {
  return {
    ...plan,
    files: [file],
    selection: null,
    groups: plan.groups.map(withId),
    changes: plan.changes.map((change) => claimed(kindOf(change).renamed(change, withId))),
    blocked: plan.blocked.map((blocked) => ({ ...renamed(blocked, withId), origin: null })),
    unmanaged: plan.unmanaged.map((one) => renamed(one, withId)),
    violations: plan.violations.map((violation) => renamed(violation, withId)),
    ...withoutBase,
    people: [],
    warnings: [{ code: 'saved-plan', message: asTheFileSays, source: null }, ...plan.warnings],
  };
}

/** A change as the file has it, whose words agree with each other, and of which nothing is called pending. */
function claimed(change: Change): Change {
  return { ...change, destructive: kindOf(change).isDestructive(change), origin: null };
}

const asTheFileSays =
  'Users, roles, settings and ids of groups are what the digest stands for. All else is as the file says: names and contents of groups, reasons, dates, teams, guards, blocked entries, warnings, and what the changes mean for people, as it was when the plan was saved; `apply` looks at the Hub.';

/** What only a comparison with the base could tell. */
const withoutBase = { loosened: [], policy_changes: [], released: [] } as const;

/** A group that is to be made is named by nothing but its name. */
function withId<Ref extends TargetRef>(target: Ref): Ref {
  return target === null || target.id === null
    ? target
    : { ...target, name: `${target.name} (${target.id})` };
}

/** The same with another name of its target. */
function renamed<T extends { readonly group: TargetRef }>(item: T, toName: Renaming): T {
  return { ...item, group: toName(item.group) };
}

/**
 * A saved plan on the ground of what is live now: groups and people are named as the Hub names them, and of what it
 * says to be there only what is there is kept.
 *
 * @param plan as {@link derivedPlan} gives it
 * @param files what is asked for it: the configuration's files, or the saved plan's own
 */
export function groundedPlan(plan: Plan, live: Live, files: readonly string[]): Plan {
  const groups = new Map(live.groups.map((group) => [group.info.id, group]));
  const liveName: Renaming = (target) =>
    target === null || target.id === null
      ? target
      : { ...target, name: groups.get(target.id)?.info.name ?? target.id };
  const view = viewsOf(live)(plan.changes.flatMap((change) => kindOf(change).touches(change)));
  const spelled = plan.changes.map((change) => {
    const kind = kindOf(change);
    return kind.renamed(kind.spelled(change, view), liveName);
  });
  const changes = weighed(spelled, live);
  const isThere = (target: TargetRef): boolean =>
    target === null || target.id === null || groups.has(target.id);
  const blocked = plan.blocked.filter(({ group }) => isThere(group)).map((one) => renamed(one, liveName));
  const unmanaged = plan.unmanaged
    .filter(({ group, user, role }) => {
      const there = groups.get(targetKey(group))?.members.get(user.toLowerCase());
      return there?.role === role;
    })
    .map((one) => renamed(one, liveName));
  return {
    ...plan,
    files,
    selection: null,
    groups: groupsConcerned(live, changes, blocked),
    changes,
    blocked,
    unmanaged,
    violations: [],
    ...withoutBase,
    people: [],
    warnings: [],
    summary: summarize(changes, plan.calls, blocked, unmanaged),
  };
}
