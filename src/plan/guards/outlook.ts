import { membershipsIn } from '../../kinds/membership/only.ts';
import { isDestructive } from '../../kinds/membership/roles.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { emptyGroup } from '../../live/view.ts';
import { type DeclaredGroupRef, targetKey } from '../../model/change.ts';
import type { MembershipChange } from '../../model/membership.ts';
import type { Change } from '../../model/plan.ts';
import { once } from '../../text/once.ts';
import { compareCodePoints } from '../../text/order.ts';
import { liveAfter } from '../live-after.ts';
import type { GroupStates, GuardInput, Loss, Outlook } from './guard.ts';
import { roleLosses } from './role-losses.ts';

/** Looks at what is live before and after the changes. */
export function outlookOf({ changes, live, policy }: GuardInput): Outlook {
  const whole = liveAfter(live, changes);
  const after = new Map(whole.groups.map((group) => [group.info.id, group]));
  // Most plans take nothing away, and look for nobody.
  const asked = once(() => byPerson(changes));
  const there = live.groups.flatMap((before): readonly GroupStates[] => {
    const ref = { id: before.info.id, name: before.info.name };
    const then = after.get(ref.id);
    after.delete(ref.id);
    if (then === before) return [];
    // In a group that is deleted nobody is any more.
    const left = then ?? emptyGroup(ref);
    const losses = lossesIn(ref, before, left, asked);
    return [{ ref, before, after: left, deleted: then === undefined, losses }];
  });
  const made = [...after.values()].map((then): GroupStates => {
    const ref = { id: null, name: then.info.name };
    return { ref, before: emptyGroup(ref), after: then, deleted: false, losses: [] };
  });
  return {
    live,
    after: whole,
    groups: [...there, ...made],
    losses: [...there.flatMap(({ losses }) => losses), ...roleLosses(changes, live, whole.people)],
    policy,
  };
}

function lossesIn(
  ref: DeclaredGroupRef,
  before: LiveGroup,
  after: LiveGroup,
  asked: () => ReadonlyMap<string, MembershipChange>,
): readonly Loss[] {
  const losses: Loss[] = [];
  for (const [key, { user, role }] of before.members) {
    const then = after.members.get(key)?.role ?? null;
    if (role === then || !isDestructive(role, then)) continue;
    const change = asked().get(keyOf(ref, key));
    losses.push({
      group: ref,
      user: change?.user ?? user,
      before: role,
      after: then,
      source: change?.source ?? null,
    });
  }
  const rank = ({ after: then }: Loss): number => Number(then === null);
  return losses.sort(
    (a, b) => rank(a) - rank(b) || compareCodePoints(a.user.toLowerCase(), b.user.toLowerCase()),
  );
}

/** The changes that ask for something of somebody, by {@link keyOf}. */
function byPerson(changes: readonly Change[]): ReadonlyMap<string, MembershipChange> {
  return new Map(
    membershipsIn(changes).map((change) => [keyOf(change.group, change.user.toLowerCase()), change]),
  );
}

/** @param user in lower case */
function keyOf(group: DeclaredGroupRef, user: string): string {
  return `${targetKey(group)}\t${user}`;
}
