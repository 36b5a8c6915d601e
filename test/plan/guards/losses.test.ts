import { describe, expect, test } from 'vitest';
import { liveOf } from '../../../src/live/live.ts';
import { roleLosses } from '../../../src/plan/guards/role-losses.ts';
import { group, idOf, members, planOf, snapshotOf } from '../../support/planning.ts';

describe('group-deletion names', () => {
  const told = (count: number): string | undefined => {
    const users = Array.from({ length: count }, (_, at) => `u${at}`);
    const live = snapshotOf(
      [group(1, 'Old', Object.fromEntries(users.map((user) => [user, 'read'])))],
      members(...users),
    );
    return planOf(`groups: { Old: { id: "${idOf(1)}", state: absent } }`, live).violations[0]?.message;
  };
  const six = 'u0 read, u1 read, u2 read, u3 read, u4 read, u5 read';
  test.each<[string, number, string]>([
    ['everybody, where they are few', 6, `6 people lose it (${six})`],
    ['some of many, and counts the others', 8, `8 people lose it (${six}, 2 more)`],
  ])('%s', (_, count, expected) => {
    expect(told(count)).toBe(`"Old" would be deleted; ${expected}; it holds nothing`);
  });
});

describe('a lower role in the organization', () => {
  const live = snapshotOf(
    [group(1, 'One', { ada: 'read', bob: 'admin', k1: 'admin' })],
    [...members('ada', 'bob', 'k1'), { user: 'root', role: 'admin' }],
  );

  test('is refused at the line that asks for it, whatever the same person gets in a group', () => {
    const { violations } = planOf(
      `guards: { protected_members: [ada, bob] }
organization_members:
  bob: read
  ada: contributor
groups:
  One: { description: New, members: { ada: write, bob: admin } }
`,
      live,
    );
    expect(violations.map(({ guard, user, source }) => [guard, user, source?.line])).toEqual([
      ['protected-member', 'ada', 6],
      ['protected-member', 'bob', 5],
    ]);
  });

  test('is seen by what is live before and after', () => {
    const { people } = liveOf(live);
    const then = (role: string | null) => {
      const ada = people.get('ada');
      if (ada === undefined) throw new Error('she is there');
      return new Map([...people, ['ada', { ...ada, role }]]);
    };
    const lossesTo = (after: typeof people, before = people) =>
      roleLosses([], { ...liveOf(live), people: before }, after).map(
        ({ user, before: from, after: to, source }) => [user, from, to, source],
      );
    expect(lossesTo(then('read'))).toEqual([['ada', 'write', 'read', null]]);
    expect(lossesTo(then('admin'))).toEqual([]);
    expect(lossesTo(then('write'))).toEqual([]);
    expect(lossesTo(new Map([...people].filter(([key]) => key !== 'ada')))).toEqual([
      ['ada', 'write', null, null],
    ]);
    expect(lossesTo(then('read'), then(null))).toEqual([]);
    expect(lossesTo(then('odd'), then('odd'))).toEqual([]);
  });
});
