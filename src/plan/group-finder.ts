import type { DeclaredGroup } from '../config/declaration.ts';
import { blockedGroup, type GroupBlocked } from '../kinds/group/blocked.ts';
import type { Live, LiveGroup } from '../live/organization.ts';
import { grouped } from '../text/grouped.ts';
import { named, quoted } from '../text/named.ts';
import { Effort, nearest } from '../text/nearest.ts';
import { compareCodePoints } from '../text/order.ts';

/** What looking for near names of groups may cost in one plan, in steps of about a nanosecond. */
const mostSteps = 50_000_000;

/** Finds live groups by id and by name, and what a name that none has may have meant. */
export class GroupFinder {
  readonly #live: Live;
  readonly #byId = new Map<string, LiveGroup>();
  readonly #byName: ReadonlyMap<string, readonly LiveGroup[]>;
  readonly #effort = new Effort(mostSteps);

  constructor(live: Live) {
    this.#live = live;
    for (const group of live.groups) this.#byId.set(group.info.id, group);
    this.#byName = grouped(live.groups, ({ info }) => info.name);
  }

  /** The live groups that the declared one may mean: by id when it has one, else by its exact name. */
  find(group: DeclaredGroup): readonly LiveGroup[] {
    if (group.id === null) return this.#byName.get(group.name) ?? [];
    const found = this.#byId.get(group.id.value);
    return found === undefined ? [] : [found];
  }

  /**
   * A declared group that the Hub does not list.
   *
   * @param declared the ids of the live groups that something declares: another is the likelier one
   */
  missing(group: DeclaredGroup, declared: ReadonlySet<string>): GroupBlocked {
    const { name, id } = group;
    return blockedGroup('group_not_found', {
      group: { id: id?.value ?? null, name },
      suggestion: this.#near(name, declared),
      hint: this.#hint(group),
      place: id?.place ?? group.place,
    });
  }

  #hint({ name, id }: DeclaredGroup): string {
    const same = id === null ? [] : (this.#byName.get(name) ?? []).map(({ info }) => info.id).sort();
    if (same.length > 0)
      return `The group ${quoted(name)} has the id ${same.map((one) => named(one)).join(' or ')}.`;
    const { unread } = this.#live;
    const odd = unread.groups === 0 ? '' : `, and ${unread.groups} more that cannot be read`;
    const listed = `The Hub lists ${this.#byId.size === 1 ? '1 group' : `${this.#byId.size} groups`} to this token${odd}.`;
    return `${listed} Mend the name, or give the \`id\`; for a new group write \`create: true\`.`;
  }

  #near(name: string, declared: ReadonlySet<string>): string | null {
    if (this.#byName.has(name)) return name;
    const free = this.#live.groups.filter(({ info }) => !declared.has(info.id)).map(({ info }) => info.name);
    return nearest(name, free, this.#effort) ?? nearest(name, this.#byName.keys(), this.#effort);
  }
}

/** A declared group whose name several live groups have: whoever may rename a group could bring that about. */
export function ambiguousGroup(group: DeclaredGroup, found: readonly LiveGroup[]): GroupBlocked {
  const ids = found.map(({ info }) => named(info.id)).toSorted(compareCodePoints);
  const hint = `The Hub has ${found.length} groups of this name. Add the \`id\` that is meant: ${ids.join(' or ')}.`;
  return blockedGroup('ambiguous_group', {
    group: { id: group.id?.value ?? null, name: group.name },
    hint,
    place: group.place,
  });
}
