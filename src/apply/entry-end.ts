import type { Configuration } from '../config/types.ts';
import { identify } from '../kinds/membership/people.ts';
import type { Live } from '../live/types.ts';
import { targetKey } from '../model/change.ts';
import type { Change } from '../model/plan.ts';
import type { Day } from '../text/date.ts';

/**
 * Tells the last day of the own entry that gives a change's role, as the files say: a saved plan says it too, but its
 * digest does not cover it.
 *
 * @returns for a change the day, `null` when no entry of the person gives that role with a date
 */
export function entryEnds(configuration: Configuration, live: Live): (change: Change) => Day | null {
  const names = new Map(live.groups.map(({ info }) => [info.id, info.name]));
  const ends = new Map<string, Day>();
  for (const { id, name, membership } of configuration.groups) {
    for (const { person, role, expires } of membership?.members ?? []) {
      if (expires === null || role === null) continue;
      ends.set([id?.value ?? name, identify(person, live).key, role].join('\t'), expires.day);
    }
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
