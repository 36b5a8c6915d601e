import type { Live, LiveGroup } from '../../live/organization.ts';
import { emptyGroup, groupIn, type LiveView, withGroups } from '../../live/view.ts';
import type { Change } from '../../model/plan.ts';
import { compareCodePoints } from '../../text/order.ts';
import { type Standing, standingBy } from '../kind.ts';
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

/** The change with what there is no more after it. */
export function weighGroup(change: GroupChange, before: LiveView): GroupChange {
  return { ...change, loss: change.after === null ? lossOf(change, before) : null };
}

function lossOf({ group: target }: GroupChange, view: LiveView): GroupLoss | null {
  const group = groupIn(view, target);
  return group === null ? null : lossIn(group);
}

/** What there is no more when a group is deleted. */
export function lossIn(group: LiveGroup): GroupLoss {
  const { repositories, private: secret, other_resources } = group.info;
  const members = [
    ...group.members.values(),
    ...[...group.odd.values()].map(({ user }) => ({ user, role: '?' })),
  ].sort((a, b) => compareCodePoints(a.user.toLowerCase(), b.user.toLowerCase()));
  return { members, repositories, private: secret, other_resources };
}

/** Who is no admin of the organization can make a group only with an admin in it. */
export function hindranceOf(
  { group, after, source }: GroupChange,
  beside: readonly Change[],
  live: Live,
): GroupBlocked | null {
  const role = live.people.get(live.me.toLowerCase())?.role ?? null;
  // A role that is not known may be any.
  if (after === null || role === null || role === 'admin') return null;
  if (beside.some((change) => change.kind === 'membership' && change.after === 'admin')) return null;
  const hint =
    'Declare an admin of the group, such as `ada: admin`, or use the token of an admin of the organization.';
  return blockedGroupAt('not_organization_admin', { group, hint, source });
}
