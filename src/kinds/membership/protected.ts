import type { Configuration, Person } from '../../config/declaration.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Live } from '../../live/organization.ts';
import { named } from '../../text/named.ts';
import { once } from '../../text/once.ts';
import { compareCodePoints } from '../../text/order.ts';
import { identify, onePersonTwice } from './people.ts';
import type { Suggester } from './suggest.ts';

/** Who `guards.protected_members` names. */
export interface ProtectedPeople {
  /** Usernames in the Hub's spelling; as written where nobody is known by the name. Sorted, each once. */
  readonly names: readonly string[];
  /** The same with who names them, in the order of the file. */
  readonly found: readonly { readonly name: string; readonly person: Person }[];
  /** Names and addresses that match nobody: any of them may be somebody who was renamed, or is mistyped. */
  readonly unmatched: readonly Person[];
  /** An error for one person named twice, a warning for every name that matches nobody. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the protected members.
 *
 * @param suggester says what a name that matches nobody may have meant
 */
export function protectedPeople(
  configuration: Configuration,
  live: Live,
  suggester: Suggester,
): ProtectedPeople {
  const accounts = once(() => serviceAccountsIn(configuration));
  const found: { readonly name: string; readonly person: Person }[] = [];
  const unmatched: Person[] = [];
  const diagnostics: Diagnostic[] = [];
  const first = new Map<string, Person>();
  for (const person of configuration.guards.protectedMembers) {
    const { key, resolved } = identify(person, live);
    const other = first.get(key);
    if (other !== undefined) {
      diagnostics.push(onePersonTwice(other, person));
      continue;
    }
    first.set(key, person);
    const user = resolved ? spelled(key, live) : null;
    if (user === null && !(resolved && accounts().has(key))) {
      unmatched.push(person);
      diagnostics.push(unknown(person, suggester.person(person.written)));
    }
    found.push({ name: user ?? (resolved ? key : person.written), person });
  }
  const names = found.map(({ name }) => name).sort(compareCodePoints);
  return { names, found, unmatched, diagnostics };
}

/** Who is declared as a service account: no list shows one before it is added somewhere. */
function serviceAccountsIn({ groups }: Configuration): ReadonlySet<string> {
  const entries = groups.flatMap(({ membership }) => membership?.members ?? []);
  return new Set(entries.filter(({ serviceAccount }) => serviceAccount).map(({ person }) => person.key));
}

function unknown(person: Person, near: string | null): Diagnostic {
  const meant = near === null ? '' : `, perhaps ${named(near)}`;
  const message = `The protected member ${named(person.written)} is nobody in the organization${meant}; until the name is mended, nobody is removed from an exact group for not being declared`;
  return diagnose('unknown-protected-member', person.place, message);
}

/** The Hub's spelling of a username; `null` when neither the members list nor a group has it. */
function spelled(key: string, live: Live): string | null {
  const person = live.people.get(key);
  if (person !== undefined) return person.user;
  for (const { members, odd } of live.groups) {
    const found = members.get(key) ?? odd.get(key);
    if (found !== undefined) return found.user;
  }
  return null;
}
