import { emptyGroup, groupIn, type LiveView, withGroups } from '../../live/view.ts';
import { targetKey } from '../../model/change.ts';
import type { Change } from '../../model/plan.ts';
import { type Standing, standingBy, unreadableValue } from '../kind.ts';
import { type AutoJoin, autoJoinIn, joinersOf } from './auto-join.ts';
import { productOf, type SettingChange } from './change.ts';
import { liveSetting, withSetting } from './live.ts';
import { usedText } from './usage.ts';

/** How a setting stands: by what it is in the group. */
export function settingStanding(change: SettingChange, live: LiveView): Standing {
  const now = liveSetting(groupIn(live, change.group), change.subject);
  return now.kind === 'odd' ? { kind: 'conflict', now: unreadableValue } : standingBy(change, now.value);
}

/** The groups with the settings as they are to be. Who comes in by auto-join is not in them: see {@link withJoiners}. */
export function afterSettings(changes: readonly SettingChange[], live: LiveView): LiveView {
  return withGroups(live, (groups) => {
    for (const { group: target, subject, after } of changes) {
      const group = groups.get(target) ?? (target.id === null ? emptyGroup(target) : null);
      if (group !== null) groups.set(target, withSetting(group, subject, after));
    }
  });
}

/**
 * What is live when all changes of a plan are made, with those whom auto-join brings. It is what people are to know of a
 * plan, and nothing that a run may count on: whom the Hub takes in it decides by itself.
 *
 * @param before what is live before the plan
 * @param after what its changes alone leave
 */
export function withJoiners(changes: readonly Change[], before: LiveView, after: LiveView): LiveView {
  const opened = changes.flatMap((change) => {
    const join = change.kind === 'setting' ? joinOf(change) : null;
    return join === null ? [] : [{ target: change.group, join }];
  });
  if (opened.length === 0) return after;
  return withGroups(after, (groups) => {
    for (const { target, join } of opened) {
      const group = groups.get(target);
      if (group === null) continue;
      const members = new Map(group.members);
      for (const [key, user] of joinersOf(join, before.people, group))
        members.set(key, { user, role: join.role });
      groups.set(target, { ...group, members });
    }
  });
}

/** Auto-join as the change leaves it; `null` where it lets nobody in, or is about something else. */
function joinOf({ subject, after }: SettingChange): AutoJoin | null {
  return subject === 'auto_join' ? autoJoinIn(after) : null;
}

/** The change with how many come into the group at once, and what has been used of a limit this month. @param after what the changes alone leave */
export function weighSetting(
  change: SettingChange,
  before: () => LiveView,
  after: () => LiveView,
): SettingChange {
  const product = productOf(change.subject);
  return {
    ...change,
    joins: joining(change, before(), after),
    used: product && usedText(before().usage?.get(targetKey(change.group)), product),
  };
}

function joining(change: SettingChange, { people }: LiveView, after: () => LiveView): number | null {
  const then = joinOf(change);
  // No organization is without members: of whom nobody has looked for, nobody can say who joins.
  if (then === null || people.size === 0) return null;
  return joinersOf(then, people, groupIn(after(), change.group)).size;
}
