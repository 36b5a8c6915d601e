import type { Change, GroupInfo } from '../plan/types.ts';
import { type Tone, toneOf } from './change-view.ts';
import type { GroupNames } from './group-view.ts';
import { shownName } from './shown.ts';
import { count } from './words.ts';

/** What happens to some people, and how much it is about. */
export interface OverviewRow {
  /** `Removed`, `Lower role`, `Added`, `Higher role`. */
  readonly effect: string;
  /** The first of them, in the order of the plan; each once. */
  readonly people: readonly string[];
  /** How many more there are. */
  readonly more: number;
  /** The group, when it is only one. */
  readonly group: string | null;
  /** What the groups hold: `2 groups, 4 private repositories`, without the number of groups when {@link group} is given. */
  readonly contents: string;
}

/** So many people of a row are named. */
const mostNamed = 8;

type Effect = 'removed' | 'lowered' | 'added' | 'raised';

const labels: Readonly<Record<Effect, string>> = {
  removed: 'Removed',
  lowered: 'Lower role',
  added: 'Added',
  raised: 'Higher role',
};

/** Who loses and who gains, a row for each of both that there is: losses first. */
export function overviewOf(
  changes: readonly Change[],
  infos: readonly GroupInfo[],
  names: GroupNames,
): readonly OverviewRow[] {
  const infoById = new Map(infos.map((info) => [info.id, info]));
  const concerned: Readonly<Record<Effect, Concerned>> = {
    removed: new Concerned(),
    lowered: new Concerned(),
    added: new Concerned(),
    raised: new Concerned(),
  };
  for (const change of changes) concerned[effectOf(change)].add(change);
  return (['removed', 'lowered', 'added', 'raised'] as const).flatMap((effect) => {
    const { people, groups } = concerned[effect];
    const [first] = groups.values();
    if (first === undefined) return [];
    const group = groups.size === 1 ? names.of(first) : null;
    const reach = reachOf([...groups.keys()].map((id) => infoById.get(id)));
    return [
      {
        effect: labels[effect],
        people: [...people.values()].slice(0, mostNamed).map(shownName),
        more: Math.max(0, people.size - mostNamed),
        group,
        contents: group === null ? `${count(groups.size, 'group')}, ${reach}` : reach,
      },
    ];
  });
}

/** The people and the groups of one row, each once. */
class Concerned {
  /** By name in lower case. */
  readonly people = new Map<string, string>();
  readonly groups = new Map<string, Change['group']>();

  add({ user, group }: Change): void {
    const key = user.toLowerCase();
    if (!this.people.has(key)) this.people.set(key, user);
    if (!this.groups.has(group.id)) this.groups.set(group.id, group);
  }
}

function effectOf(change: Change): Effect {
  const effects: Readonly<Record<Tone, Effect>> = {
    remove: 'removed',
    change: change.destructive ? 'lowered' : 'raised',
    add: 'added',
  };
  return effects[toneOf(change)];
}

/** How many private repositories the groups hold. What the Hub does not say is said to be unknown. */
function reachOf(infos: readonly (GroupInfo | undefined)[]): string {
  let known = 0;
  let unknown = 0;
  for (const info of infos) {
    if (info === undefined || info.private === null) unknown += 1;
    else known += info.private;
  }
  if (unknown === infos.length) return 'private repositories unknown';
  const repositories =
    known === 0 ? 'no private repositories' : count(known, 'private repository', 'private repositories');
  return unknown === 0 ? repositories : `${repositories} and ${count(unknown, 'group')} unknown`;
}
