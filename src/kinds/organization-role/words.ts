import { named } from '../../text/named.ts';
import { enumerated, type Foreign, type NameOf, type Phrase, phrase, word } from '../../text/phrase.ts';
import type { ChangeText, Told } from '../kind.ts';
import { isLower, type OrganizationRoleChange } from './change.ts';

/** One role in the organization as people read it. */
export function roleText(change: OrganizationRoleChange): ChangeText {
  const { user, before, after } = change;
  const notes = after === 'admin' ? ['may see and change everything in the organization'] : [];
  return { subject: named(user), detail: `${named(before)} -> ${named(after)}`, notes };
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
