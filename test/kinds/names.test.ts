import { describe, expect, test } from 'vitest';
import schemaOfPlans from '../../schemas/plan.schema.json' with { type: 'json' };
import schemaOfReports from '../../schemas/report.schema.json' with { type: 'json' };
import { kindNames, reasonsOfAll } from '../../src/kinds/registry.ts';

describe.each([
  ['plans', schemaOfPlans],
  ['reports', schemaOfReports],
])('in the schema of %s', (_, { $defs }) => {
  const { kind, reason } = $defs.blocked.properties;
  const sorted = (names: Iterable<string>): readonly string[] => [...names].toSorted();

  test('what is blocked is of any kind of the registry, and of no other', () => {
    expect(sorted(kind.enum)).toEqual(sorted(kindNames));
  });

  test('it is so for any reason of a kind, and for no other', () => {
    expect(sorted(reason.enum)).toEqual(sorted(reasonsOfAll.keys()));
  });
});
