import type { LiveGroup } from '../../live/organization.ts';
import { groupIn, type LiveView } from '../../live/view.ts';
import { type TargetRef, targetKey } from '../../model/change.ts';
import { compareCodePoints } from '../../text/order.ts';
import { type Audience, leavesForNone, type ResourceChange } from './change.ts';

/** So many people are named; the counts are of all. */
const mostNamed = 50;

/** Who may see a private resource: usernames as the Hub spells them, by username in lower case. */
type Viewers = ReadonlyMap<string, string>;

/**
 * The changes with who sees their resources by them and who no longer. What is public is seen by everybody; of what may
 * be private it is told.
 *
 * @param before what is live of all that the plan touches
 * @param joined the same when its changes are made, with those whom auto-join brings
 */
export function withAudiences(
  changes: readonly ResourceChange[],
  before: () => LiveView,
  joined: () => LiveView,
): readonly ResourceChange[] {
  if (!isKnown(before().people)) return changes.map((change) => ({ ...change, audience: null }));
  const [seenBefore, seenAfter] = [new AllViewers(before()), new AllViewers(joined())];
  // Most changes share where they come from and go to with others.
  const known = new Map<string, Audience>();
  return changes.map((change) => {
    if (change.private === false) return { ...change, audience: null };
    const to = leavesForNone(change) ? null : change.group;
    const key = `${targetKey(change.from)}\t${targetKey(to)}`;
    const audience = known.get(key) ?? audienceOf(seenBefore.of(change.from), seenAfter.of(to));
    known.set(key, audience);
    return { ...change, audience };
  });
}

/** Where nobody's role in the organization is known, nobody knows who sees what its groups do not hold. */
function isKnown(people: LiveView['people']): boolean {
  for (const { role } of people.values()) if (role !== null) return true;
  return false;
}

function audienceOf(before: Viewers, after: Viewers): Audience {
  const [more, fewer] = [onlyIn(after, before), onlyIn(before, after)];
  return {
    more: more.length,
    fewer: fewer.length,
    more_users: more.slice(0, mostNamed),
    fewer_users: fewer.slice(0, mostNamed),
  };
}

function onlyIn(one: Viewers, other: Viewers): readonly string[] {
  const found: (readonly [string, string])[] = [];
  for (const viewer of one) if (!other.has(viewer[0])) found.push(viewer);
  return found.sort(([a], [b]) => compareCodePoints(a, b)).map(([, user]) => user);
}

/** Who sees what is in a group, or in none. */
class AllViewers {
  readonly #live: LiveView;
  readonly #admins: Viewers;
  readonly #known = new Map<string, Viewers>();

  constructor(live: LiveView) {
    this.#live = live;
    this.#admins = adminsIn(live.people);
  }

  of(place: TargetRef): Viewers {
    const key = targetKey(place);
    const viewers = this.#known.get(key) ?? this.#look(place);
    this.#known.set(key, viewers);
    return viewers;
  }

  #look(place: TargetRef): Viewers {
    if (place === null) return membersIn(this.#live.people);
    const group = groupIn(this.#live, place);
    return group === null ? this.#admins : usersIn(group, this.#admins);
  }
}

/** Organization admins have access to every group. */
export function adminsIn(people: LiveView['people']): Viewers {
  return new Map([...people].flatMap(([key, { user, role }]) => (role === 'admin' ? [[key, user]] : [])));
}

/** What is private and in no group is seen by every member of the organization, but for those without access to it. */
export function membersIn(people: LiveView['people']): Viewers {
  return new Map([...people].flatMap(([key, { user, role }]) => (role === 'no_access' ? [] : [[key, user]])));
}

/** Who is in a group, of whatever role; also somebody whose role cannot be read. @param others who counts as well */
export function usersIn({ members, odd }: LiveGroup, others: Viewers): Viewers {
  const viewers = new Map(others);
  for (const people of [members, odd]) for (const [key, { user }] of people) viewers.set(key, user);
  return viewers;
}
