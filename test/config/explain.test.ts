import { describe, expect, it } from 'vitest';
import schema from '../../schemas/groups.schema.json' with { type: 'json' };
import { explain } from '../../src/config/explain.ts';
import { Finder } from '../../src/config/finder.ts';
import { parseYaml } from '../../src/config/parse.ts';
import { Collector } from '../../src/diagnostics/collector.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { diagnosticsOf, head, load } from './support/load.ts';

type Explained = Parameters<typeof explain>[0];

/** What is said of an error of the validator in this file. */
function said(text: string, error: Partial<Explained> & Pick<Explained, 'keyword'>): readonly Diagnostic[] {
  const file = new SourceFile('groups.yaml', text);
  const found = new Collector();
  const tree = parseYaml(file, found);
  if (tree === null) throw new Error('it is YAML');
  const rest = { instancePath: '', schemaPath: '#', params: {} };
  explain({ ...rest, ...error }, new Finder(file, tree), found);
  return found.all();
}

describe('what the format does not use yet', () => {
  const text = 'version: 1\norganization: acme-ai\nguards:\n  max_removals: 3\n';

  it('is told in the validator’s words, at its place: a keyword', () => {
    const error = {
      keyword: 'multipleOf',
      instancePath: '/guards/max_removals',
      params: { multipleOf: 2 },
      message: 'must be multiple of 2',
    };
    expect(said(text, error)).toMatchObject([
      {
        code: 'wrong-value',
        message: '`max_removals` must be multiple of 2',
        source: { line: 4, column: 17 },
      },
    ]);
  });

  it('has a message: a pattern', () => {
    const error = {
      keyword: 'pattern',
      instancePath: '/version',
      data: 1,
      schemaPath: '#/properties/version',
    };
    expect(said(text, error)).toMatchObject([
      { code: 'wrong-value', message: '`1` is not what `version` takes', hint: 'Write `version: 1`.' },
    ]);
    expect(said('x\n', { keyword: 'pattern', data: 'x' })).toMatchObject([
      { message: '`x` is not what the file takes' },
    ]);
  });

  it('has a message: an unknown key of an object whose keys are not listed', () => {
    const error = { keyword: 'additionalProperties', params: { additionalProperty: 'guards' } };
    expect(said(text, error)).toMatchObject([
      { code: 'unknown-key', message: 'Unknown key `guards`', hint: 'Known here: .', source: { line: 3 } },
    ]);
  });
});

describe('an unknown key', () => {
  it('goes with all that are known there', () => {
    const [error] = diagnosticsOf(load(`${head}repositories: {}\n`));
    expect(error?.hint).toBe(`Known here: ${Object.keys(schema.properties).join(', ')}.`);
  });

  it.each([
    ['expires', /^It stands with a person/],
    ['toString', /^Known here/],
    ['Organisation', 'Did you mean `organization`?'],
    ['USERS', /^Known here/],
  ])('%s', (key, hint) => {
    const [error] = diagnosticsOf(load(`${head}${key}: {}\n`));
    expect(error?.hint).toMatch(hint);
  });
});
