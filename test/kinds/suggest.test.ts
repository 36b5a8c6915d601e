import { expect, test } from 'vitest';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

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
