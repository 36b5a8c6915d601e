import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import groupsSchema from '../../schemas/groups.schema.json' with { type: 'json' };
import { documentedCommands } from '../../scripts/docs/cli-reference.ts';
import { examplesOf, fallbackOf, fileProperties } from '../../scripts/docs/file-reference.ts';
import { anchorsIn } from '../../scripts/docs/markdown.ts';
import { diagnosticCatalog } from '../../src/diagnostics/catalog.ts';
import { errorCatalog } from '../../src/diagnostics/error-catalog.ts';
import { guardNames } from '../../src/model/plan.ts';
import { readProjectFile, root } from './pages.ts';

describe('the file reference', () => {
  const ajv = new Ajv2020({ strict: false, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });
  const properties = fileProperties().map((property) => ({ property, path: property.path }));

  it.each(properties)('$path has a description, an example and a default', ({ property }) => {
    expect(property.schema.description).toMatch(/\.$/);
    if (property.path !== 'waivers[]') expect(examplesOf(property)).not.toEqual([]);
    if (!property.required) expect(fallbackOf(property)).not.toBeNull();
  });

  it.each(properties)('$path has an example that fits', ({ property }) => {
    const validate = ajv.compile({ ...property.schema, $defs: groupsSchema.$defs });
    for (const example of examplesOf(property)) expect([example, validate(example)]).toEqual([example, true]);
  });

  it('has every property name of the schema', () => {
    const text = readProjectFile('docs/file.md');
    const names = new Set(propertyNames(groupsSchema));
    expect(names.size).toBeGreaterThan(15);
    // As a name of its own, or as the last part of a path.
    expect([...names].filter((name) => !new RegExp(`[\`.]${name}\``).test(text))).toEqual([]);
  });
});

describe('the command reference', () => {
  const text = readProjectFile('docs/cli.md');

  it.each(documentedCommands().map((command) => [command.name(), command] as const))(
    'has %s with every option',
    (name, command) => {
      expect(anchorsIn(text)).toContain(name);
      for (const { flags } of command.options) expect(text).toContain(flags.replaceAll('|', '\\|'));
    },
  );

  it('has every environment variable that the program reads', () => {
    const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/^(?:sandbox|github|action|init)/.test(name))
      .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'));
    const named = sources.flatMap((source) => [
      ...[...source.matchAll(/env\['(\w+)'\]/g)].map(([, name = '']) => name),
      ...[...source.matchAll(/'((?:HF|XDG|HUGGING)_\w+)'/g)].map(([, name = '']) => name),
    ]);
    expect(named).toContain('HF_TOKEN_PATH');
    expect(named.filter((name) => !text.includes(`| \`${name.toUpperCase()}\` |`))).toEqual([]);
  });
});

describe('the diagnostics', () => {
  const anchors = anchorsIn(readProjectFile('docs/diagnostics.md'));

  it('have a section for every code, and each code once', () => {
    const codes = [...Object.keys(diagnosticCatalog), ...Object.keys(errorCatalog), ...guardNames];
    expect(anchors).toEqual(expect.arrayContaining(codes));
    expect(new Set(codes).size).toBe(codes.length);
    expect(anchors.filter((anchor) => /-1$/.test(anchor))).toEqual([]);
  });

  it.each(Object.entries({ ...diagnosticCatalog, ...errorCatalog }))(
    '%s has a cause and a cure',
    (_, entry) => {
      expect(entry.title).not.toMatch(/\.$/);
      expect(entry.cause).toMatch(/[.…]$/);
      expect(entry.cure).toMatch(/\.$/);
    },
  );
});

/** The keys of every `properties` in a schema, however deep. */
function propertyNames(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value) : []),
    ...propertyNames(value),
  ]);
}
