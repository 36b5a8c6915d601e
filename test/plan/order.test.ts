import { expect, test } from 'vitest';
import type { Blocked } from '../../src/model/plan.ts';
import { compareGroups, compareViolations, sortBlocked, sortByUser } from '../../src/plan/order.ts';

const [one, two] = [
  { id: '1', name: 'One' },
  { id: '2', name: 'Two' },
];

test.each<[string, Parameters<typeof compareGroups>[0], Parameters<typeof compareGroups>[0]]>([
  ['by name', { id: '2', name: 'A' }, { id: '1', name: 'B' }],
  ['then by id', { id: '1', name: 'A' }, { id: '2', name: 'A' }],
  ['what the Hub does not list before those of its name', { id: null, name: 'A' }, { id: '1', name: 'A' }],
])('groups come %s', (_, first, second) => {
  expect([compareGroups(first, second), compareGroups(second, first)].map(Math.sign)).toEqual([-1, 1]);
  expect(compareGroups(first, first)).toBe(0);
});

test.each<[string, Parameters<typeof compareViolations>[0], Parameters<typeof compareViolations>[0]]>([
  ['a group before the organization', { group: one, user: 'b' }, { group: null, user: 'a' }],
  ['what is of nobody before what is of somebody', { group: one, user: null }, { group: one, user: 'A' }],
  ['in the organization, too, by user', { group: null, user: 'a_b' }, { group: null, user: 'AB' }],
])('violations come %s', (_, first, second) => {
  expect([compareViolations(first, second), compareViolations(second, first)].map(Math.sign)).toEqual([
    -1, 1,
  ]);
  expect(compareViolations(first, first)).toBe(0);
});

test('what a group is about comes by user in lower case, in code points: `_` before the letters', () => {
  const items = ['ab', 'A_b', null, 'Aa'].map((user) => ({ group: one, user }));
  expect(sortByUser(items).map(({ user }) => user)).toEqual([null, 'A_b', 'Aa', 'ab']);
});

test('violations come by group, then by user in lower case; those of no group, or of the organization, last', () => {
  const sorted = (...items: readonly Parameters<typeof compareViolations>[0][]) =>
    items.toSorted(compareViolations).map(({ group, user }) => `${group?.name} ${user}`);
  expect(
    sorted(
      { group: two, user: 'a' },
      { group: one, user: 'ab' },
      { group: one, user: 'A_b' },
      { group: one, user: null },
    ),
  ).toEqual(['One null', 'One A_b', 'One ab', 'Two a']);
  expect(sorted({ group: two, user: null }, { group: null, user: null })).toEqual([
    'Two null',
    'undefined null',
  ]);
  expect(sorted({ group: null, user: 'a' }, { group: two, user: 'b' })).toEqual(['Two b', 'undefined a']);
  expect(sorted({ group: null, user: 'AB' }, { group: null, user: 'a_b' })).toEqual([
    'undefined a_b',
    'undefined AB',
  ]);
});

test('what is blocked comes by group, then by user or subject in lower case, then by kind', () => {
  const base = { after: null, suggestion: null, hint: null, source: null, via: null, origin: null } as const;
  const setting = (subject: 'name' | 'auto_join'): Blocked => ({
    ...base,
    kind: 'setting',
    group: one,
    user: null,
    subject,
    reason: 'unreadable',
  });
  const member = (user: string | null, group = one): Blocked => ({
    ...base,
    kind: 'membership',
    group,
    user,
    reason: 'not_in_organization',
    held_by: null,
  });
  const sorted = sortBlocked([
    member('Kim', two),
    member('nam_e'),
    member('name'),
    setting('name'),
    member('Ada'),
    setting('auto_join'),
    member(null),
  ]);
  expect(sorted.map((entry) => `${entry.group?.name} ${entry.kind} ${entry.user ?? entry.subject}`)).toEqual([
    'One membership undefined',
    'One membership Ada',
    'One setting auto_join',
    'One membership nam_e',
    'One setting name',
    'One membership name',
    'Two membership Kim',
  ]);
});
