import { describe, expect, it } from 'vitest';
import schema from '../../schemas/groups.schema.json' with { type: 'json' };
import { spotOf } from '../../src/config/format-place.ts';
import { diagnosticsOf, load } from './support/load.ts';
import { mistakes } from './support/mistakes.ts';

type Slips = Readonly<Record<'type' | 'bound' | 'contradiction', readonly string[]>>;

/** What can be wrong with each property of a group, by the names of the mistakes; none is empty without a reason. */
const ofGroup: Readonly<Record<string, Slips>> = {
  id: { type: ['id int'], bound: ['id url'], contradiction: ['an id twice', 'create beside an id'] },
  create: {
    type: ['create yes'],
    bound: ['a new name too long', 'a new name too long for the Hub alone'],
    contradiction: ['create beside an id', 'state beside create', 'a new name twice'],
  },
  state: {
    type: ['state true'],
    bound: ['state present'],
    contradiction: [
      'state without an id',
      'state beside members',
      'state beside no members',
      'state beside a team',
    ],
  },
  description: {
    type: ['description a number', 'description a list'],
    bound: ['description too long', 'description too long for the Hub alone'],
    contradiction: ['state beside a description'],
  },
  auto_join: {
    type: ['auto_join a role', 'auto_join true', 'auto_join without a scope'],
    bound: ['auto_join with another scope', 'auto_join with a role that there is not'],
    contradiction: ['auto_join beside exact', 'managed_by beside auto_join', 'state beside auto_join'],
  },
  spend_limits: {
    type: ['spend limits one amount', 'spend limit in quotes', 'spend limit left empty', 'spend limit none'],
    bound: [
      'spend limit 99.999',
      'spend limit below nothing',
      'spend limit 1e3',
      'spend limit beyond all counting',
      'spend limit without end',
      'spend limits of a product that there is not',
    ],
    contradiction: ['state beside spend_limits'],
  },
  resources: {
    type: ['a mode of resources in a list', 'resources a list', 'models a name', 'models a mapping'],
    bound: [
      'resources of a type that there is not',
      'a model of somebody else',
      'a model without the organization',
      'a collection without its id',
      'a mode of resources that there is not',
    ],
    contradiction: ['a model in two groups', 'a model twice', 'state beside resources'],
  },
  managed_by: {
    type: ['managed_by true'],
    bound: ['managed_by okta'],
    contradiction: ['managed_by with people', 'managed_by with a team', 'managed_by beside exact'],
  },
  membership: {
    type: ['mode in a mapping'],
    bound: ['membership strict'],
    contradiction: ['state beside a mode'],
  },
  members: { type: ['members as words'], bound: ['role owner'], contradiction: ['duplicate member case'] },
  teams: {
    type: ['group teams list', 'a team with reasons in a list', 'a team with a reason and no role'],
    bound: ['a team that ends some day', 'team of a group, a wrong day'],
    contradiction: ['state beside a team'],
  },
};

/** The same of what stands beside the groups. */
const beside: Readonly<Record<string, Slips>> = {
  organization_members: {
    type: ['organization_members as a list', 'organization_members left empty'],
    bound: ['a role that the organization has not', 'organization_members absent'],
    contradiction: ['organization_members twice'],
  },
  people: { type: ['people as a list'], bound: ['people with a path from the root'], contradiction: [] },
  'guards.max_joins': {
    type: ['max_joins in words'],
    bound: ['max_joins a percentage', 'max_joins below nothing'],
    contradiction: [],
  },
  'defaults.resources': { type: ['a mode of resources in defaults'], bound: [], contradiction: [] },
};

const all = Object.entries({ ...ofGroup, ...beside });

type Schema = { readonly [key: string]: unknown };

/** Every place of the format, as the table of hints writes it. */
function placesIn(node: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [];
  const one: Schema = { ...node };
  const ref = typeof one['$ref'] === 'string' ? one['$ref'].split('/').at(-1) : undefined;
  if (ref !== undefined)
    return placesIn(Object.entries(schema.$defs).find(([name]) => name === ref)?.[1], path);
  const choices = [one['oneOf'], one['anyOf'], [one['then'], one['else']]].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  const own = Object.entries({ ...(typeof one['properties'] === 'object' ? one['properties'] : {}) });
  return [
    path,
    ...choices.flatMap((choice) => placesIn(choice, path).slice(1)),
    ...own.flatMap(([key, value]) => placesIn(value, [...path, key])),
    ...placesIn(one['additionalProperties'], [...path, '*']),
    ...placesIn(one['items'], [...path, '*']),
  ];
}

describe('what to write', () => {
  it('is known of each place of the format', () => {
    const places = placesIn(schema);
    expect(places.map((path) => path.join('/'))).toEqual(
      expect.arrayContaining([
        'groups/*/teams/*/reason',
        'groups/*/resources/mode',
        'organization_members/*',
      ]),
    );
    const unknown = places.filter((path) => spotOf(path).form === null);
    expect(unknown.map((path) => path.join('/'))).toEqual([]);
  });
});

describe('what is wrong with a property', () => {
  it('is looked for in each that a group has', () => {
    const { properties } = schema.properties.groups.additionalProperties;
    expect(Object.keys(ofGroup).sort()).toEqual(Object.keys(properties).sort());
    for (const [, { type, bound, contradiction }] of Object.entries(ofGroup))
      expect(Math.min(type.length, bound.length, contradiction.length)).toBeGreaterThan(0);
  });

  it.each(
    all.flatMap(([property, slips]) =>
      Object.values(slips)
        .flat()
        .map((name) => [property, name] as const),
    ),
  )('%s, %s: is an error with its place and what to do', (_property, name) => {
    const loaded = load(mistakes[name] ?? '');
    expect(loaded.ok).toBe(false);
    for (const { source, severity, message, hint } of diagnosticsOf(loaded)) {
      expect(severity).toBe('error');
      expect(source).toMatchObject({
        file: 'groups.yaml',
        line: expect.any(Number),
        column: expect.any(Number),
      });
      expect(source?.line).toBeGreaterThan(2);
      expect(hint ?? message).toMatch(/\w/);
    }
  });
});
