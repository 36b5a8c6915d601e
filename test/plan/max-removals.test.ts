import { describe, expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

const many = (count: number, prefix = 'user'): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
const usersOf = (names: readonly string[], role = 'read'): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, role]));
const absent = (names: readonly string[]): string => names.map((name) => `      ${name}: absent\n`).join('');
const inOne = (entries: string, head = ''): string => `${head}groups:\n  One:\n    members:\n${entries}`;

describe('max-removals', () => {
  test.each<[string, number, number, string, boolean]>([
    ['5 are always allowed by default', 6, 5, '', false],
    ['6 of 20 are more than 25 %', 20, 6, '', true],
    ['6 of 23 are more than 25 %, rounded down to 5', 23, 6, '', true],
    ['6 of 24 are 25 %', 24, 6, '', false],
    ['7 of 27 are more than 25 %, rounded down to 6', 27, 7, '', true],
    ['25 of 100 are 25 %', 100, 25, '', false],
    ['26 of 100 are more', 100, 26, '', true],
    ['a percentage in the file holds as it stands: 2 of 8', 8, 2, '25%', false],
    ['and 3 of 11 are more', 11, 3, '25%', true],
    ['0 % allows none', 50, 1, '0%', true],
    ['100 % allows all', 3, 2, '100%', false],
    ['7 % of 100 is 7', 100, 7, '7%', false],
    ['7 % of 99 is 6', 99, 7, '7%', true],
    ['a count', 50, 3, '3', false],
    ['and one more', 50, 4, '3', true],
    ['a count of 0 allows none', 50, 1, '0', true],
    ['a count of 0 allows a plan without removals', 50, 0, '0', false],
  ])('%s', (_, all, removed, limit, refused) => {
    const head = limit === '' ? '' : `guards: { max_removals: ${limit} }\n`;
    const others = many(all - 1);
    const live = snapshotOf(
      [group(1, 'One', { keeper: 'admin', ...usersOf(others) })],
      members('keeper', ...others),
    );
    const entries = `      keeper: admin\n${absent(others.slice(0, removed))}`;
    const found = planOf(inOne(entries, head), live).violations.map(({ guard }) => guard);
    expect(found).toEqual(refused ? ['max-removals'] : []);
  });

  test('demotions and changes from or to unknown roles count, promotions and adds do not', () => {
    const live = snapshotOf(
      [group(1, 'One', { a1: 'write', b1: 'odd', c1: 'read', k1: 'admin' })],
      members('a1', 'b1', 'c1', 'd1'),
    );
    const yaml = inOne(
      '      a1: read\n      b1: admin\n      c1: admin\n      d1: admin\n',
      'guards: { max_removals: 1 }\n',
    );
    const plan = planOf(yaml, live);
    expect(membershipsIn(plan.changes).map(({ user, destructive }) => [user, destructive])).toEqual([
      ['d1', false],
      ['a1', true],
      ['b1', true],
      ['c1', false],
    ]);
    expect(plan.violations).toEqual([
      {
        guard: 'max-removals',
        message:
          '2 removals and lower roles, but no more than 1 are allowed in one run (guards.max_removals)',
        group: null,
        user: null,
        source: null,
        waived: false,
      },
    ]);
  });

  test('a percentage is of the groups with managed membership in this run', () => {
    const names = many(20);
    const live = snapshotOf(
      [
        group(1, 'One', { k1: 'admin', ...usersOf(names) }),
        group(2, 'Two', usersOf(names)),
        group(3, 'Not managed', usersOf(names)),
        group(4, 'Not declared', usersOf(names)),
      ],
      members(...names),
    );
    const yaml = `${inOne(absent(names.slice(0, 6)))}  Two: { members: {} }\n  Not managed: {}\n`;
    expect(planOf(yaml, live).violations).toEqual([]);
    const part = planOf(yaml, live, { selection: ['One'] });
    expect(part.violations.map(({ message }) => message)).toEqual([
      '6 removals and lower roles, but no more than 5 are allowed in one run (25 % of 21 live memberships, and 5 are always allowed)',
    ]);
  });

  test('says what the percentage of the file is of', () => {
    const live = snapshotOf([group(1, 'One', { k1: 'admin', a1: 'read' })], members('a1'));
    const [violation] = planOf(
      inOne('      a1: absent\n', 'guards: { max_removals: 30% }\n'),
      live,
    ).violations;
    expect(violation?.message).toBe(
      '1 removal or lower role, but no more than 0 are allowed in one run (guards.max_removals is 30 % of 2 live memberships)',
    );
  });
});
