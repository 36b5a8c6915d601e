import {
  type Account,
  type HandSeed,
  noOddities,
  type Resource,
  type SeedGroup,
  type SeedResource,
  visibilityOf,
} from '../model.ts';
import type { Draft, DraftGroup } from './draft.ts';

/** The types whose `name` is a namespace and a name; a job's name is only a name. */
const repositoryTypes: ReadonlySet<string> = new Set(['model', 'dataset', 'space', 'bucket', 'kernel']);

/** A seed as people write it, with its short forms written out and its defaults filled in. */
export function handDraft(seed: HandSeed): Draft {
  const rate = seed.options?.rate_limit;
  return {
    organization: {
      id: '',
      name: seed.organization,
      fullname: seed.fullname ?? seed.organization,
      plan: seed.plan === 'none' ? null : (seed.plan ?? 'team'),
      emailDomains: (seed.email_domains ?? []).map((domain) => domain.toLowerCase()),
    },
    accounts: accountsOf(seed),
    groups: groupList(seed).map((group) => groupDraft(seed.organization, group)),
    loose: [
      ...(seed.repositories ?? []),
      ...(seed.collections ?? []).map((collection) => ({
        title: collection.slug,
        private: true,
        ...collection,
        type: 'collection',
      })),
    ].map((resource) => resourceOf(seed.organization, resource)),
    tokens:
      seed.tokens?.map((token, index) => ({
        token: token.token,
        name: token.name ?? `token-${index + 1}`,
        user: token.user,
        access: token.access,
        pendingApproval: token.pending_approval ?? false,
      })) ?? null,
    tokenUser: null,
    settings: {
      errorText: seed.options?.error_text ?? 'names',
      resourceField: seed.options?.resource_field ?? 'both',
      rateLimit: { quota: rate?.q ?? 3000, window: rate?.w ?? 300, whoami: rate?.whoami ?? 100 },
      oddities: {
        quotaHeaders: seed.options?.rate_limit_headers ?? noOddities.quotaHeaders,
        clockMs: (seed.options?.clock_seconds ?? 0) * 1000,
        unknownFields: seed.options?.unknown_fields ?? noOddities.unknownFields,
      },
    },
  };
}

function accountsOf(seed: HandSeed): readonly Account[] {
  const plain = { id: '', email: null, pro: false, external: false };
  const members = Object.entries(seed.members).map(([name, value]): Account => {
    const member = typeof value === 'string' ? { role: value } : (value ?? {});
    return {
      id: member.id ?? '',
      name,
      fullname: member.fullname ?? name,
      kind: 'member',
      role: member.role ?? 'read',
      email: member.email ?? null,
      pro: member.pro ?? false,
      external: member.external ?? false,
    };
  });
  const services = (seed.service_accounts ?? []).map((value): Account => {
    const account = typeof value === 'string' ? { name: value } : value;
    return {
      ...plain,
      id: account.id ?? '',
      name: account.name,
      fullname: account.fullname ?? account.name,
      kind: 'service_account',
      role: account.role ?? 'read',
    };
  });
  const others = (seed.other_users ?? []).map(
    (name): Account => ({ ...plain, name, fullname: name, kind: 'other', role: null }),
  );
  return [...members, ...services, ...others];
}

function groupList(seed: HandSeed): readonly (SeedGroup & { readonly name: string })[] {
  const groups = seed.groups ?? [];
  if (isList(groups)) return groups.map((group) => ({ ...group, name: group.name ?? '' }));
  return Object.entries(groups).map(([name, group]) => ({ ...group, name }));
}

function isList(groups: NonNullable<HandSeed['groups']>): groups is readonly SeedGroup[] {
  return Array.isArray(groups);
}

function groupDraft(organization: string, group: SeedGroup & { readonly name: string }): DraftGroup {
  return {
    id: group.id ?? '',
    name: group.name,
    description: group.description ?? null,
    scim: group.scim ?? false,
    autoJoin: group.auto_join === undefined ? { enabled: false } : { enabled: true, ...group.auto_join },
    spendLimits: group.spend_limits ?? {},
    usage: group.usage ?? {},
    members: Object.entries(group.members ?? {}),
    resources: (group.resources ?? []).map((resource) => resourceOf(organization, resource)),
  };
}

function resourceOf(organization: string, resource: SeedResource): Resource {
  const { added_by: addedBy, name, private: hidden, visibility: shown, ...rest } = resource;
  const isRepository = repositoryTypes.has(resource.type);
  const full = isRepository && name !== undefined && !name.includes('/') ? `${organization}/${name}` : name;
  const visibility = shown ?? visibilityOf(hidden ?? (isRepository || undefined));
  return {
    ...rest,
    ...(visibility === undefined ? {} : { visibility }),
    ...(full === undefined ? {} : { name: full }),
    ...(addedBy === undefined ? {} : { addedBy }),
  };
}
