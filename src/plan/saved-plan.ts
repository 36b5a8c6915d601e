import { kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/types.ts';
import type { GroupRef } from '../model/change.ts';
import type { Blocked, Change, Plan } from '../model/plan.ts';
import { callsFor } from './create-plan.ts';
import { sortChanges } from './order.ts';
import { groupsConcerned, summarize } from './summary.ts';

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
      return `${where} has an action that its roles do not have`;
    const key = [kind, group.id, kindOf(change).subject(change)].join('\t');
    if (seen.has(key)) return `${where} is about somebody who was there already`;
    seen.add(key);
    if ((names.get(group.id) ?? group.name) !== group.name) return `${where} has another name for its group`;
    names.set(group.id, group.name);
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
 * A saved plan with everything that its changes say by themselves made anew. No guard is waived: only files and the
 * command line can do that.
 *
 * @param batchSize the most members in one add-users call
 */
export function derivedPlan(saved: Plan, batchSize: number): Plan {
  const changes = saved.changes.map((change) => ({
    ...change,
    destructive: kindOf(change).isDestructive(change),
  }));
  const calls = callsFor(saved.organization, changes, batchSize);
  return {
    ...saved,
    changes,
    calls,
    summary: summarize(changes, calls, saved.blocked, saved.unmanaged),
    violations: saved.violations.map((violation) => ({ ...violation, waived: false })),
  };
}

/**
 * A saved plan for people to read without the Hub: groups stand with their ids, and what cannot be derived is left out
 * or, with a warning, said to be the file's own word.
 *
 * @param plan as {@link derivedPlan} gives it
 * @param file where it was read
 */
export function claimedPlan(plan: Plan, file: string): Plan {
  return {
    ...plan,
    files: [file],
    selection: null,
    groups: [],
    changes: plan.changes.map((change) => ({
      ...change,
      group: withId(change.group),
      origin: null,
      afterwards: null,
      first_access: false,
    })),
    blocked: plan.blocked.map((blocked) => renamed({ ...blocked, origin: null }, withId)),
    unmanaged: plan.unmanaged.map((one) => ({ ...one, group: withId(one.group) })),
    violations: plan.violations.map((violation) => ({
      ...violation,
      group: violation.group === null ? null : withId(violation.group),
    })),
    ...withoutBase,
    people: [],
    warnings: [{ code: 'saved-plan', message: asTheFileSays, source: null }, ...plan.warnings],
  };
}

const asTheFileSays =
  'Users, roles and ids of groups are what the digest stands for. Names of groups, reasons, dates, teams, guards, blocked entries and warnings are as the file says; `apply` looks at the Hub.';

/** What only a comparison with the base could tell. */
const withoutBase = { loosened: [], policy_changes: [], released: [] } as const;

function withId({ id, name }: GroupRef): GroupRef {
  return { id, name: `${name} (${id})` };
}

/** A blocked entry whose group, where the Hub lists it, has another name. */
function renamed(blocked: Blocked, rename: (group: GroupRef) => GroupRef): Blocked {
  const { id, name } = blocked.group;
  if (blocked.kind === 'membership') return { ...blocked, group: rename(blocked.group) };
  return id === null ? blocked : { ...blocked, group: rename({ id, name }) };
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
  const nameOf = ({ id }: GroupRef): GroupRef => ({ id, name: groups.get(id)?.info.name ?? id });
  const changes = plan.changes.map((change) => {
    if (change.kind !== 'membership') return { ...change, group: nameOf(change.group) };
    const key = change.user.toLowerCase();
    const group = groups.get(change.group.id);
    const user = live.people.get(key)?.user ?? group?.members.get(key)?.user ?? change.user;
    return { ...change, group: nameOf(change.group), user };
  });
  const blocked = plan.blocked
    .filter(({ group }) => group.id === null || groups.has(group.id))
    .map((one) => renamed(one, nameOf));
  const unmanaged = plan.unmanaged
    .filter(({ group, user, role }) => groups.get(group.id)?.members.get(user.toLowerCase())?.role === role)
    .map((one) => ({ ...one, group: nameOf(one.group) }));
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
