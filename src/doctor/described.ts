import type { ProbeName } from './facts.ts';

/** The form of a value as it is described; `null` as `values` is any. */
export interface Form {
  readonly kinds: readonly JsonKind[];
  /** What the text may be; `null` for any. */
  readonly values: readonly string[] | null;
  /** Of an object. */
  readonly fields: Readonly<Record<string, Field>> | null;
  /** Of a list. */
  readonly items: Form | null;
}

export interface Field {
  readonly form: Form;
  readonly required: boolean;
  /** Whether its text may be somebody's name, id or address. */
  readonly names: boolean;
}

export type JsonKind = 'text' | 'number' | 'flag' | 'list' | 'object' | 'null';

const plain = (kind: JsonKind): Form => ({ kinds: [kind], values: null, fields: null, items: null });
const text = plain('text');
const number = plain('number');
const flag = plain('flag');
const oneOf = (...values: readonly string[]): Form => ({ ...text, values });
const listOf = (items: Form): Form => ({ ...plain('list'), items });
const orNull = (form: Form): Form => ({ ...form, kinds: [...form.kinds, 'null'] });
const object = (fields: Readonly<Record<string, Field>>): Form => ({ ...plain('object'), fields });
const must = (form: Form): Field => ({ form, required: true, names: false });
const may = (form: Form): Field => ({ form, required: false, names: false });
/** A field whose text is somebody's. */
const name = { form: text, required: true, names: true } as const;
const maybeName = { ...name, required: false } as const;

const role = oneOf('admin', 'write', 'contributor', 'read', 'no_access');
const repositoryType = ['dataset', 'model', 'space', 'bucket', 'kernel'] as const;
const groupOfSomebody = object({ id: name, name, numUsers: may(number), role: must(role) });
const costs = object({ uptimeSec: may(number), costCents: must(number) });

/** What a user and an organization have in common. */
const account = {
  id: name,
  name,
  fullname: name,
  email: { form: orNull(text), required: false, names: true },
  canPay: may(flag),
  billingMode: may(oneOf('prepaid', 'postpaid')),
  avatarUrl: name,
  periodEnd: may(orNull(number)),
};

const organization = object({
  type: must(oneOf('org')),
  ...account,
  plan: may(oneOf('team', 'enterprise', 'plus', 'academia')),
  roleInOrg: may(role),
  securityRestrictions: may(listOf(oneOf('mfa', 'token-policy', 'token-revoked', 'sso', 'ip'))),
  resourceGroups: may(listOf(groupOfSomebody)),
});

const scope = object({
  entity: must(
    object({
      _id: name,
      name: maybeName,
      type: must(oneOf(...repositoryType, 'collection', 'org', 'user', 'resource-group', 'oauth-app')),
    }),
  ),
  permissions: must(listOf(text)),
});

const me = object({
  type: must(oneOf('user')),
  ...account,
  emailVerified: may(flag),
  isPro: must(flag),
  orgs: must(listOf(organization)),
  auth: must(
    object({
      type: must(text),
      accessToken: may(
        object({
          displayName: name,
          role: must(oneOf('read', 'write', 'god', 'fineGrained')),
          fineGrained: may(
            object({
              scoped: must(listOf(scope)),
              global: may(listOf(oneOf('discussion.write', 'post.write'))),
              canReadGatedRepos: may(flag),
            }),
          ),
          createdAt: must(text),
        }),
      ),
      expiresAt: may(text),
      resource: may(object({ sub: maybeName })),
    }),
  ),
});

const resource = object({
  type: must(oneOf(...repositoryType, 'collection', 'blog', 'job', 'scheduled-job')),
  name: maybeName,
  id: maybeName,
  slug: maybeName,
  title: maybeName,
  private: may(flag),
  addedBy: maybeName,
});

const group = object({
  id: name,
  name,
  description: { form: orNull(text), required: false, names: true },
  autoJoin: may(object({ enabled: must(flag), role: may(role), scope: may(oneOf('all', 'read_plus')) })),
  spendLimits: may(
    object({
      total: may(number),
      inferenceProviders: may(number),
      spaces: may(number),
      jobs: may(number),
      endpoints: may(number),
    }),
  ),
  users: must(
    listOf(
      object({
        type: must(oneOf('user')),
        _id: name,
        fullname: name,
        name,
        avatarUrl: name,
        role: must(role),
        addedBy: maybeName,
      }),
    ),
  ),
  // Either came alone at some time, and the older one is on its way out.
  resources: may(listOf(resource)),
  repos: may(listOf(resource)),
});

const member = object({
  avatarUrl: name,
  fullname: name,
  isPro: must(flag),
  user: name,
  type: must(oneOf('user')),
  isFollowing: may(flag),
  _id: name,
  role: may(role),
  resourceGroups: may(listOf(groupOfSomebody)),
  twoFaEnabled: may(flag),
  verifiedEmail: { form: orNull(text), required: false, names: true },
  isExternalCollaborator: may(flag),
});

const service = object({
  _id: name,
  user: name,
  name,
  email: name,
  description: maybeName,
  createdAt: must(text),
});

const repository = object({
  id: name,
  type: must(oneOf(...repositoryType)),
  updatedAt: must(text),
  visibility: must(oneOf('public', 'private', 'protected')),
  storage: may(number),
  storagePercent: may(number),
});

const usage = object({
  currency: must(text),
  periods: must(
    listOf(
      object({
        period: must(text),
        resourceGroups: must(
          listOf(
            object({
              id: { form: orNull(text), required: true, names: true },
              name: { form: orNull(text), required: true, names: true },
              storage: may(object({ privateGB: may(number), publicGB: may(number) })),
              inference: must(object({ requestCount: may(number), costCents: must(number) })),
              compute: must(object({ spaces: must(costs), endpoints: must(costs), jobs: must(costs) })),
            }),
          ),
        ),
      }),
    ),
  ),
});

/**
 * What the Hub's description of its API (August 2026) says of the answers that this program reads. It is only held
 * against what comes, to tell of a difference: nothing is refused by it.
 */
export const described: Readonly<Record<ProbeName, { readonly request: string; readonly form: Form }>> = {
  me: { request: 'GET /api/whoami-v2', form: me },
  groups: { request: 'GET /api/organizations/{organization}/resource-groups', form: listOf(group) },
  members: { request: 'GET /api/organizations/{organization}/members', form: listOf(member) },
  services: { request: 'GET /api/organizations/{organization}/service-accounts', form: listOf(service) },
  repositories: {
    request: 'GET /api/organizations/{organization}/settings/repositories',
    form: listOf(repository),
  },
  usage: { request: 'GET /api/organizations/{organization}/billing/usage-by-resource-group', form: usage },
};
