import { emptyGroup, groupIn, type LiveView, withGroups } from '../../live/view.ts';
import { targetKey } from '../../model/change.ts';
import { type Standing, standingBy, unreadableValue } from '../kind.ts';
import { autoJoinIn, joinersOf, widens } from './auto-join.ts';
import { productOf, type SettingChange } from './change.ts';
import { liveSetting, withSetting } from './live.ts';
import { usedText } from './usage.ts';

/** How a setting stands: by what it is in the group. */
export function settingStanding(change: SettingChange, live: LiveView): Standing {
  const now = liveSetting(groupIn(live, change.group), change.subject);
  return now.kind === 'odd' ? { kind: 'conflict', now: unreadableValue } : standingBy(change, now.value);
}

/** The groups with the settings as they are to be. Who comes in by auto-join is not in them: nobody can say who. */
export function afterSettings(changes: readonly SettingChange[], live: LiveView): LiveView {
  return withGroups(live, (groups) => {
    for (const { group: target, subject, after } of changes) {
      const group = groups.get(target) ?? (target.id === null ? emptyGroup(target) : null);
      if (group !== null) groups.set(target, withSetting(group, subject, after));
    }
  });
}

/** The change with how many come into the group at once, and what has been used of a limit this month. @param after what is live when all changes are made */
export function weighSetting(
  change: SettingChange,
  { usage }: LiveView,
  after: () => LiveView,
): SettingChange {
  const product = productOf(change.subject);
  return {
    ...change,
    joins: change.subject === 'auto_join' ? joining(change, after()) : null,
    used: product && usedText(usage?.get(targetKey(change.group)), product),
  };
}

function joining({ group: target, before, after }: SettingChange, view: LiveView): number | null {
  const then = autoJoinIn(after);
  // No organization is without members: of whom nobody has looked for, nobody can say who joins.
  if (then === null || !widens(autoJoinIn(before), then) || view.people.size === 0) return null;
  const group = groupIn(view, target);
  return joinersOf(
    then,
    view.people,
    (key) => group?.members.has(key) === true || group?.odd.has(key) === true,
  );
}
