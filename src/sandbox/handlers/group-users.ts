import { readAddUsers, readRole } from '../bodies.ts';
import type { Directory } from '../directory.ts';
import { refuse } from '../failure.ts';
import { type Account, accountKey, type Group, type Settings } from '../model.ts';
import { type Call, groupAnswer, inGroup, param } from './call.ts';

/** Somebody who is to be added, as the request spells them. */
export interface Entry {
  readonly user: string;
  readonly role: string;
}

/** `POST G/{id}/users`: all or nothing. */
export const addUsers = inGroup('admin', (call, group) => {
  const entries = readAddUsers(call.body).users.map(({ user, name, role }) => ({
    user: user ?? name ?? '',
    role,
  }));
  const accounts = checkEntries(call.directory, call.settings, entries, group);
  accounts.forEach((account, index) => {
    const role = entries[index]?.role;
    if (role !== undefined) call.directory.setRole(group.id, account.name, role, call.identity.account.name);
  });
  return groupAnswer(call, group.id);
});

/** `PATCH G/{id}/users/{username}`. */
export const changeRole = inGroup('admin', (call, group) => {
  const { role } = readRole(call.body);
  const account = memberOf(call, group);
  requireUnmanaged(group, account);
  call.directory.setRole(group.id, account.name, role);
  return groupAnswer(call, group.id);
});

/** `DELETE G/{id}/users/{username}`. */
export const removeUser = inGroup('admin', (call, group) => {
  const account = memberOf(call, group);
  requireUnmanaged(group, account);
  call.directory.removeFromGroup(group.id, account.name);
  return groupAnswer(call, group.id);
});

/** Throws the refusal of a change of a regular user where SCIM decides; service accounts are exempt. */
export function requireUnmanaged(group: Group, account: Account): void {
  if (group.scim && account.kind !== 'service_account') throw refuse.scim();
}

/**
 * The accounts of `entries`, in their order, if all of them may be added. Throws 400 for users that are named twice
 * or unknown, 403 for those who are not in the organization or in the group already (`null`: a group that is being
 * made). The message names them all, or nobody when the seed says `error_text: silent`.
 */
export function checkEntries(
  directory: Directory,
  settings: Settings,
  entries: readonly Entry[],
  group: Group | null,
): readonly Account[] {
  const because = (text: string, users: readonly string[]): string =>
    settings.errorText === 'names' ? `${text}: ${users.join(', ')}` : `${text}`;

  const keys = entries.map((entry) => accountKey(entry.user));
  const twice = entries.filter((entry, index) => keys.indexOf(accountKey(entry.user)) < index);
  if (twice.length > 0)
    throw refuse.request(
      because(
        'Duplicate users',
        twice.map((entry) => entry.user),
      ),
    );

  const unknown: string[] = [];
  const accounts: Account[] = [];
  for (const entry of entries) {
    const account = directory.account(entry.user);
    if (account === undefined) unknown.push(entry.user);
    else accounts.push(account);
  }
  if (unknown.length > 0) throw refuse.request(because('Users not found', unknown));
  if (group !== null) for (const account of accounts) requireUnmanaged(group, account);

  const outside = accounts.filter((account) => account.kind === 'other');
  const inside = accounts.filter((account) => group?.users.has(accountKey(account.name)));
  const problems = [
    ...(outside.length === 0 ? [] : [because('Users not in the organization', outside.map(nameOf))]),
    ...(inside.length === 0 ? [] : [because('Users already in the resource group', inside.map(nameOf))]),
  ];
  if (problems.length > 0) throw refuse.users(problems.join('; '));
  return accounts;
}

function nameOf(account: Account): string {
  return account.name;
}

function memberOf(call: Call, group: Group): Account {
  const account = call.directory.account(param(call, 'username'));
  if (account === undefined || !group.users.has(accountKey(account.name))) {
    throw refuse.missing('User in this resource group');
  }
  return account;
}
