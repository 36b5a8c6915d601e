import { expect, test } from 'vitest';
import { maxComparisons } from '../../src/kinds/membership/suggest.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';
import { organizationOf, planAtScale } from '../support/scale.ts';

test('the nearest username comes in the spelling of the Hub, for each group alike', () => {
  const live = snapshotOf([group(1, 'One', {}), group(2, 'Two', {})], members('Kim', 'ada'));
  const plan = planOf('groups: { One: { members: { kmi: read } }, Two: { members: { KMI: read } } }', live);
  expect(plan.blocked.map(({ user, suggestion }) => [user, suggestion])).toEqual([
    ['kmi', 'Kim'],
    ['KMI', 'Kim'],
  ]);
});

test('an address is compared with those that somebody has', () => {
  const live = snapshotOf([group(1, 'One', {})], members('kim'), {
    emails: { 'kmi@acme.ai': null, 'Zoe@acme.ai': 'Zoe' },
  });
  const plan = planOf(
    'groups: { One: { members: { kmi@acme.ai: read, kxx@acme.ai: read, zeo@acme.ai: read } } }',
    live,
  );
  expect(plan.blocked.map(({ suggestion }) => suggestion)).toEqual(['kim', null, 'Zoe']);
});

test('in an organization without members there is none', () => {
  const plan = planOf('groups: { One: { members: { kmi: read } } }', snapshotOf([group(1, 'One', {})], []));
  expect(plan.blocked.map(({ suggestion }) => suggestion)).toEqual([null]);
});

test('however many are blocked, only so many comparisons are made, for the first names', () => {
  const organization = organizationOf(2, 500, 'blocked');
  const { blocked } = planAtScale(organization, false);
  const most = maxComparisons / organization.live.people.size;
  const names = blocked.map(({ user }) => user ?? '').sort();
  const suggested = blocked.flatMap(({ user, suggestion }) => (suggestion === null ? [] : [user]));
  expect(names).toHaveLength(1000);
  expect(suggested.length).toBeGreaterThan(100);
  expect(names.slice(0, most)).toEqual(expect.arrayContaining(suggested));
});
