import type { HubGroup, HubResource } from '../../hub/hub.ts';
import {
  type Account,
  accountKey,
  labelOf,
  noOddities,
  type Resource,
  type SnapshotSeed,
  visibilities,
  visibilityOf,
  type World,
} from '../model.ts';
import type { Draft } from './draft.ts';

/**
 * A saved copy of an organization as a world. What the Hub's answers do not say is filled in: who is in a group
 * without being a member is a service account, the plan is Team where nothing says which, no group is managed by SCIM, and the e-mail domains
 * are those of the members. The token's user keeps the role that the copy shows, and is an admin where it shows none.
 */
export function snapshotDraft(snapshot: SnapshotSeed): Draft {
  const me = snapshot.me?.name;
  const isMe = (name: string): boolean => me !== undefined && accountKey(name) === accountKey(me);
  const members = snapshot.members.map(
    (member): Account => ({
      id: textOf(member['_id']),
      name: member.user,
      fullname: textOf(member['fullname']) || member.user,
      kind: 'member',
      role: member.role ?? (isMe(member.user) ? 'admin' : 'read'),
      email: member.verifiedEmail ?? null,
      pro: member['isPro'] === true,
      external: member['isExternalCollaborator'] === true,
    }),
  );
  const known = new Set(members.map((member) => accountKey(member.name)));
  const accounts = [...members];
  const others = [
    ...snapshot.groups.flatMap((group) =>
      group.users.map((user) => ({ name: user.name, id: textOf(user['_id']) })),
    ),
    ...(me === undefined ? [] : [{ name: me, id: '' }]),
  ];
  for (const { name, id } of others) {
    if (known.has(accountKey(name))) continue;
    known.add(accountKey(name));
    accounts.push(serviceAccount(id, name, isMe(name) ? 'admin' : 'read'));
  }
  return {
    organization: {
      id: '',
      name: snapshot.organization,
      fullname: snapshot.organization,
      plan: planOf(snapshot),
      emailDomains: domainsOf(members),
    },
    accounts,
    groups: snapshot.groups.map((group) => ({
      id: group.id,
      name: group.name,
      description: typeof group['description'] === 'string' ? group['description'] : null,
      scim: false,
      autoJoin: autoJoinOf(group),
      spendLimits: limitsOf(group['spendLimits']),
      usage: {},
      members: group.users.map((user): readonly [string, string] => [user.name, user.role]),
      resources: (group.resources ?? group.repos ?? []).map(resourceOf),
    })),
    loose: looseIn(snapshot),
    tokens: null,
    tokenUser: me ?? null,
    settings: {
      errorText: 'names',
      resourceField: fieldOf(snapshot.groups),
      rateLimit: { quota: 3000, window: 300, whoami: 100 },
      oddities: noOddities,
    },
  };
}

/** The plan that the token's user was told of; Team where nothing says which. */
function planOf({ organization, me }: SnapshotSeed): string {
  const orgs: unknown = me?.['orgs'];
  const own: unknown = Array.isArray(orgs)
    ? orgs.find((one: unknown) => textOf(Object(one)['name']).toLowerCase() === organization.toLowerCase())
    : undefined;
  return textOf(Object(own)['plan']) || 'team';
}

/** The repositories that are in no group, as far as the copy has them. */
function looseIn({ groups, repositories = [] }: SnapshotSeed): readonly Resource[] {
  const held = new Set(
    groups.flatMap((group) => (group.resources ?? group.repos ?? []).map((one) => labelOf(resourceOf(one)))),
  );
  return repositories.flatMap((value): readonly Resource[] => {
    if (typeof value !== 'object' || value === null) return [];
    const { type, id: name, visibility } = { type: null, id: null, visibility: null, ...value };
    if (typeof type !== 'string' || typeof name !== 'string' || held.has(labelOf({ type, name }))) return [];
    return [{ type, name, visibility: visibilities.find((one) => one === visibility) ?? 'private' }];
  });
}

function serviceAccount(id: string, name: string, role: string): Account {
  return {
    id,
    name,
    fullname: name,
    kind: 'service_account',
    role,
    email: null,
    pro: false,
    external: false,
  };
}

function domainsOf(members: readonly Account[]): readonly string[] {
  const domains = members.flatMap(({ email }) =>
    email === null ? [] : [email.slice(email.indexOf('@') + 1)],
  );
  return [...new Set(domains.map((domain) => domain.toLowerCase()))];
}

function autoJoinOf(group: HubGroup): World['groups'][number]['autoJoin'] {
  const { autoJoin } = group;
  if (autoJoin?.enabled !== true || autoJoin.role === undefined) return { enabled: false };
  const scope = autoJoin['scope'];
  return {
    enabled: true,
    role: autoJoin.role,
    ...(scope === 'all' || scope === 'read_plus' ? { scope } : {}),
  };
}

function limitsOf(limits: unknown): Readonly<Record<string, number>> {
  if (typeof limits !== 'object' || limits === null) return {};
  return Object.fromEntries(
    Object.entries(limits).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

function resourceOf(resource: HubResource): Resource {
  const text = (key: 'id' | 'slug' | 'title' | 'addedBy') =>
    typeof resource[key] === 'string' ? { [key]: resource[key] } : {};
  const visibility = visibilityOf(resource.private);
  return {
    type: resource.type,
    ...(resource.name === undefined ? {} : { name: resource.name }),
    ...text('id'),
    ...text('slug'),
    ...text('title'),
    ...(visibility === undefined ? {} : { visibility }),
    ...text('addedBy'),
  };
}

function fieldOf(groups: readonly HubGroup[]): 'resources' | 'repos' | 'both' {
  const resources = groups.some((group) => group.resources !== undefined);
  const repos = groups.some((group) => group.repos !== undefined);
  if (resources === repos) return 'both';
  return resources ? 'resources' : 'repos';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
