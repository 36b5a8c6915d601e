import { expect, test } from 'vitest';
import { organizationOf, planAtScale } from '../support/scale.ts';

test('however many are blocked, only so much is compared, for the first names', () => {
  const organization = organizationOf(2, 500, 'blocked');
  const { blocked } = planAtScale(organization, false);
  const names = blocked.map(({ user }) => user ?? '').sort();
  const suggested = blocked.flatMap(({ user, suggestion }) => (suggestion === null ? [] : [user ?? '']));
  expect(names).toHaveLength(1000);
  expect(suggested.length).toBeGreaterThan(50);
  expect(suggested.length).toBeLessThan(1000);
  expect(suggested.toSorted()).toEqual(names.slice(0, suggested.length));
});
