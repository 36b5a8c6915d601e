import fc from 'fast-check';
import { day, description, dollars, hexId, mode, name, person, reason, role } from './words.ts';

/** A group as the data that a file holds. */
export interface GroupData {
  readonly id?: string;
  readonly create?: boolean;
  readonly state?: 'absent';
  readonly managed_by?: 'scim';
  readonly description?: string;
  readonly auto_join?: 'off' | { readonly role: string; readonly scope: string };
  readonly spend_limits?: Readonly<Partial<Record<Product, number | null>>>;
  readonly membership?: 'additive' | 'exact';
  readonly members?: Readonly<Record<string, MemberData>>;
  readonly teams?: Readonly<Record<string, GrantData>>;
  readonly resources?: ResourcesData;
}

export const products = ['total', 'inference_providers', 'spaces', 'jobs', 'endpoints'] as const;
export type Product = (typeof products)[number];

export const resourceKeys = ['models', 'datasets', 'spaces', 'buckets', 'collections'] as const;
type ResourceKey = (typeof resourceKeys)[number];

export type ResourcesData = { readonly mode?: 'additive' | 'exact' } & Readonly<
  Partial<Record<ResourceKey, readonly string[]>>
>;

interface TermsData {
  readonly role: string;
  readonly expires?: string;
  readonly reason?: string;
}
export type GrantData = string | TermsData;
export type MemberData = string | (TermsData & { readonly service_account?: boolean });

const repository = fc.constantFrom('no', '1e3', '0x1F', 'null', 'a.b_c', '2024-01-01', '-', 'M'.repeat(96));
const repositories = fc.uniqueArray(repository, { maxLength: 3 });
const collection = fc.tuple(fc.constantFrom('no', '1e3', 'a.b_c'), hexId).map((parts) => parts.join('-'));

const anyKeys = { requiredKeys: [] };
const common = {
  description,
  spend_limits: fc.dictionary(fc.constantFrom(...products), fc.option(dollars), { maxKeys: 5 }),
  resources: fc.record(
    {
      mode,
      models: repositories,
      datasets: repositories,
      spaces: repositories,
      buckets: repositories,
      collections: fc.uniqueArray(collection, { maxLength: 2 }),
    },
    anyKeys,
  ),
};

const serviceAccount = fc.record(
  { role, expires: day, reason, service_account: fc.constant(true) },
  { requiredKeys: ['role', 'service_account'] },
);
const member: fc.Arbitrary<MemberData> = fc.oneof(
  role,
  fc.constant('absent'),
  fc.record({ role, expires: day, reason, service_account: fc.boolean() }, { requiredKeys: ['role'] }),
);
const grant: fc.Arbitrary<GrantData> = fc.oneof(
  role,
  fc.record({ role, expires: day, reason }, { requiredKeys: ['role'] }),
);

/** A group that its id finds, that is made where it is not there, or neither. */
const found: fc.Arbitrary<GroupData> = fc.oneof(
  fc.record({ id: hexId, create: fc.constant(false) }, anyKeys),
  fc.record({ create: fc.boolean() }),
);

const ordinary = (teams: readonly string[]): fc.Arbitrary<GroupData> =>
  fc.record(
    {
      ...common,
      membership: mode,
      auto_join: fc.oneof(
        fc.constant('off' as const),
        fc.record({ role, scope: fc.constantFrom('all', 'read_plus') }),
      ),
      members: fc.dictionary(person, member, { maxKeys: 6 }),
      teams: fc
        .subarray([...teams])
        .chain((some) => fc.tuple(...some.map((team) => fc.tuple(fc.constant(team), grant))))
        .map((given) => Object.fromEntries(given)),
    },
    anyKeys,
  );

/** Of people the file may only say there who is to be out, and which service accounts are in. */
const provided: fc.Arbitrary<GroupData> = fc.record(
  {
    ...common,
    managed_by: fc.constant('scim' as const),
    membership: fc.constant('additive' as const),
    auto_join: fc.constant('off' as const),
    members: fc.dictionary(person, fc.oneof(fc.constant('absent'), serviceAccount), { maxKeys: 3 }),
    teams: fc.constant({}),
  },
  { requiredKeys: ['managed_by', 'membership'] },
);

const gone: fc.Arbitrary<GroupData> = fc.record({ id: hexId, state: fc.constant('absent' as const) });

const both = (one: fc.Arbitrary<GroupData>, other: fc.Arbitrary<GroupData>): fc.Arbitrary<GroupData> =>
  fc.tuple(one, other).map(([left, right]) => ({ ...left, ...right }));

/** Groups by name, each without a contradiction in itself but for those that {@link agreeing} takes out. */
export const groupsWith = (teams: readonly string[]): fc.Arbitrary<Readonly<Record<string, GroupData>>> =>
  fc.dictionary(
    name,
    fc.oneof(
      { weight: 6, arbitrary: both(found, ordinary(teams)) },
      { weight: 2, arbitrary: both(found, provided) },
      { weight: 1, arbitrary: gone },
    ),
    { maxKeys: 4 },
  );

/** What of a file its groups depend on. */
interface Surroundings {
  readonly organization: string;
  readonly defaults?: { readonly membership: 'additive' | 'exact' };
  readonly groups: Readonly<Record<string, GroupData>>;
}

/**
 * The groups without what contradicts the rest of the file: nobody comes by themselves into what is `exact`, and each
 * resource belongs to the organization, and is left in the first group that has it.
 */
export function agreeing({ organization, defaults, groups }: Surroundings): Surroundings['groups'] {
  const taken = new Set<string>();
  const own = (key: ResourceKey, names: readonly string[]): readonly string[] =>
    names.flatMap((one) => {
      const known = key === 'collections' ? one.slice(-24) : `${key}:${one}`;
      if (taken.has(known)) return [];
      taken.add(known);
      return [`${organization}/${one}`];
    });
  const entries = Object.entries(groups).map(([key, group]): [string, GroupData] => {
    const { resources, auto_join, ...rest } = group;
    const people = group.members !== undefined || group.teams !== undefined;
    const exact = people && (group.membership ?? defaults?.membership) === 'exact';
    const kept = resourceKeys.flatMap((one) => {
      const names = resources?.[one];
      return names === undefined ? [] : [[one, own(one, names)] as const];
    });
    return [
      key,
      {
        ...rest,
        ...(auto_join === undefined ? {} : { auto_join: exact ? 'off' : auto_join }),
        ...(resources === undefined
          ? {}
          : {
              resources: {
                ...(resources.mode === undefined ? {} : { mode: resources.mode }),
                ...Object.fromEntries(kept),
              },
            }),
      },
    ];
  });
  // As the keys were made, `__proto__` is one like any other.
  return Object.fromEntries(entries);
}
