import type { ChangeBase, DeclaredGroupRef } from '../../model/change.ts';

/** The roles that a file can give in the organization, lowest first. */
export const organizationRoles = ['no_access', 'read', 'contributor', 'write', 'admin'] as const;
export type OrganizationRole = (typeof organizationRoles)[number];

/** A group that the call for somebody's role has to speak of: it takes them out of every other one. */
export interface KeptGroup extends DeclaredGroupRef {
  /** The role there when the rest of the plan is made; `null` where the plan takes it away. */
  readonly role: string | null;
}

/** Somebody's role in the organization. */
export interface OrganizationRoleChange extends ChangeBase {
  readonly kind: 'organization_role';
  readonly action: 'update';
  readonly group: null;
  /** In the Hub's spelling. */
  readonly user: string;
  readonly before: string;
  readonly after: OrganizationRole;
  /** By name. Not part of the digest: what is sent is what is live right before. */
  readonly keeps: readonly KeptGroup[];
}

declare module '../../model/plan.ts' {
  interface ChangeByKind {
    readonly organization_role: OrganizationRoleChange;
  }
}

/** Whether a text is one of these roles. */
export function isOrganizationRole(role: string): role is OrganizationRole {
  return organizationRoles.some((one) => one === role);
}

/** Whether one role is lower than another; a step from a role that is not known counts. */
export function isLowerRole(before: string, after: string): boolean {
  const ranks: readonly string[] = organizationRoles;
  const rank = (role: string): number => ranks.indexOf(role);
  return rank(before) === -1 || rank(after) < rank(before);
}

/** Whether somebody has less afterwards. */
export function isLower({ before, after }: Pick<OrganizationRoleChange, 'before' | 'after'>): boolean {
  return isLowerRole(before, after);
}
