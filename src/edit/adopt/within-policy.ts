import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sourceOf } from '../../text/source-file.ts';
import type { Wish } from './wish.ts';

/** Why something stays as declared that a policy does not permit otherwise: a clause. */
export const policyForbids = 'the policy of the file does not permit it as it is live';

/** Whether a policy speaks of a group by the name that it is declared by: without that it would be in error. */
export function isKeptApart({ policy }: Configuration, { name }: DeclaredGroup): boolean {
  return policy?.separate.some((list) => list.some((one) => one.name === name)) === true;
}

/**
 * The wishes that bring what a policy does not permit: that of the entry that breaks it, or else, where two entries do so
 * only together, those of the same person.
 *
 * @param after what the wishes come to
 * @param broken what of it the policy does not permit
 */
export function againstPolicy(
  wishes: readonly Wish[],
  after: Configuration,
  broken: readonly Diagnostic[],
): ReadonlySet<Wish> {
  if (broken.length === 0) return new Set();
  const places = new Set(broken.map(({ source }) => placeOf(source)));
  const entries = new Set<string>();
  const people = new Set<string>();
  for (const { name, membership } of after.groups) {
    for (const { person } of membership?.members ?? []) {
      if (!places.has(placeOf(sourceOf(person.place)))) continue;
      entries.add(JSON.stringify([name, person.key]));
      people.add(person.key);
    }
  }
  for (const { members } of after.teams.values())
    for (const person of members) if (places.has(placeOf(sourceOf(person.place)))) people.add(person.key);
  const keyOf = ({ person, user }: Wish): string => person?.key ?? user.toLowerCase();
  const own = wishes.filter((wish) => entries.has(JSON.stringify([wish.group, keyOf(wish)])));
  return new Set(own.length > 0 ? own : wishes.filter((wish) => people.has(keyOf(wish))));
}

function placeOf(source: Diagnostic['source']): string {
  return JSON.stringify([source?.file, source?.line, source?.column]);
}
