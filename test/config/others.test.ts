import { expect, test } from 'vitest';
import { combine } from '../../src/config/combine.ts';
import { parseYaml } from '../../src/config/parse.ts';
import { readDeclaration } from '../../src/config/read-declaration.ts';
import { Collector } from '../../src/diagnostics/collector.ts';
import { SourceFile, sourceOf } from '../../src/text/source-file.ts';

/** A configuration of texts, whatever the schema says of them: it permits what some kind of change knows. */
function configurationOf(...texts: readonly string[]) {
  const found = new Collector();
  const declarations = texts.map((text, index) => {
    const file = new SourceFile(`${index + 1}.yaml`, `organization: acme-ai\n${text}`);
    const tree = parseYaml(file, found);
    if (tree === null) throw new Error('a mapping was expected');
    return readDeclaration(file, tree, found);
  });
  const configuration = combine(declarations, [], null, found);
  if (configuration === null) throw new Error('an organization was expected');
  return configuration;
}

test('what stands beside the groups is kept with its place, of every file that has it, in their order', () => {
  const { others } = configurationOf('roster: { ada: read }\nshelf: 1', 'roster: { kim: read }\nteams: {}');
  expect([...others.keys()]).toEqual(['roster', 'shelf']);
  const places = others.get('roster')?.map(({ place, tree }) => ({ ...sourceOf(place), kind: tree.kind }));
  expect(places).toEqual([
    { file: '1.yaml', line: 2, column: 1, kind: 'map' },
    { file: '2.yaml', line: 2, column: 1, kind: 'map' },
  ]);
});

test('what only one kind of change or one guard knows of a section is kept, and the rest of it is not', () => {
  const { defaults, guards, groups } = configurationOf(
    'defaults: { membership: exact, shelf: top }\nguards: { max_removals: 3, most: 5 }\ngroups: { One: { id: x, shelf: low } }',
  );
  expect([...defaults.keys()]).toEqual(['shelf']);
  expect([...guards.others.keys()]).toEqual(['most']);
  expect([...(groups[0]?.others.keys() ?? [])]).toEqual(['shelf']);
});

test('without such sections there is nothing', () => {
  const { defaults, guards, others } = configurationOf('groups: {}');
  expect([defaults.size, guards.others.size, others.size]).toEqual([0, 0, 0]);
});
