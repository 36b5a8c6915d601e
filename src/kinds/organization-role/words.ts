import { named } from '../../text/named.ts';
import { enumerated, type Foreign, type NameOf, type Phrase, phrase, word } from '../../text/phrase.ts';
import type { ChangeText, Told } from '../kind.ts';
import { isLower, type OrganizationRoleChange } from './change.ts';

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
  const lower = changes.filter(isLower);
  const admins = changes.filter((change) => !isLower(change) && change.after === 'admin');
  const raised = changes.filter((change) => !isLower(change) && change.after !== 'admin');
  const organization = nameOf(null);
  const clauses: Phrase[] = [];
  if (lower.length > 0)
    clauses.push(
      phrase`${who(lower)} ${lower.length === 1 ? 'gets' : 'get'} a lower role in ${organization}`,
    );
  if (admins.length > 0)
    clauses.push(
      phrase`${who(admins)} ${admins.length === 1 ? 'becomes admin' : 'become admins'} of ${organization}`,
    );
  if (raised.length > 0 && choice === 'all')
    clauses.push(
      phrase`${who(raised)} ${raised.length === 1 ? 'gets' : 'get'} a higher role in ${organization}`,
    );
  return { clauses, untold: choice === 'all' ? 0 : raised.length };
}

/** So many people are named in one clause. */
const mostNamed = 6;

function who(changes: readonly OrganizationRoleChange[]): Phrase {
  return enumerated(
    changes.map(({ user }): Foreign => word(user)),
    mostNamed,
  );
}
