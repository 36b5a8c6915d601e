import type { Configuration } from '../config/declaration.ts';
import { identify, TeamDirectory } from '../kinds/membership/people.ts';
import type { Live } from '../live/organization.ts';
import { targetKey } from '../model/change.ts';
import type { Change } from '../model/plan.ts';
import type { Day } from '../text/date.ts';

/**
 * Tells the last day on which the files give a change's role, by an own entry or a team's: a saved plan says it too, but
 * its digest does not cover it.
 *
 * @returns for a change the day, `null` when nothing gives the person that role with a date
 */
export function entryEnds(configuration: Configuration, live: Live): (change: Change) => Day | null {
  const names = new Map(live.groups.map(({ info }) => [info.id, info.name]));
  const teams = new TeamDirectory(configuration.teams, live);
  const ends = new Map<string, Day | null>();
  for (const { id, name, membership } of configuration.groups) {
    const keyOf = (user: string, role: string): string => [id?.value ?? name, user, role].join('\t');
    const grants = membership?.grants ?? [];
    for (const { team, role, expires } of grants.some((grant) => grant.expires !== null) ? grants : []) {
      for (const { key } of teams.peopleOf(team)) {
        const end = ends.get(keyOf(key, role));
        const isLater = end === undefined || (end !== null && (expires === null || expires.day > end));
        if (isLater) ends.set(keyOf(key, role), expires?.day ?? null);
      }
    }
    // A person's own entry beats what teams give.
    for (const { person, role, expires } of membership?.members ?? [])
      if (role !== null) ends.set(keyOf(identify(person, live).key, role), expires?.day ?? null);
  }
  return (change) => {
    if (change.kind !== 'membership') return null;
    const { group, user, after } = change;
    const key = targetKey(group);
    return (
      [key, names.get(key) ?? group.name]
        .map((which) => ends.get([which, user.toLowerCase(), after].join('\t')) ?? null)
        .find((day) => day !== null) ?? null
    );
  };
}
