import type { Directory } from './directory.ts';
import { refuse } from './failure.ts';
import { type Account, accountKey, type Group, type Token } from './model.ts';

/** Who asks: a token and its user as the user is now. */
export interface Identity {
  readonly token: Token;
  readonly account: Account;
}

/** The token's bearer, `null` for a missing, malformed or unknown one. */
export function identify(
  header: string | undefined,
  tokens: readonly Token[],
  directory: Directory,
): Identity | null {
  const secret = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
  const token = tokens.find((one) => one.token === secret);
  const account = token === undefined ? undefined : directory.account(token.user);
  return token === undefined || account === undefined ? null : { token, account };
}

/** Whether the user, through whatever token, is an admin of the organization. */
export function isOrganizationAdmin(identity: Identity): boolean {
  return identity.account.role === 'admin';
}

/** Organization admins see every group, others those they are in. */
export function maySee(identity: Identity, group: Group): boolean {
  return isOrganizationAdmin(identity) || group.users.has(accountKey(identity.account.name));
}

/** Throws the refusal of who may not read the organization at all, or not through this token. */
export function requireReading(identity: Identity): void {
  if (identity.token.pendingApproval) throw refuse.approval();
  if (identity.account.kind === 'other' || identity.token.access === 'none') {
    throw refuse.permission('access this organization');
  }
}

/** Throws the refusal of who may not write to the organization, or not through this token. */
export function requireAdmin(identity: Identity): void {
  requireWritingToken(identity);
  if (!isOrganizationAdmin(identity)) throw refuse.permission('change this organization');
}

/**
 * Throws the refusal of who may not make a group. Which members may, who are no organization admins, is not published:
 * here it is those with the role write in the organization.
 */
export function requireGroupMaker(identity: Identity): void {
  requireWritingToken(identity);
  if (!isOrganizationAdmin(identity) && identity.account.role !== 'write')
    throw refuse.permission('make a resource group in this organization');
}

/** Organization admins write every group, a group's own admins that group. */
export function requireGroupAdmin(identity: Identity, group: Group): void {
  requireWritingToken(identity);
  const role = group.users.get(accountKey(identity.account.name))?.role;
  if (!isOrganizationAdmin(identity) && role !== 'admin') {
    throw refuse.permission('change this resource group');
  }
}

function requireWritingToken(identity: Identity): void {
  requireReading(identity);
  if (identity.token.access === 'read') {
    throw refuse.permission('write to this organization with this token');
  }
}
