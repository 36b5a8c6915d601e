import type { DeclaredGroup } from '../config/declaration.ts';
import { isToBeGone } from '../kinds/group/declared.ts';
import type { MatchedGroup } from '../kinds/kind.ts';
import { TeamDirectory } from '../kinds/membership/people.ts';
import { type Wanted, type WantedContext, wantedIn } from '../kinds/membership/wanted.ts';
import type { Released, ReleaseWay } from '../model/plan.ts';
import { sourceOf } from '../text/source-file.ts';
import { sortByUser } from './order.ts';
import type { AgainstBase } from './sides.ts';

/**
 * Who is declared in the base, not in the head, and stays in the group: because it is additive, because it is no longer
 * declared, or because no list says who they are. A line that asked for a removal which was not made yet counts too.
 */
export function releasedFrom({ head, base, live, today }: AgainstBase): readonly Released[] {
  const inHead = new Map(head.matched.groups.map((group) => [group.live.info.id, group.declared]));
  const context = (teams: AgainstBase['head']): WantedContext => ({
    live,
    teams: new TeamDirectory(teams.configuration.teams, live),
    today,
  });
  const [ofHead, ofBase] = [context(head), context(base)];
  return sortByUser(
    base.matched.groups.flatMap((group) => {
      const declared = inHead.get(group.live.info.id) ?? null;
      return releasedIn(group, declared, ofBase, ofHead);
    }),
  );
}

function releasedIn(
  { declared: before, live: group }: MatchedGroup,
  after: DeclaredGroup | null,
  ofBase: WantedContext,
  ofHead: WantedContext,
): readonly Released[] {
  if (before.membership === null || group.unreadable !== null) return [];
  // Nobody stays in a group that is deleted.
  if (after !== null && isToBeGone(after)) return [];
  const { id, name } = group.info;
  const still = after === null ? null : wantedIn(after, group, ofHead).wanted;
  return [...wantedIn(before, group, ofBase).wanted.values()].flatMap((wanted): readonly Released[] => {
    const membership = group.members.get(wanted.key);
    if (membership === undefined || still?.has(wanted.key)) return [];
    const release = howReleased(wanted, after, ofHead);
    if (release === null) return [];
    return [{ group: { id, name }, ...membership, ...release, source: sourceOf(wanted.place) }];
  });
}

type HowReleased = Pick<Released, 'cause' | 'was' | 'ways'>;

/** `null` for somebody who is removed, or held, instead. */
function howReleased(
  { key, cause }: Wanted,
  after: DeclaredGroup | null,
  { live }: WantedContext,
): HowReleased | null {
  const was: Released['was'] = cause === 'absent' || cause === 'expired' ? cause : 'declared';
  const because = (gone: Released['cause'], ...ways: readonly ReleaseWay[]): HowReleased => ({
    cause: gone,
    was,
    ways,
  });
  if (after === null) return because('group_not_declared', 'declare_group', 'restore');
  if (after.membership === null) return because('membership_not_declared', 'absent', 'restore');
  if (after.mode.value === 'additive') return because('line_deleted', 'absent', 'exact');
  return live.people.has(key) ? null : because('line_deleted', 'absent', 'restore');
}
