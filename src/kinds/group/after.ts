import { heldCountsOf } from '../../live/contents.ts';
import type { Live, LiveGroup } from '../../live/organization.ts';
import { emptyGroup, groupIn, type LiveView, withGroups } from '../../live/view.ts';
import type { Change } from '../../model/plan.ts';
import { compareCodePoints } from '../../text/order.ts';
import { type Standing, standingBy } from '../kind.ts';
import { withoutPlaced } from '../resource/after.ts';
import { type Places, placesIn } from '../resource/live.ts';
import { blockedGroupAt, type GroupBlocked } from './blocked.ts';
import type { GroupChange, GroupLoss } from './change.ts';

/** How a whole group stands: by whether it is there, and has the name that it had. */
export function groupStanding(change: GroupChange, live: LiveView): Standing {
  return standingBy(change, groupIn(live, change.group)?.info.name ?? null);
}

/** The groups with those made that are not there, and without those that are deleted. */
export function afterGroups(changes: readonly GroupChange[], live: LiveView): LiveView {
  return withGroups(live, (groups) => {
    for (const { group, after } of changes)
      groups.set(group, after === null ? null : (groups.get(group) ?? emptyGroup(group)));
  });
}

/** The changes with what there is no more after them. @param after what is live when all changes of the plan are made */
export function weighGroups(
  changes: readonly GroupChange[],
  before: () => LiveView,
  after: () => LiveView,
): readonly GroupChange[] {
  if (changes.every((change) => change.after !== null)) return changes.map(withoutLoss);
  const { placed } = placesIn([...after().groups.values()]);
  return changes.map((change) => {
    const group = change.after === null ? groupIn(before(), change.group) : null;
    return group === null ? withoutLoss(change) : { ...change, loss: lossIn(group, placed) };
  });
}

function withoutLoss(change: GroupChange): GroupChange {
  return { ...change, loss: null };
}

/**
 * What there is no more when a group is deleted: groups go last, so that what moves to another one is not lost with it.
 *
 * @param placed what is in a group when all changes are made
 */
export function lossIn(group: LiveGroup, placed: Places['placed']): GroupLoss {
  const members = [
    ...group.members.values(),
    ...[...group.odd.values()].map(({ user }) => ({ user, role: '?' })),
  ].sort((a, b) => compareCodePoints(a.user.toLowerCase(), b.user.toLowerCase()));
  return { members, ...heldCountsOf(withoutPlaced(group, placed)) };
}

/**
 * A group is made only where it is certainly not there, and by who is no admin of the organization only with an admin in
 * it.
 */
export function hindranceOf(
  { group, after, source }: GroupChange,
  beside: readonly Change[],
  live: Live,
): GroupBlocked | null {
  if (after === null) return null;
  if (live.unread.groups > 0) {
    const unsaid = 'The Hub lists groups that do not say which they are, and this may be one of them.';
    return blockedGroupAt('unreadable', { group, hint: unsaid, source });
  }
  const role = live.people.get(live.me.toLowerCase())?.role ?? null;
  // A role that is not known may be any.
  if (role === null || role === 'admin') return null;
  if (beside.some((change) => change.kind === 'membership' && change.after === 'admin')) return null;
  const hint =
    'Declare an admin of the group, such as `ada: admin`, or use the token of an admin of the organization.';
  return blockedGroupAt('not_organization_admin', { group, hint, source });
}
