import type { Configuration } from '../../config/declaration.ts';
import { identify } from '../../kinds/membership/people.ts';
import type { Live } from '../../live/organization.ts';

/** Why what a protected person has lost by hand is not declared: a clause. */
export const protectedOne = 'guards.protected_members names this person, who has less now than the file says';

/** The keys of all whom `guards.protected_members` names. */
export function protectedIn({ guards }: Configuration, live: Live): ReadonlySet<string> {
  return new Set(guards.protectedMembers.map((person) => identify(person, live).key));
}
