import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { idOf, members, planOf, snapshotOf } from '../support/planning.ts';
import { afterCalls, listed, type WholeGroup } from '../support/whole-hub.ts';

/** PROPERTY_RUNS sets another number. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) };

const people = ['ada', 'bob', 'kim', 'lee'];
const roles = ['read', 'contributor', 'write', 'admin'] as const;
const products = {
  total: 'total',
  inference_providers: 'inferenceProviders',
  spaces: 'spaces',
  jobs: 'jobs',
  endpoints: 'endpoints',
} as const;
type Product = keyof typeof products;
const productNames = Object.keys(products) as readonly Product[];

const anyCents = fc.oneof(fc.nat({ max: 20_000 }), fc.constantFrom(29, 435, 100_50, 9007199254740991));
const anyText = fc.constantFrom('', 'Base models', '“quoted” & <b>', 'two\nlines', '\u202e', 'é');
const anyJoin = fc.constantFrom('off', 'read/all', 'read/read_plus', 'write/all');
const anyUsers = fc.dictionary(fc.constantFrom(...people), fc.constantFrom(...roles));

const shelf = `collection:acme-ai/best-${'c'.repeat(24)}`;
const things = [
  'model:acme-ai/a',
  'dataset:acme-ai/a',
  'space:acme-ai/b',
  'bucket:acme-ai/a',
  shelf,
] as const;
type Thing = (typeof things)[number];
const typeOf = (thing: string): string => thing.slice(0, thing.indexOf(':'));
/** The place of a group among all of them, `none` for no group. */
const anyPlace = fc.constantFrom<number | 'none'>(0, 1, 2, 3, 'none', 'none');
const anyPlaces = fc.tuple(...things.map(() => anyPlace));

const anyGroup = fc.record({
  description: anyText,
  autoJoin: anyJoin,
  limits: fc.dictionary(fc.constantFrom(...Object.values(products)), anyCents),
  users: anyUsers,
});

interface Wish {
  readonly description?: string;
  readonly autoJoin?: string;
  readonly limits?: Readonly<Record<string, number | null>>;
  readonly users?: Readonly<Record<string, string>>;
}

const anyWish: fc.Arbitrary<Wish> = fc.record(
  {
    description: anyText,
    autoJoin: anyJoin,
    limits: fc.dictionary(fc.constantFrom(...productNames), fc.option(anyCents)),
    users: fc.dictionary(fc.constantFrom(...people), fc.constantFrom(...roles, 'absent')),
  },
  { requiredKeys: [] },
);

/** What becomes of each of three live groups, and of a new one. */
const anyCase = fc.record({
  groups: fc.tuple(anyGroup, anyGroup, anyGroup),
  fates: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('left', 'kept', 'renamed', 'deleted'))),
  wishes: fc.tuple(anyWish, anyWish, anyWish, anyWish),
  isNew: fc.boolean(),
  /** Where each thing is, where it is declared to be, and in which groups nothing else may be. */
  place: anyPlaces,
  wanted: anyPlaces,
  exact: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
});
type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

const nameOf = (at: number): string => `Group ${at}`;

function liveOfCase({ groups, place }: Case): readonly WholeGroup[] {
  return groups.map((group, at) => {
    return {
      ...group,
      id: idOf(at + 1),
      name: nameOf(at),
      things: things.filter((_, one) => place[one] === at),
    };
  });
}

/** Whether the group at that place is declared, and not to be deleted. */
function isManaged({ fates, isNew }: Case, at: number): boolean {
  return at === 3 ? isNew : fates[at] !== 'left' && fates[at] !== 'deleted';
}

/** What is declared to be in the group at that place. */
function thingsOf(one: Case, at: number): readonly Thing[] {
  return things.filter((_, index) => one.wanted[index] === at && isManaged(one, at));
}

/** What is to be in the group at that place in the end. */
function thingsWanted(one: Case, at: number): readonly Thing[] {
  const declared = [0, 1, 2, 3].flatMap((other) => thingsOf(one, other));
  const stays = (thing: Thing): boolean => {
    const isExact = one.exact[at] === true && isManaged(one, at);
    return one.place[things.indexOf(thing)] === at && at !== 3 && !isExact && !declared.includes(thing);
  };
  return things.filter((thing) => thingsOf(one, at).includes(thing) || stays(thing));
}

function yamlOf(one: Case): string {
  const { fates, wishes, isNew } = one;
  const groups = fates.flatMap((fate, at): readonly (readonly [string, object])[] => {
    const id = idOf(at + 1);
    if (fate === 'left') return [];
    if (fate === 'deleted') return [[nameOf(at), { id, state: 'absent' }]];
    const wish = { ...declaredOf(wishes[at] ?? {}), ...resourcesOf(one, at) };
    return fate === 'kept' ? [[nameOf(at), wish]] : [[`Other ${at}`, { id, ...wish }]];
  });
  const fresh = { create: true, ...declaredOf(wishes[3]), ...resourcesOf(one, 3) };
  const made = isNew ? [['New', fresh] as const] : [];
  return `version: 1\norganization: acme-ai\ngroups: ${json(Object.fromEntries([...groups, ...made]))}\n`;
}

/** JSON is YAML; amounts stand as digits with a point, as people write them. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/"\$(\d+)"/g, (_, cents: string) => {
    const digits = cents.padStart(3, '0');
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  });
}

function declaredOf({ description, autoJoin, limits, users }: Wish): object {
  const [role, scope] = autoJoin?.split('/') ?? [];
  return {
    ...(description === undefined ? {} : { description }),
    ...(autoJoin === undefined ? {} : { auto_join: autoJoin === 'off' ? 'off' : { role, scope } }),
    ...(limits === undefined
      ? {}
      : {
          spend_limits: Object.fromEntries(
            Object.entries(limits).map(([product, cents]) => [product, cents === null ? null : `$${cents}`]),
          ),
        }),
    ...(users === undefined ? {} : { members: users }),
  };
}

function resourcesOf(one: Case, at: number): object {
  const own = thingsOf(one, at);
  const exact = one.exact[at] === true;
  if (own.length === 0 && !exact) return {};
  const lists = own.map((thing) => [
    `${typeOf(thing)}s`,
    own
      .filter((other) => typeOf(other) === typeOf(thing))
      .map((other) => other.slice(other.indexOf(':') + 1)),
  ]);
  return { resources: { ...(exact ? { mode: 'exact' } : {}), ...Object.fromEntries(lists) } };
}

const repositories = things.flatMap((thing) =>
  thing === shelf
    ? []
    : [{ type: typeOf(thing), id: thing.slice(thing.indexOf(':') + 1), visibility: 'public' }],
);

const planned = (one: Case, groups: readonly WholeGroup[], batchSize = 50): Plan =>
  planOf(
    yamlOf(one),
    snapshotOf(listed(groups), [...members(...people), { user: 'root', role: 'admin' }], { repositories }),
    { batchSize },
  );

/** What must be there after it, written from the contract: nobody is removed but who is declared absent. */
function wantedOf(one: Case): readonly WholeGroup[] {
  const wanted = liveOfCase(one).flatMap((group, at): readonly WholeGroup[] => {
    const fate = one.fates[at];
    if (fate === 'deleted') return [];
    const then = { ...group, things: thingsWanted(one, at) };
    if (fate === 'left') return [then];
    const name = fate === 'renamed' ? `Other ${at}` : group.name;
    return [wished({ ...then, name }, one.wishes[at] ?? {})];
  });
  const empty = {
    ...{ id: 'new', name: 'New', description: '', autoJoin: 'off', limits: {}, users: {} },
    things: thingsWanted(one, 3),
  };
  return one.isNew ? [...wanted, wished(empty, one.wishes[3])] : wanted;
}

function wished(group: WholeGroup, { description, autoJoin, limits, users }: Wish): WholeGroup {
  const all = { ...group.limits };
  for (const [product, cents] of Object.entries(limits ?? {})) {
    const name = products[product as Product];
    if (cents === null) delete all[name];
    else all[name] = cents;
  }
  const there = { ...group.users };
  for (const [user, role] of Object.entries(users ?? {})) {
    if (role === 'absent') delete there[user];
    else there[user] = role;
  }
  return {
    ...group,
    description: description ?? group.description,
    // Auto-join that lets everybody in waits where somebody is declared absent.
    autoJoin:
      autoJoin === undefined || (autoJoin !== 'off' && Object.values(users ?? {}).includes('absent'))
        ? group.autoJoin
        : autoJoin,
    limits: all,
    users: there,
  };
}

const seen = (groups: readonly WholeGroup[]) =>
  groups
    .map(({ id: _, users: __, ...group }) => ({ ...group, things: group.things.toSorted() }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** Who is in a group, but for those whom auto-join may have brought. */
const held = (groups: readonly WholeGroup[], wanted: readonly WholeGroup[]) =>
  wanted.map(({ name, users }) => {
    const now = groups.find((group) => group.name === name)?.users ?? {};
    return [name, Object.fromEntries(Object.keys(users).map((user) => [user, now[user]]))];
  });

test('the calls, made one after the other, give what is declared, and then nothing is left to be done', () => {
  fc.assert(
    fc.property(anyCase, fc.constantFrom(1, 2, 50), (one, batchSize) => {
      const live = liveOfCase(one);
      const then = afterCalls(live, [...people, 'root'], planned(one, live, batchSize).calls);
      const wanted = wantedOf(one);
      expect(seen(then)).toEqual(seen(wanted));
      expect(held(then, wanted)).toEqual(wanted.map(({ name, users }) => [name, { ...users }]));
      expect(planned(one, then, batchSize).changes).toEqual([]);
    }),
    runs,
  );
});

/**
 * The fewest calls that there can be, group by group, by trying every way to put what differs into requests: each is a
 * set of differences that one request of the Hub can make.
 */
function fewest(
  before: WholeGroup | null,
  after: WholeGroup | null,
  batchSize: number,
  /** What is in some group in the end. */
  placed: readonly string[],
): number {
  if (after === null) return before === null ? 0 : 1;
  const nothing = { name: '', description: '', autoJoin: 'off', limits: {}, users: {}, things: [] };
  const was: WholeGroup = before ?? { ...after, ...nothing };
  const coming = after.things.filter((thing) => !was.things.includes(thing));
  const leaving = was.things.filter((thing) => !placed.includes(thing)).length;
  const patched = [
    was.name !== after.name,
    was.description !== after.description,
    ...Object.values(products).map((product) => was.limits[product] !== after.limits[product]),
  ];
  const [isRenamed, isDescribed, ...limits] = patched;
  const adds = Object.keys(after.users).filter((user) => was.users[user] === undefined).length;
  const others = Object.keys(was.users).filter((user) => after.users[user] !== was.users[user]).length;
  const joins = was.autoJoin === after.autoJoin ? 0 : 1;
  if (before !== null) {
    const moves = coming.length + leaving;
    return Number(patched.includes(true)) + Math.ceil(adds / batchSize) + others + joins + moves;
  }
  // Every choice of what rides in the call that makes it: so many people, the description, auto-join after all people,
  // and so many of what comes in, but for collections, which it does not take.
  const rideable = coming.filter((thing) => thing !== shelf).length;
  const upTo = (most: number): readonly number[] => [...Array(most + 1).keys()];
  const ways = upTo(Math.min(adds, batchSize)).flatMap((riding) =>
    [true, false].flatMap((describes) =>
      [true, false].flatMap((lets) =>
        upTo(rideable).flatMap((carried) => {
          if (lets && riding < adds) return [];
          const patch = Number(limits.includes(true) || (isDescribed === true && !describes));
          const left = Math.ceil((adds - riding) / batchSize) + coming.length - carried;
          return [1 + patch + left + (lets ? 0 : joins)];
        }),
      ),
    ),
  );
  return isRenamed === false ? 0 : Math.min(...ways);
}

test('the calls are the fewest there can be, across kinds, and each change is in exactly one', () => {
  fc.assert(
    fc.property(anyCase, fc.constantFrom(1, 2, 50), (one, batchSize) => {
      const live = liveOfCase(one);
      const { calls, changes } = planned(one, live, batchSize);
      const wanted = wantedOf(one);
      const placed = wanted.flatMap((group) => group.things);
      const least = [...live.map(({ id }) => id), 'new'].reduce((sum, id) => {
        const [before, after] = [live, wanted].map((list) => list.find((group) => group.id === id) ?? null);
        return sum + fewest(before ?? null, after ?? null, batchSize, placed);
      }, 0);
      expect(calls).toHaveLength(least);
      expect(calls.flatMap((call) => call.changes).toSorted((a, b) => a - b)).toEqual(
        changes.map((_, at) => at),
      );
    }),
    runs,
  );
});

test('a change of nothing else moves no other group’s changes, whatever order the Hub lists groups in', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const live = liveOfCase(one);
      const bare = (plan: Plan) => [plan.digest, plan.changes, plan.calls];
      expect(bare(planned(one, live.toReversed()))).toEqual(bare(planned(one, live)));
    }),
    runs,
  );
});
