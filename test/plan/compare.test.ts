import { afterEach, expect, test, vi } from 'vitest';
import { groupKind } from '../../src/kinds/group/kind.ts';
import { membershipKind } from '../../src/kinds/membership/kind.ts';
import { group, idOf, linesOf, members, planOf, snapshotOf } from '../support/planning.ts';

const live = snapshotOf([group(1, 'One', {})], [...members('ada', 'kim'), { user: 'root', role: 'write' }]);

afterEach(() => {
  vi.restoreAllMocks();
});

test('of groups that the Hub does not list, kinds are told those that are gone as they were to be', () => {
  const compare = vi.spyOn(groupKind, 'compare');
  const gone = `Old: { id: "${idOf(9)}", state: absent }`;
  planOf(`groups: { ${gone}, Mistyped: {}, New: { create: true, members: { ada: admin } }, One: {} }`, live);
  expect(compare.mock.calls.map(([input]) => input.gone.map(({ name }) => name))).toEqual([['Old']]);
});

test('of a group that cannot be made nothing is planned, and of others everything', () => {
  const plan = planOf(
    'groups: { New: { create: true, description: x, members: { ada: read } }, One: { members: { ada: read } } }',
    live,
  );
  expect(linesOf(plan)).toEqual(['+ One: ada -> read']);
  expect(plan.changes).toHaveLength(1);
  expect(plan.blocked.map(({ group: of, reason }) => [of?.name, reason])).toEqual([
    ['New', 'not_organization_admin'],
  ]);
});

test('a change that cannot be made by itself leaves those beside it', () => {
  vi.spyOn(membershipKind, 'hindrance').mockImplementation(({ user, group: target, after, source }) =>
    user === 'ada'
      ? {
          kind: 'membership',
          group: target,
          user,
          after,
          reason: 'scim_managed',
          suggestion: null,
          hint: null,
          held_by: null,
          source,
          via: null,
          origin: null,
        }
      : null,
  );
  const plan = planOf('groups: { One: { description: x, members: { ada: read, kim: read } } }', live);
  expect(linesOf(plan)).toEqual(['+ One: kim -> read']);
  expect(plan.changes).toHaveLength(2);
  expect(plan.blocked).toHaveLength(1);
});
