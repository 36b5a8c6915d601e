import { expect, test } from 'vitest';
import { compareViolations, sortByUser } from '../../src/plan/order.ts';

const [one, two] = [
  { id: '1', name: 'One' },
  { id: '2', name: 'Two' },
];

test('what a group is about comes by user in lower case, in code points: `_` before the letters', () => {
  const items = ['ab', 'A_b', null, 'Aa'].map((user) => ({ group: one, user }));
  expect(sortByUser(items).map(({ user }) => user)).toEqual([null, 'A_b', 'Aa', 'ab']);
});

test('violations come by group, then by user in lower case; those of no group keep their place', () => {
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
  expect(sorted({ group: null, user: null }, { group: two, user: null })).toEqual([
    'undefined null',
    'Two null',
  ]);
  expect(sorted({ group: null, user: 'AB' }, { group: null, user: 'a_b' })).toEqual([
    'undefined a_b',
    'undefined AB',
  ]);
});
