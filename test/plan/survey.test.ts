import { expect, test } from 'vitest';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

const one = group(1, 'One', { Ada: 'admin', bob: 'read' });
const live = snapshotOf([one], members('Ada', 'bob', 'kim', 'zoe'));
const odd = (groups: readonly unknown[], people: readonly unknown[]) => ({
  ...live,
  groups: [one, ...groups],
  members: [...live.members, ...people],
});

test.each<[string, readonly unknown[], readonly unknown[], readonly string[]]>([
  ['none', [], [], []],
  ['a group', [{}], [], ['1 group that does']],
  ['groups and a member', [{}, 7], [{}], ['2 groups that do', '1 member that does']],
])('what does not say which it is, is told: %s', (_, groups, people, things) => {
  const { warnings } = planOf('groups: {}', odd(groups, people) as typeof live);
  expect(warnings.map(({ code, message }) => [code, message])).toEqual(
    things.map((some) => ['odd-answer', `The Hub lists ${some} not say which it is, and is passed over`]),
  );
});

test('how much is declared: groups, those whose members are managed, and memberships with those of teams', () => {
  const yaml = `teams: { t: { members: [kim, zoe] }, u: { members: [kim] } }
groups: { One: { members: { ada: admin }, teams: { t: read, u: write } }, Two: {}, Gone: { members: { bob: read } } }`;
  const { declared } = planOf(yaml, snapshotOf([one, group(2, 'Two', {})], live.members));
  expect(declared).toEqual({ groups: 3, managed_groups: 2, memberships: 5 });
});

test('whom it speaks of has a full name, where there is one that says more, by username', () => {
  const people = [
    { user: 'zoe', fullname: 'Zoe Ng' },
    { user: 'Ada', fullname: 'Ada Lovelace' },
    { user: 'bob', fullname: 'bob' },
    { user: 'kim', fullname: null },
    { user: 'root', fullname: 'Not Concerned' },
  ];
  const yaml = 'groups: { One: { members: { zoe: read, ada: absent, bob: write, kim: read, ghost: read } } }';
  expect(planOf(yaml, { ...live, members: people } as unknown as typeof live).people).toEqual([
    { user: 'Ada', fullname: 'Ada Lovelace' },
    { user: 'zoe', fullname: 'Zoe Ng' },
  ]);
});
