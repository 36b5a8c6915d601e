import { named } from '../../text/named.ts';
import { enumerated, type Foreign, type NameOf, type Phrase, phrase, word } from '../../text/phrase.ts';
import type { ChangeText, Told } from '../kind.ts';
import { isLower, isOrganizationRole, type OrganizationRoleChange } from './change.ts';

/** One role in the organization as people read it. */
export function roleText(change: OrganizationRoleChange): ChangeText {
  const { user, before, after } = change;
  return {
    subject: named(user),
    detail: `${named(before)} -> ${named(after)}`,
    notes: [...given(before, after), ...taken(before, after)],
  };
}

function given(before: string, after: string): readonly string[] {
  if (after === 'admin') return ['may see and change everything in the organization'];
  return before === 'no_access' ? ['sees what is private and in no group'] : [];
}

function taken(before: string, after: string): readonly string[] {
  if (after === 'no_access') return ['sees nothing private but what is in their groups'];
  return before === 'admin' ? ['no longer sees and changes everything in the organization'] : [];
}

/** What changes of roles in the organization mean, who gets less before who gets more. */
export function tellRoles(
  changes: readonly OrganizationRoleChange[],
  nameOf: NameOf,
  choice: 'all' | 'important',
): Told {
  const admins = changes.filter(({ after }) => after === 'admin');
  const others = changes.filter(({ after }) => after !== 'admin');
  const odd = others.filter(({ before }) => !isOrganizationRole(before));
  const lower = others.filter((change) => isOrganizationRole(change.before) && isLower(change));
  const raised = others.filter((change) => !isLower(change));
  const organization = nameOf(null);
  const told = (own: typeof changes, one: string, several: string): readonly Phrase[] =>
    own.length === 0 ? [] : [phrase`${who(own)} ${own.length === 1 ? one : several} ${organization}`];
  return {
    clauses: [
      ...told(lower, 'gets a lower role in', 'get a lower role in'),
      // Whether a role that nobody knows was more, nobody can say.
      ...told(odd, 'gets another role in', 'get another role in'),
      ...told(admins, 'becomes admin of', 'become admins of'),
      ...(choice === 'all' ? told(raised, 'gets a higher role in', 'get a higher role in') : []),
    ],
    untold: choice === 'all' ? 0 : raised.length,
  };
}

/** So many people are named in one clause. */
const mostNamed = 6;

function who(changes: readonly OrganizationRoleChange[]): Phrase {
  return enumerated(
    changes.map(({ user }): Foreign => word(user)),
    mostNamed,
  );
}
