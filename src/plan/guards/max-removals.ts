import type { Live } from '../../live/organization.ts';
import type { Policy } from '../../model/plan.ts';
import type { Guard, Limit } from './guard.ts';
import { takesAccess } from './takes.ts';

const defaultPercentage = 25;
/** A percentage alone would stop honest changes of small groups. It goes with the default only. */
const alwaysAllowed = 5;

/** Refuses more removals and lower roles in one run than are allowed. */
export const maxRemovals: Guard = {
  title: 'Too many destructive changes',
  cause:
    'The plan has more removals and demotions, lower roles in the organization among them, than `guards.max_removals` allows: a count, or a percentage of the live memberships of the groups with managed membership in this run, rounded down. Without the setting 25 %, and 5 are always allowed; a value in the file holds as it stands.',
  cure: 'Look whether all of them are meant. If so, split the change, raise the limit (`max_removals: 40`), or waive the guard for this plan.',
  check: ({ groups, losses: all, live, policy }) => {
    // What goes with a whole group has a guard of its own.
    const inGroups = groups.flatMap((group) => (group.deleted ? [] : group.losses));
    const losses = [...inGroups, ...all.filter(({ group }) => group === null)];
    const { allowed, because } = limitOf(policy, live);
    if (losses.length <= allowed) return [];
    const changes =
      losses.length === 1 ? '1 removal or lower role' : `${losses.length} removals and lower roles`;
    const message = `${changes}, but no more than ${allowed} are allowed in one run (${because})`;
    return [{ message, group: null, user: null, source: null }];
  },
  concerns: takesAccess,
  note: () => null,
  instead: (one) =>
    `Split it into more than one ${one}, one after the other. What is pending anyway counts too: settle that first.`,
};

/** `guards.max_removals`. */
export const removalLimit: Limit = {
  of: ({ maxRemovals: limit }) => limit,
  allowed: (policy, live) => limitOf(policy, live).allowed,
};

/** How many destructive changes the policy allows, and why. */
function limitOf(policy: Policy, live: Live): { readonly allowed: number; readonly because: string } {
  const limit = policy.max_removals;
  if (typeof limit === 'number') return { allowed: limit, because: 'guards.max_removals' };
  const managed = new Set(policy.managed_groups);
  let memberships = 0;
  for (const group of live.groups) if (managed.has(group.info.id)) memberships += group.members.size;
  if (limit === null) {
    const share = Math.floor((memberships * defaultPercentage) / 100);
    return {
      allowed: Math.max(alwaysAllowed, share),
      because: `${defaultPercentage} % of ${memberships} live memberships, and ${alwaysAllowed} are always allowed`,
    };
  }
  const percentage = Number.parseInt(limit, 10);
  return {
    allowed: Math.floor((memberships * percentage) / 100),
    because: `guards.max_removals is ${percentage} % of ${memberships} live memberships`,
  };
}
