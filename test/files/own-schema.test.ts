import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { ownSchema } from '../../src/text/own-schema.ts';

const names = readdirSync('schemas').filter((name) => name.endsWith('.json'));

function isValid(schema: object): boolean | PromiseLike<unknown> {
  return new Ajv2020({ strict: false }).validateSchema(schema);
}

describe('the schemas are what the program takes them for without looking', () => {
  test.each(names)('%s fits its meta-schema', (name) => {
    const schema = JSON.parse(readFileSync(`schemas/${name}`, 'utf8'));
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(isValid(schema)).toBe(true);
    expect(isValid({ ...schema, type: 'nothing' })).toBe(false);
  });

  test('a schema means the same when it is taken as it is', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      unevaluatedProperties: false,
    };
    const [checked, taken] = [new Ajv2020(), new Ajv2020(ownSchema)].map((ajv) => ajv.compile(schema));
    for (const value of [{}, { a: 1 }, []]) expect(taken?.(value)).toBe(checked?.(value));
  });
});
