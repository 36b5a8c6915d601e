import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import faults from '../../schemas/faults.schema.json' with { type: 'json' };
import hub from '../../schemas/hub.schema.json' with { type: 'json' };
import seed from '../../schemas/seed.schema.json' with { type: 'json' };

/** The places of properties and definitions that nothing describes. */
function undescribed(node: unknown, place: string): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const here = `${place}/${key}`;
    if (key !== 'properties' && key !== '$defs') return undescribed(value, here);
    return Object.entries(typeof value === 'object' && value !== null ? value : {}).flatMap(
      ([name, schema]) => [
        ...(typeof schema === 'object' && schema !== null && 'description' in schema
          ? []
          : [`${here}/${name}`]),
        ...undescribed(schema, `${here}/${name}`),
      ],
    );
  });
}

describe.each([
  ['hub', hub],
  ['seed', seed],
  ['faults', faults],
])('schemas/%s.schema.json', (_, schema) => {
  it('compiles without a doubt', () => {
    const ajv = new Ajv2020({ strictSchema: true, strictTypes: true, strictTuples: true });
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  it('describes every property and definition', () => {
    expect(undescribed(schema, '')).toEqual([]);
  });
});
