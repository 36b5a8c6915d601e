import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastCalls, type SmallOrganization } from '../support/least-calls.ts';
import { idOf, members, planOf, snapshotOf } from '../support/planning.ts';
import { listed, type WholeGroup } from '../support/whole-hub.ts';

/** PROPERTY_RUNS sets another number. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) };

const people = ['ada', 'bob', 'kim'];
const shelf = `collection:acme-ai/best-${'c'.repeat(24)}`;
const things = ['model:acme-ai/a', 'bucket:acme-ai/a', shelf];

const anyText = fc.constantFrom('', 'Base models', 'Old');
const anyJoin = fc.constantFrom('off', 'read/all', 'write/read_plus');
const anyLimits = fc.constantFrom<WholeGroup['limits']>({}, { jobs: 100 }, { jobs: 250 });
const anyRole = fc.constantFrom('read', 'write', 'admin');
const anyPerson = fc.constantFrom(...people);

const anyGroup = fc.record({
  description: anyText,
  autoJoin: anyJoin,
  limits: anyLimits,
  users: fc.dictionary(anyPerson, anyRole),
});

const anyFresh = anyGroup.map((group) => ({
  ...group,
  users: Object.fromEntries(Object.entries(group.users).slice(0, 2)),
}));

const at = fc.constantFrom(0, 1);
/** Group 2 is the one that is made; a group that is not there is none. */
const anyPlace = fc.constantFrom(0, 1, 2, 3);

type Edit =
  | { readonly kind: 'group'; readonly at: number; readonly to: Partial<WholeGroup> }
  | { readonly kind: 'user'; readonly at: number; readonly user: string; readonly role: string | null }
  | { readonly kind: 'move'; readonly thing: string; readonly at: number }
  | { readonly kind: 'role'; readonly user: string; readonly role: string }
  | { readonly kind: 'delete'; readonly at: number };

const anySetting = fc.oneof(
  fc.record({ name: fc.constantFrom('Ours', 'Theirs') }),
  fc.record({ description: anyText }),
  fc.record({ autoJoin: anyJoin }),
  fc.record({ limits: anyLimits }),
);
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('group'), at, to: anySetting }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('user'), at, user: anyPerson, role: fc.option(anyRole) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('move'), thing: fc.constantFrom(...things), at: anyPlace }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('role'), user: anyPerson, role: anyRole }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete'), at }) },
);

const anyCase = fc.record({
  groups: fc.array(anyGroup, { minLength: 1, maxLength: 2 }),
  places: fc.tuple(anyPlace, anyPlace, anyPlace),
  roles: fc.record(Object.fromEntries(people.map((user) => [user, anyRole]))),
  fresh: fc.option(anyFresh),
  edits: fc.array(anyEdit, { maxLength: 4 }),
});
type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

function beforeOf({ groups, places, roles }: Case): SmallOrganization {
  const there = groups.map((group, index) => ({
    ...group,
    id: idOf(index + 1),
    name: `Group ${index}`,
    things: things.filter((_, thing) => places[thing] === index),
  }));
  return { groups: there, roles };
}

function afterOf(one: Case): SmallOrganization {
  const before = beforeOf(one);
  const fresh = one.fresh === null ? [] : [{ ...one.fresh, id: idOf(3), name: 'New', things: [] }];
  return one.edits.reduce(edited, { ...before, groups: [...before.groups, ...fresh] });
}

function edited({ groups, roles }: SmallOrganization, edit: Edit): SmallOrganization {
  if (edit.kind === 'role') return { groups, roles: { ...roles, [edit.user]: edit.role } };
  const id = idOf(edit.at + 1);
  if (edit.kind === 'delete') return { groups: groups.filter((group) => group.id !== id), roles };
  const changed = groups.map((group): WholeGroup => {
    const isIt = group.id === id;
    if (edit.kind === 'move') {
      const others = group.things.filter((thing) => thing !== edit.thing);
      return { ...group, things: isIt ? [...others, edit.thing] : others };
    }
    if (!isIt) return group;
    if (edit.kind === 'group') {
      const { name } = edit.to;
      return { ...group, ...edit.to, ...(name === undefined ? {} : { name: `${name} ${edit.at}` }) };
    }
    const { [edit.user]: _, ...users } = group.users;
    return { ...group, users: edit.role === null ? users : { ...users, [edit.user]: edit.role } };
  });
  return { groups: changed, roles };
}

/** A file that declares the end whole: JSON is YAML. */
function fileOf(before: SmallOrganization, after: SmallOrganization): string {
  const gone = before.groups.flatMap(({ id, name }) =>
    after.groups.some((group) => group.id === id) ? [] : [[name, { id, state: 'absent' }]],
  );
  const groups = after.groups.map((group) => {
    const was = before.groups.find(({ id }) => id === group.id);
    const head = was === undefined ? { create: true } : { id: group.id };
    const absent = Object.keys(was?.users ?? {}).map((user) => [user, 'absent']);
    const [role, scope] = group.autoJoin.split('/');
    const { jobs } = group.limits;
    const declared = {
      ...head,
      description: group.description,
      auto_join: scope === undefined ? 'off' : { role, scope },
      spend_limits: { jobs: jobs === undefined ? null : jobs / 100 },
      members: { ...Object.fromEntries(absent), ...group.users },
      resources: { mode: 'exact', ...listsOf(group.things) },
    };
    return [group.name, declared];
  });
  const all = JSON.stringify(Object.fromEntries([...gone, ...groups]));
  return `groups: ${all}\norganization_members: ${JSON.stringify(after.roles)}\n`;
}

/** There is no more than one thing of a type. */
function listsOf(own: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    own.map((thing) => {
      const [type = '', name = ''] = thing.split(':');
      return [`${type}s`, [name]];
    }),
  );
}

const repositories = things.flatMap((thing) => {
  const [type, id] = thing.split(':');
  return thing === shelf ? [] : [{ type, id, visibility: 'public' }];
});

function plannedCalls(before: SmallOrganization, after: SmallOrganization, batchSize: number): number {
  const everybody = members(...people).map((one) => ({ ...one, role: before.roles[one.user] ?? '' }));
  const live = snapshotOf(listed(before.groups), [...everybody, { user: 'root', role: 'admin' }], {
    repositories,
  });
  return planOf(fileOf(before, after), live, { batchSize }).summary.calls;
}

test('no way through the Hub’s write operations leads to the end in fewer calls, across all kinds', () => {
  fc.assert(
    fc.property(anyCase, fc.constantFrom(1, 2, 50), (one, batchSize) => {
      const [before, after] = [beforeOf(one), afterOf(one)];
      expect(plannedCalls(before, after, batchSize)).toBe(leastCalls(before, after, batchSize));
    }),
    runs,
  );
});
