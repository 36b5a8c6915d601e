import type { Directory } from '../../src/sandbox/directory.ts';

/** What somebody is called who renames their account. */
export function renamed(user: string): string {
  return `${user}-new`;
}

/** Somebody renames their account, if they are in the organization: everything that they had has the new name. */
export function renameAccount(directory: Directory, user: string): void {
  const account = directory.account(user);
  if (account?.kind !== 'member') return;
  const roles = directory
    .groups()
    .map(({ id, users }) => ({ id, role: users.get(user.toLowerCase())?.role }));
  directory.leave(user);
  const { kind: _, role, ...same } = account;
  directory.join({ ...same, role, name: renamed(account.name) });
  for (const { id, role } of roles) if (role !== undefined) directory.setRole(id, renamed(user), role);
}
