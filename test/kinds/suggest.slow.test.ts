import { expect, test } from 'vitest';
import { organizationOf, planAtScale } from '../support/scale.ts';

test('however many are blocked, only so much is compared, for the first names', () => {
  const organization = organizationOf(2, 500, 'blocked');
  const { blocked } = planAtScale(organization, false);
  const names = blocked.map(({ user }) => user ?? '').sort();
  const suggested = blocked.flatMap(({ user, suggestion }) => (suggestion === null ? [] : [user ?? '']));
  expect(names).toHaveLength(1000);
  expect(suggested.length).toBeGreaterThan(50);
  const last = names.indexOf(suggested.toSorted().at(-1) ?? '');
  expect(last).toBeLessThan(500);
});
