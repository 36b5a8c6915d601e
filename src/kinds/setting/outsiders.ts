import { once } from '../../text/once.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { CompareInput, MatchedGroup } from '../kind.ts';
import { TeamDirectory } from '../membership/people.ts';
import { type Wanted, wantedIn } from '../membership/wanted.ts';
import { type AutoJoin, takesIn } from './auto-join.ts';

/** Tells who must not be in a group, and may come in when its auto-join is written so: as they are declared, by name. */
export type Outsiders = (group: MatchedGroup, autoJoin: AutoJoin) => readonly string[];

/**
 * Looks for people who are declared `absent` in a group, or whose entry has ended there, and whom auto-join takes in all
 * the same: whoever is removed in the very run would come back by it. An address that nobody is known by may be
 * anybody’s, while not all addresses can be seen.
 */
export function outsidersOf({
  configuration,
  live,
  today,
}: Pick<CompareInput, 'configuration' | 'live' | 'today'>): Outsiders {
  const teams = once(() => new TeamDirectory(configuration.teams, live));
  return ({ declared, live: group }, autoJoin) => {
    const mayJoin = ({ key, resolved }: Wanted): boolean => {
      const person = live.people.get(key);
      return resolved ? person !== undefined && takesIn(autoJoin, person.role) : !live.emailsVisible;
    };
    const { wanted } = wantedIn(declared, group, { live, teams: teams(), today });
    return [...wanted.values()]
      .filter((one) => one.role === null && mayJoin(one))
      .map(({ person }) => person.written)
      .sort(compareCodePoints);
  };
}
