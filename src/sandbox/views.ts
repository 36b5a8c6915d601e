import type { HubResource } from '../hub/hub.ts';
import { type Identity, isOrganizationAdmin, maySee } from './access.ts';
import type { Directory } from './directory.ts';
import { type Account, accountKey, type Group, type Resource, type Settings, type Usage } from './model.ts';

const createdAt = '2026-01-01T00:00:00.000Z';

/** A group as the groups endpoints answer it. */
export function groupView(directory: Directory, group: Group, field: Settings['resourceField']): object {
  // The older list knew repositories alone; what is no repository has an id.
  const things = [...group.resources.values()];
  const resources = things.map(resourceView);
  const repos = things.filter(({ id }) => id === undefined).map(resourceView);
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    autoJoin: group.autoJoin,
    ...(Object.keys(group.spendLimits).length === 0 ? {} : { spendLimits: group.spendLimits }),
    users: [...group.users].flatMap(([key, membership]) => {
      const account = directory.account(key);
      if (account === undefined) return [];
      return {
        type: 'user',
        _id: account.id,
        fullname: account.fullname,
        name: account.name,
        avatarUrl: avatarOf(account),
        role: membership.role,
        ...(membership.addedBy === null ? {} : { addedBy: membership.addedBy }),
      };
    }),
    ...(field === 'repos' ? {} : { resources }),
    ...(field === 'resources' ? {} : { repos }),
  };
}

/** A thing as it stands in its group. */
export function resourceView({ visibility, ...resource }: Resource): HubResource {
  return { ...resource, ...(visibility === undefined ? {} : { private: visibility !== 'public' }) };
}

/** A repository or a collection as the answer to its move shows it. */
export function movedView({ type, name, id, slug, title, visibility, addedBy }: Resource): object {
  const shown = { private: visibility !== 'public', addedBy };
  return type === 'collection' ? { id, slug, title, ...shown } : { name, type, ...shown };
}

/** The repositories of the organization's settings. How large they are and when they changed a seed does not say. */
export function repositoryViews(repositories: readonly Resource[]): readonly object[] {
  return repositories.map(({ type, name, visibility }) => ({
    id: name,
    type,
    updatedAt: createdAt,
    visibility,
    storage: 0,
    storagePercent: 0,
  }));
}

/** The organization's service accounts: `user` is the username, as in the members list. */
export function serviceAccountViews(directory: Directory): readonly object[] {
  return directory
    .accounts()
    .filter(({ kind }) => kind === 'service_account')
    .map(({ id, name, fullname }) => ({
      _id: id,
      user: name,
      name: fullname,
      email: `${name}@service-accounts.invalid`,
      createdAt,
    }));
}

/** What the groups cost in a month, and what belongs to none of them; `null`: another month than this one. */
export function usageView(groups: readonly Group[] | null, period: string): object {
  const all = groups ?? [];
  return {
    period,
    resourceGroups: [...all, { id: null, name: null, usage: {} }].map(({ id, name, usage }) => ({
      id,
      name,
      storage: { privateGB: 0, publicGB: 0 },
      ...costsOf(usage),
    })),
  };
}

function costsOf({ inference = 0, spaces = 0, endpoints = 0, jobs = 0 }: Usage): object {
  return {
    inference: { requestCount: 0, costCents: inference },
    compute: {
      spaces: { uptimeSec: 0, costCents: spaces },
      endpoints: { uptimeSec: 0, costCents: endpoints },
      jobs: { uptimeSec: 0, costCents: jobs },
    },
  };
}

/** Members as the members endpoint answers them to `identity`. */
export function memberViews(
  directory: Directory,
  members: readonly Account[],
  identity: Identity,
): readonly object[] {
  const seesEmail = isOrganizationAdmin(identity) && directory.organization.plan !== null;
  const groupsOf = groupIndex(directory, identity);
  return members.map((account) => ({
    avatarUrl: avatarOf(account),
    fullname: account.fullname,
    isPro: account.pro,
    user: account.name,
    type: 'user',
    _id: account.id,
    role: account.role ?? 'no_access',
    resourceGroups: groupsOf.get(accountKey(account.name)) ?? [],
    ...(seesEmail ? { verifiedEmail: account.email } : {}),
    ...(account.external ? { isExternalCollaborator: true } : {}),
  }));
}

/** What `whoami-v2` answers. */
export function whoamiView(directory: Directory, identity: Identity): object {
  const { account, token } = identity;
  return {
    type: 'user',
    id: account.id,
    name: account.name,
    fullname: account.fullname,
    email: account.email,
    emailVerified: account.email !== null,
    canPay: false,
    periodEnd: null,
    isPro: account.pro,
    avatarUrl: avatarOf(account),
    orgs: account.kind === 'other' ? [] : [organizationView(directory, identity)],
    auth: {
      type: 'access_token',
      accessToken: {
        displayName: token.name,
        role: token.access === 'admin' ? 'write' : 'fineGrained',
        createdAt,
        ...(token.access === 'admin' ? {} : { fineGrained: scopesOf(directory, identity) }),
      },
    },
  };
}

function organizationView(directory: Directory, identity: Identity): object {
  const { organization } = directory;
  const groups = groupIndex(directory, identity).get(accountKey(identity.account.name)) ?? [];
  return {
    type: 'org',
    id: organization.id,
    name: organization.name,
    fullname: organization.fullname,
    email: null,
    canPay: false,
    periodEnd: null,
    avatarUrl: `/avatars/${organization.id}.svg`,
    ...(organization.plan === null ? {} : { plan: organization.plan }),
    roleInOrg: identity.account.role ?? 'no_access',
    ...(identity.token.pendingApproval ? { securityRestrictions: ['token-policy'] } : {}),
    resourceGroups: groups.map(({ id, name, role }) => ({ id, name, role })),
  };
}

function scopesOf(directory: Directory, identity: Identity): object {
  const { id, name } = directory.organization;
  const permissions = { admin: [], write: ['org.read', 'org.write'], read: ['org.read'], none: [] };
  const granted = permissions[identity.token.access];
  return {
    scoped: granted.length === 0 ? [] : [{ entity: { _id: id, name, type: 'org' }, permissions: granted }],
  };
}

interface GroupOfMember {
  readonly id: string;
  readonly name: string;
  readonly numUsers: number;
  readonly role: string;
}

/** The groups of everybody, by username in lower case: one walk over the groups for a whole page of members. */
function groupIndex(directory: Directory, identity: Identity): ReadonlyMap<string, readonly GroupOfMember[]> {
  const index = new Map<string, GroupOfMember[]>();
  for (const group of directory.groups()) {
    if (!maySee(identity, group)) continue;
    for (const [key, { role }] of group.users) {
      const entry = { id: group.id, name: group.name, numUsers: group.users.size, role };
      const entries = index.get(key);
      if (entries === undefined) index.set(key, [entry]);
      else entries.push(entry);
    }
  }
  return index;
}

function avatarOf(account: Account): string {
  return `/avatars/${account.id}.svg`;
}
