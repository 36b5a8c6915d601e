import type { Directory } from '../directory.ts';
import type {
  HandSeed,
  Resource,
  SeedGroup,
  SeedMember,
  SeedResource,
  SeedServiceAccount,
  World,
} from '../model.ts';

/** A group of a copy: what is optional in a seed and matters to a test is always there. */
export interface GroupCopy extends SeedGroup {
  readonly id: string;
  readonly name: string;
  /** Username to role, in the order of joining. */
  readonly members: Readonly<Record<string, string>>;
  readonly resources: readonly SeedResource[];
}

/** The organization as it is now, in the form of a seed. */
export interface StateCopy extends HandSeed {
  readonly members: Readonly<Record<string, SeedMember>>;
  readonly service_accounts: readonly SeedServiceAccount[];
  readonly groups: readonly GroupCopy[];
}

/** A plain copy of the state; a sandbox started from it answers as this one does. */
export function stateCopy(directory: Directory, world: World): StateCopy {
  const { organization } = directory;
  const { errorText, resourceField, rateLimit, oddities } = world.settings;
  const accounts = directory.accounts();
  const loose = directory.loose().map(resourceCopy);
  return {
    organization: organization.name,
    fullname: organization.fullname,
    plan: planOf(organization.plan),
    email_domains: [...organization.emailDomains],
    members: Object.fromEntries(
      directory.members().map((account) => [
        account.name,
        {
          id: account.id,
          fullname: account.fullname,
          role: account.role ?? 'no_access',
          ...(account.email === null ? {} : { email: account.email }),
          ...(account.pro ? { pro: true } : {}),
          ...(account.external ? { external: true } : {}),
        },
      ]),
    ),
    service_accounts: accounts
      .filter(({ kind }) => kind === 'service_account')
      .map(({ id, name, fullname, role }) => ({ name, id, fullname, role: role ?? 'read' })),
    other_users: accounts.filter(({ kind }) => kind === 'other').map(({ name }) => name),
    groups: directory.groups().map((group) => ({
      name: group.name,
      id: group.id,
      ...(group.description === null ? {} : { description: group.description }),
      scim: group.scim,
      ...(group.autoJoin.enabled ? { auto_join: autoJoinCopy(group.autoJoin) } : {}),
      spend_limits: { ...group.spendLimits },
      usage: { ...group.usage },
      members: Object.fromEntries(
        [...group.users].map(([key, { role }]) => [directory.account(key)?.name ?? key, role]),
      ),
      resources: [...group.resources.values()].map(resourceCopy),
    })),
    repositories: loose.filter(({ type }) => type !== 'collection'),
    collections: loose
      .filter(({ type }) => type === 'collection')
      .map(({ type: _type, id = '', slug = '', ...rest }) => ({ ...rest, id, slug })),
    tokens: world.tokens.map(({ token, name, user, access, pendingApproval }) => ({
      token,
      name,
      user,
      access,
      pending_approval: pendingApproval,
    })),
    options: {
      error_text: errorText,
      resource_field: resourceField,
      rate_limit: { q: rateLimit.quota, w: rateLimit.window, whoami: rateLimit.whoami },
      rate_limit_headers: oddities.quotaHeaders,
      clock_seconds: oddities.clockMs / 1000,
      unknown_fields: oddities.unknownFields,
    },
  };
}

function planOf(plan: string | null): NonNullable<HandSeed['plan']> {
  switch (plan) {
    case 'team':
    case 'enterprise':
    case 'plus':
    case 'academia':
      return plan;
    default:
      return 'none';
  }
}

function autoJoinCopy(autoJoin: { role: string; scope?: 'all' | 'read_plus' }) {
  return { role: autoJoin.role, ...(autoJoin.scope === undefined ? {} : { scope: autoJoin.scope }) };
}

function resourceCopy({ addedBy, ...resource }: Resource): SeedResource {
  return { ...resource, ...(addedBy === undefined ? {} : { added_by: addedBy }) };
}
