import type { Live, LiveGroup, LivePerson } from '../../live/organization.ts';
import type { MembershipBlocked } from '../../model/membership.ts';
import { Effort } from '../../text/nearest.ts';
import { compareCodePoints } from '../../text/order.ts';
import { NameIndex } from './name-index.ts';

/**
 * What all suggestions of a plan may cost, in steps of about a nanosecond. With 10,000 members that is enough for some
 * hundred different names, more than anybody reads; the first by code points get a suggestion.
 */
const mostSteps = 50_000_000;

/** Says who was perhaps meant by a name that matches nobody, within a bound on its work. */
export class Suggester {
  readonly #live: Live;
  readonly #usersByEmail: ReadonlyMap<string, string>;
  readonly #asked = new Map<string, string | null>();
  readonly #groups = new Map<LiveGroup, NameIndex>();
  #everybody: NameIndex | null = null;
  readonly #effort: Effort;

  /** @param enabled a base is compared without suggestions, which nobody would see */
  constructor(live: Live, enabled: boolean) {
    this.#live = live;
    this.#effort = new Effort(enabled ? mostSteps : 0);
    const known = enabled ? [...live.emails] : [];
    this.#usersByEmail = new Map(known.flatMap(([email, user]) => (user === null ? [] : [[email, user]])));
  }

  /** The username of the nearest member of the organization; `null` for none. */
  person(name: string): string | null {
    const key = name.toLowerCase();
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    this.#everybody ??= new NameIndex(this.#live.people.values(), this.#usersByEmail);
    const found = this.#everybody.nearest(key, this.#effort);
    this.#asked.set(key, found);
    return found;
  }

  /** The username of the nearest person in the group; `null` for none. */
  inGroup(name: string, group: LiveGroup): string | null {
    const index = this.#groups.get(group) ?? this.#indexOf(group);
    this.#groups.set(group, index);
    return index.nearest(name, this.#effort);
  }

  #indexOf(group: LiveGroup): NameIndex {
    const people = [...group.members].map(([key, { user }]): LivePerson => {
      return this.#live.people.get(key) ?? { user, email: undefined, role: null, fullname: null };
    });
    const users = new Set(people.map(({ user }) => user));
    return new NameIndex(people, new Map([...this.#usersByEmail].filter(([, user]) => users.has(user))));
  }
}

/** The entries that match nobody, with the nearest username of the organization, where there is one. */
export function withSuggestions(
  blocked: readonly MembershipBlocked[],
  suggester: Suggester,
): readonly MembershipBlocked[] {
  const names = new Set(blocked.filter(matchesNobody).map(nameOf));
  for (const name of [...names].sort(compareCodePoints)) suggester.person(name);
  return blocked.map((entry) =>
    matchesNobody(entry) ? { ...entry, suggestion: suggester.person(nameOf(entry)) } : entry,
  );
}

function matchesNobody({ reason }: MembershipBlocked): boolean {
  return reason === 'not_in_organization' || reason === 'email_not_found';
}

function nameOf({ user }: MembershipBlocked): string {
  return (user ?? '').toLowerCase();
}
