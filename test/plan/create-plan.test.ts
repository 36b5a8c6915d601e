import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import schema from '../../schemas/plan.schema.json' with { type: 'json' };
import { diagnose } from '../../src/diagnostics/diagnose.ts';
import { KnownError } from '../../src/errors.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { targetKey } from '../../src/model/change.ts';
import { group, idOf, linesOf, members, planOf, snapshotOf, tryPlan } from '../support/planning.ts';

const live = snapshotOf(
  [
    group(3, '～', { ada: 'read' }),
    group(1, '😀', { ada: 'read' }),
    group(
      2,
      'Same',
      { ada: 'read', Zed: 'read', bob: 'write', kim: 'odd' },
      { resources: [{ type: 'model', private: true }] },
    ),
    group(4, 'Same', { ada: 'read' }),
    group(5, 'same', {}),
  ],
  members('ada', 'bob', 'kim', 'Zed', 'Xi', 'eve'),
);
const yaml = `version: 1
organization: acme-ai
groups:
  same: { members: { Xi: read } }
  B: { id: "${idOf(4)}", members: { eve: read } }
  😀: { members: { eve: read } }
  A:
    id: "${idOf(2)}"
    membership: exact
    members: { kim: read, bob: admin, Xi: read, eve: { role: read, reason: OPS-412, expires: 2026-12-31 } }
  ～: { members: { eve: read, kmi: read } }
`;

test('changes come by group name and id in code points, then adds, role changes and removals by user', () => {
  expect(
    membershipsIn(planOf(yaml, live).changes).map(
      ({ group, user, action }) => `${targetKey(group).slice(-1)} ${action} ${user}`,
    ),
  ).toEqual([
    '2 create eve',
    '2 create Xi',
    '2 update bob',
    '2 update kim',
    '2 delete ada',
    '2 delete Zed',
    '4 create eve',
    '5 create Xi',
    '3 create eve',
    '1 create eve',
  ]);
});

test('a plan as JSON is what its schema says, and has all that the contract says', () => {
  const plan = planOf(yaml, live, { base: yaml });
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(JSON.parse(JSON.stringify(plan))), JSON.stringify(validate.errors)).toBe(true);
  expect(plan).toMatchObject({
    format_version: '1.0',
    tool_version: '0.1.0',
    created_at: '2026-11-20T12:00:00.000Z',
    endpoint: 'https://huggingface.co',
    organization: 'acme-ai',
    summary: {
      create: 6,
      update: 4,
      delete: 2,
      destructive: 3,
      blocked: 1,
      unmanaged: 3,
      groups: 5,
      calls: 11,
    },
  });
  expect(membershipsIn(plan.changes)[0]).toEqual({
    kind: 'membership',
    action: 'create',
    group: { id: idOf(2), name: 'Same' },
    user: 'eve',
    before: null,
    after: 'read',
    destructive: false,
    origin: 'drift',
    source: { file: 'groups.yaml', line: 10, column: 49 },
    reason: 'OPS-412',
    via: null,
    cause: 'declared',
    expires: '2026-12-31',
    afterwards: { role: null, via: null },
    first_access: true,
  });
  expect(plan.blocked).toEqual([
    {
      kind: 'membership',
      group: { id: idOf(3), name: '～' },
      user: 'kmi',
      after: 'read',
      reason: 'not_in_organization',
      suggestion: 'kim',
      hint: null,
      held_by: null,
      source: { file: 'groups.yaml', line: 11, column: 30 },
      via: null,
      origin: 'drift',
    },
  ]);
  expect(plan.unmanaged).toEqual([
    { group: { id: idOf(4), name: 'Same' }, user: 'ada', role: 'read' },
    { group: { id: idOf(3), name: '～' }, user: 'ada', role: 'read' },
    { group: { id: idOf(1), name: '😀' }, user: 'ada', role: 'read' },
  ]);
  expect(plan.groups.map(({ id }) => id)).toEqual([2, 4, 5, 3, 1].map(idOf));
});

test('calls are data: settings, adds in batches, then role changes, then removals, group by group', () => {
  const group2 = `/api/organizations/acme-ai/resource-groups/${idOf(2)}/users`;
  const { calls } = planOf(yaml, live, { batchSize: 1, selection: ['A'] });
  expect(calls).toEqual([
    { method: 'PATCH', path: group2.replace(/\/users$/, ''), body: { name: 'A' }, changes: [0] },
    { method: 'POST', path: group2, body: { users: [{ user: 'eve', role: 'read' }] }, changes: [1] },
    { method: 'POST', path: group2, body: { users: [{ user: 'Xi', role: 'read' }] }, changes: [2] },
    { method: 'PATCH', path: `${group2}/bob`, body: { role: 'admin' }, changes: [3] },
    { method: 'PATCH', path: `${group2}/kim`, body: { role: 'read' }, changes: [4] },
    { method: 'DELETE', path: `${group2}/ada`, body: null, changes: [5] },
    { method: 'DELETE', path: `${group2}/Zed`, body: null, changes: [6] },
  ]);
  const [, batch] = planOf(yaml, live, { batchSize: 2, selection: ['A'] }).calls;
  expect(batch).toEqual({
    method: 'POST',
    path: group2,
    body: {
      users: [
        { user: 'eve', role: 'read' },
        { user: 'Xi', role: 'read' },
      ],
    },
    changes: [1, 2],
  });
});

test('every error is reported, in reading order, with the warnings that were there before', () => {
  const warnings = [diagnose('unused-team', null, 'A warning')];
  const planned = tryPlan(
    `groups:
  Nowhere: {}
  same: { members: { eve: read, eve@acme.ai: write } }
  Same: {}
teams:
  t1: { members: [bob, bob@acme.ai] }
`,
    live,
    { warnings, selection: null },
  );
  expect(planned.ok ? [] : planned.diagnostics.map(({ code, source }) => [code, source?.line])).toEqual([
    ['unused-team', undefined],
    ['duplicate-person', 5],
    ['duplicate-person', 8],
  ]);
});

test('people with a full name come by username, in code points of lower case', () => {
  const named = ['Ab', 'a_b', 'AA'].map((user) => ({ user, role: 'write', fullname: `The ${user}` }));
  const { people } = planOf(
    'groups: { same: { members: { ab: read, A_B: read, aa: read } } }',
    snapshotOf([group(5, 'same', {})], [...named, { user: 'eve', fullname: 'eve' }]),
  );
  expect(people.map(({ user, fullname }) => `${user}: ${fullname}`)).toEqual([
    'a_b: The a_b',
    'AA: The AA',
    'Ab: The Ab',
  ]);
});

test('warnings of loading are in the plan', () => {
  const { warnings } = planOf('groups: {}', live, { warnings: [diagnose('unused-team', null, 'A warning')] });
  expect(warnings).toEqual([{ code: 'unused-team', message: 'A warning', source: null }]);
});

test('a group with neither members nor teams is left alone', () => {
  const plan = planOf(`groups: { A: { id: "${idOf(2)}", membership: exact } }`, live);
  expect(linesOf(plan)).toEqual([]);
  expect(plan.unmanaged.map(({ user }) => user)).toEqual(['ada', 'bob', 'kim', 'Zed']);
  expect(plan.policy.managed_groups).toEqual([]);
  expect(plan.warnings).toEqual([]);
});

test('a live name that cannot stand in a path is an error for people, never another path', () => {
  const odd = snapshotOf([group(1, 'One', { '..': 'read' })], [{ user: '..', verifiedEmail: null }]);
  expect(() => planOf('groups: { One: { membership: exact, members: {} } }', odd)).toThrow(KnownError);
});
