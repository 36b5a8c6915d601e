import { expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const live = snapshotOf(
  [group(1, 'One', { ada: 'read', bob: 'read' }), group(2, 'Two', {})],
  members('ada', 'bob', 'kim'),
);
const originsOf = (yaml: string, base: string, selection: readonly string[] | null = null) => {
  const { changes, blocked } = planOf(yaml, live, { base, selection });
  return [...membershipsIn(changes), ...blocked].map(
    ({ group, user, origin }) => `${group?.name} ${user} ${origin}`,
  );
};

test('without a base there is no origin', () => {
  const plan = planOf('groups: { One: { members: { kim: read, kmi: read } } }', live);
  expect([...plan.changes, ...plan.blocked].map(({ origin }) => origin)).toEqual([null, null]);
});

test('what the base asks for too is drift, also what is blocked there', () => {
  expect(
    originsOf(
      'groups: { One: { members: { kim: read, ada: write, bob: write, kmi: read, x1: read } } }',
      'groups: { One: { members: { KIM: read, ada: admin, KMI: read, x1: write } } }',
    ),
  ).toEqual([
    'One kim drift',
    'One ada this_change',
    'One bob this_change',
    'One kmi drift',
    'One x1 this_change',
  ]);
});

test('of several blocked settings of a group, that one is drift which the base has too', () => {
  const odd = snapshotOf([group(1, 'One', {}, { spendLimits: { jobs: 0.5, spaces: 0.5 } })], []);
  const { blocked } = planOf('groups: { One: { spend_limits: { jobs: 1, spaces: 1 } } }', odd, {
    base: 'groups: { One: { spend_limits: { jobs: 1 } } }',
  });
  expect(blocked.map(({ subject, origin }) => [subject, origin])).toEqual([
    ['spend_limits.jobs', 'drift'],
    ['spend_limits.spaces', 'this_change'],
  ]);
});

test('a role in the organization is drift where the base asks for it too', () => {
  const roles = (text: string): string => `organization_members: { ${text} }\ngroups: {}`;
  const admins = snapshotOf([], [...members('ada', 'bob'), { user: 'root', role: 'admin' }]);
  const { changes } = planOf(roles('ada: admin, bob: read'), admins, { base: roles('ada: admin') });
  expect(changes.map((change) => ['user' in change && change.user, change.origin])).toEqual([
    ['ada', 'drift'],
    ['bob', 'this_change'],
  ]);
});

test('with a base that cannot be read, everything counts as asked for', () => {
  const { changes, blocked } = planOf('groups: { One: { members: { kim: read, kmi: read } } }', live, {
    base: 'unreadable',
  });
  expect([...changes, ...blocked].map(({ origin }) => origin)).toEqual(['this_change', 'this_change']);
});

test('the same operation is drift whatever asks for it', () => {
  const base = 'teams: { t1: { members: [kim@acme.ai] } }\ngroups: { One: { teams: { t1: read } } }';
  expect(originsOf('groups: { One: { members: { kim: read } } }', base)).toEqual(['One kim drift']);
});

test('a group that the base declares by another name, also when only it is planned', () => {
  const head = `groups: { New: { id: "${idOf(1)}", members: { kim: read } }, Two: { members: { kim: read } } }`;
  const base = `groups: { Old: { id: "${idOf(1)}", members: { kim: read } }, Two: { members: { ada: read } } }`;
  expect(originsOf(head, base)).toEqual(['One kim drift', 'Two kim this_change']);
  expect(originsOf(head, base, ['New'])).toEqual(['One kim drift']);
});

test('errors of the base do not count, and stop nothing', () => {
  const base = `groups:
  Renamed since: { members: { kim: read } }
  One: { members: { kim: read, kim@acme.ai: write } }
  Alias: { id: "${idOf(1)}", members: { ada: admin } }
`;
  const head = 'groups: { One: { members: { kim: read, ada: admin } } }';
  expect(originsOf(head, base)).toEqual(['One kim drift', 'One ada this_change']);
});

test('the base is planned for the same day', () => {
  const until = (day: string): string =>
    `groups: { One: { members: { ada: { role: read, expires: ${day} } } } }`;
  expect(originsOf(until('2026-11-19'), until('2026-11-20'))).toEqual(['One ada this_change']);
  expect(originsOf(until('2026-11-19'), until('2020-01-01'))).toEqual(['One ada drift']);
});
