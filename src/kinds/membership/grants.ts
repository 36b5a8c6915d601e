import type { Person, TeamGrant } from '../../config/declaration.ts';
import type { Day } from '../../text/date.ts';
import { compareCodePoints } from '../../text/order.ts';
import { hasEnded } from './ends.ts';
import type { TeamDirectory } from './people.ts';
import { rankOf } from './roles.ts';

/** What the teams of one group give one person. */
export interface Given {
  readonly resolved: boolean;
  readonly person: Person;
  /** What holds today, the best first: of those that are left when one has ended, the first holds then. */
  readonly grants: readonly TeamGrant[];
  /** The first of them; the one that ended last, where nothing holds any more. */
  readonly best: TeamGrant;
}

/**
 * What the teams that a group names give, by the people's keys: of several the highest role, of equals the one that ends
 * last, of those the first team by name.
 */
export function givenByTeams(
  grants: readonly TeamGrant[],
  teams: TeamDirectory,
  today: Day,
): ReadonlyMap<string, Given> {
  const given = new Map<string, Given & { readonly grants: TeamGrant[] }>();
  const current = grants.filter((grant) => !hasEnded(grant, today)).sort(bestFirst);
  for (const grant of current) {
    for (const { key, resolved, person } of teams.peopleOf(grant.team)) {
      const before = given.get(key);
      if (before === undefined) given.set(key, { resolved, person, grants: [grant], best: grant });
      else before.grants.push(grant);
    }
  }
  // Whoever is given nothing by now is named only by what has ended.
  for (const grant of grants.toSorted(lastFirst)) {
    for (const { key, resolved, person } of teams.peopleOf(grant.team))
      if (!given.has(key)) given.set(key, { resolved, person, grants: [], best: grant });
  }
  return given;
}

function bestFirst(a: TeamGrant, b: TeamGrant): number {
  return rankOf(b.role) - rankOf(a.role) || lastFirst(a, b);
}

function lastFirst(a: TeamGrant, b: TeamGrant): number {
  return compareEnds(b, a) || compareCodePoints(a.team, b.team);
}

/** Above 0 when the first ends later. What has no end ends last. */
function compareEnds({ expires: a }: TeamGrant, { expires: b }: TeamGrant): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareCodePoints(a.day, b.day);
}
