import { autoJoinOf, autoJoinText, joinersOf } from '../../kinds/setting/auto-join.ts';
import { count } from '../../text/count.ts';
import { quoted } from '../../text/named.ts';
import type { Guard, Limit } from './guard.ts';

const defaultJoins = 50;

/** Refuses to let more people into a group at once, by auto-join, than are allowed. */
export const massJoin: Guard = {
  title: 'Too many people would join at once',
  cause:
    'Auto-join would be switched on, or get another scope or role, and may take in more people at once than `guards.max_joins` allows: 50 without the setting. They are counted from the members of the organization whom the scope means and who are not in the group then. One violation for each such group.',
  cure: 'Take the narrower `scope: read_plus`, raise the limit (`max_joins: 100`), or waive the guard for this plan.',
  check: ({ groups, live, policy }) =>
    groups.flatMap(({ ref, before, after }) => {
      const then = autoJoinOf(after.object['autoJoin']) ?? null;
      const was = autoJoinOf(before.object['autoJoin']) ?? null;
      if (then === null || autoJoinText(then) === autoJoinText(was)) return [];
      const joiners = joinersOf(then, live.people, after).size;
      const most = joinLimit.allowed(policy, live);
      if (joiners <= most) return [];
      const who = count(joiners, 'person', 'people');
      const message = `${who} would join ${quoted(ref.name)} at once, but no more than ${most} may (${policy.max_joins === null ? 'where guards.max_joins says nothing else' : 'guards.max_joins'})`;
      return [{ message, group: ref, user: null, source: null }];
    }),
  concerns: (change) => change.kind === 'setting' && change.subject === 'auto_join' && change.after !== 'off',
  note: () => null,
  instead: () => 'Take the narrower scope, or name in `members` who is to be in the group.',
};

/** `guards.max_joins`. */
export const joinLimit: Limit = {
  of({ others }) {
    const tree = others.get('max_joins')?.tree;
    return tree?.kind === 'scalar' && typeof tree.value === 'number' ? tree.value : null;
  },
  allowed: ({ max_joins: limit }) => (typeof limit === 'number' ? limit : defaultJoins),
};
