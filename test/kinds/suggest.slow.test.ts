import { expect, test } from 'vitest';
import { maxComparisons } from '../../src/kinds/membership/suggest.ts';
import { organizationOf, planAtScale } from '../support/scale.ts';

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
