import { expect, it } from 'vitest';
import { explain } from '../../src/config/explain.ts';
import { Finder } from '../../src/config/finder.ts';
import { parseYaml } from '../../src/config/parse.ts';
import { Collector } from '../../src/diagnostics/collector.ts';
import { SourceFile } from '../../src/text/source-file.ts';

it('tells a keyword that the format does not use yet in the validator’s words, at its place', () => {
  const file = new SourceFile(
    'groups.yaml',
    'version: 1\norganization: acme-ai\nguards:\n  max_removals: 3\n',
  );
  const found = new Collector();
  const tree = parseYaml(file, found);
  if (tree === null) throw new Error('it is YAML');
  const error = {
    keyword: 'multipleOf',
    instancePath: '/guards/max_removals',
    schemaPath: '#',
    params: { multipleOf: 2 },
    message: 'must be multiple of 2',
  };
  explain(error, new Finder(file, tree), found);
  expect(found.all()).toMatchObject([
    {
      code: 'wrong-value',
      message: expect.stringContaining('must be multiple of 2'),
      source: { line: 4, column: 17 },
    },
  ]);
});
