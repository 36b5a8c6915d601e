import groupsSchema from '../../schemas/groups.schema.json' with { type: 'json' };
import { code, table } from './markdown.ts';
import { definitionOf, resolved, type Schema, value } from './schema.ts';

/** A property of the configuration: its path as people write it, and its schema. */
export interface FileProperty {
  /** `groups.NAME.members`. */
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** What the schema does not say: the value that holds when a property is not given, and an example of one. */
const extras: Readonly<Record<string, { readonly fallback?: string; readonly example?: unknown }>> = {
  version: { example: 1 },
  defaults: { fallback: 'the defaults of its properties', example: { membership: 'exact' } },
  'defaults.membership': { fallback: '`additive`', example: 'exact' },
  'defaults.resources': { fallback: '`additive`', example: 'exact' },
  guards: { fallback: 'the defaults of its properties', example: { max_removals: 10 } },
  'guards.max_removals': { fallback: '25 %, and 5 are always allowed' },
  'guards.max_joins': { fallback: '50' },
  'guards.protected_members': { fallback: 'nobody', example: ['ci-bot'] },
  policy: { fallback: 'no rules', example: { reasons: ['admin'] } },
  'policy.reasons': { fallback: 'none' },
  'policy.lifetimes': { fallback: 'none' },
  'policy.lifetimes.ROLE': { example: '90d' },
  'policy.separate': { fallback: 'none' },
  'policy.separate[]': { example: ['Payments', 'Audit'] },
  'policy.files': { fallback: 'every file may declare everything' },
  'policy.files[]': { example: { path: 'access/research/**', groups: ['Research *'] } },
  people: { fallback: 'only the Hub knows who has which address' },
  teams: { fallback: 'none', example: { research: { members: ['ada'] } } },
  'teams.NAME': { example: { members: ['ada', 'grace@acme.ai'], include: ['interns'] } },
  'teams.NAME.members': { fallback: 'nobody', example: ['ada', 'grace@acme.ai'] },
  'teams.NAME.include': { fallback: 'none', example: ['interns'] },
  groups: { fallback: 'none', example: { Evaluation: { members: { ada: 'admin' } } } },
  'groups.NAME': { example: { membership: 'exact', members: { ada: 'admin' }, teams: { research: 'read' } } },
  'groups.NAME.id': { fallback: 'the group is found by its exact name' },
  'groups.NAME.create': { fallback: 'a group that is not there is blocked' },
  'groups.NAME.state': { fallback: 'it stays', example: 'absent' },
  'groups.NAME.managed_by': { fallback: 'this file', example: 'scim' },
  'groups.NAME.description': { fallback: 'not managed' },
  'groups.NAME.auto_join': { fallback: 'not managed' },
  'groups.NAME.auto_join.role': { example: 'read' },
  'groups.NAME.auto_join.scope': { example: 'read_plus' },
  'groups.NAME.resources': { fallback: 'not managed' },
  'groups.NAME.resources.mode': { fallback: '`defaults.resources`', example: 'exact' },
  'groups.NAME.resources.models': { fallback: 'none' },
  'groups.NAME.resources.datasets': { fallback: 'none', example: ['acme-ai/web'] },
  'groups.NAME.resources.spaces': { fallback: 'none', example: ['acme-ai/demo'] },
  'groups.NAME.resources.buckets': { fallback: 'none', example: ['acme-ai/checkpoints'] },
  'groups.NAME.resources.collections': { fallback: 'none' },
  'groups.NAME.spend_limits': { fallback: 'not managed', example: { total: 500, jobs: 99.5 } },
  'groups.NAME.spend_limits.total': { fallback: 'not managed' },
  'groups.NAME.spend_limits.inference_providers': { fallback: 'not managed' },
  'groups.NAME.spend_limits.spaces': { fallback: 'not managed' },
  'groups.NAME.spend_limits.jobs': { fallback: 'not managed' },
  'groups.NAME.spend_limits.endpoints': { fallback: 'not managed' },
  'groups.NAME.membership': { fallback: 'that of `defaults`', example: 'exact' },
  'groups.NAME.members': { fallback: 'nobody by name', example: { ada: 'admin', bob: 'absent' } },
  'groups.NAME.members.PERSON': { example: 'write' },
  'groups.NAME.members.PERSON.role': { example: 'read' },
  'groups.NAME.members.PERSON.expires': { fallback: 'no end' },
  'groups.NAME.members.PERSON.reason': { fallback: 'none' },
  'groups.NAME.members.PERSON.service_account': { fallback: '`false`', example: true },
  'groups.NAME.teams': { fallback: 'none', example: { research: 'read' } },
  'groups.NAME.teams.TEAM': { example: 'read' },
  'groups.NAME.teams.TEAM.role': { example: 'read' },
  'groups.NAME.teams.TEAM.expires': { fallback: 'no end' },
  'groups.NAME.teams.TEAM.reason': { fallback: 'none' },
  organization_members: { fallback: 'nobody’s role is managed', example: { ada: 'admin', kim: 'read' } },
  'organization_members.PERSON': { example: 'contributor' },
  waivers: {
    fallback: 'none',
    example: [{ guard: 'last-admin', digest: `sha256:${'0'.repeat(64)}`, reason: 'OPS-412' }],
  },
  'waivers[].guard': { example: 'max-removals' },
  'waivers[].digest': { example: `sha256:${'0'.repeat(64)}` },
  'waivers[].reason': { example: 'The team was wound down, OPS-412' },
};

/** What the keys of a map are, by the path of the map. */
const keys: Readonly<Record<string, string>> = {
  teams: 'NAME',
  groups: 'NAME',
  'groups.NAME.members': 'PERSON',
  organization_members: 'PERSON',
  'policy.lifetimes': 'ROLE',
  'groups.NAME.teams': 'TEAM',
};

const root: Schema = groupsSchema;

/** Every property of the configuration, in the order of the schema, outer before inner. */
export function fileProperties(): readonly FileProperty[] {
  return propertiesOf(root, '');
}

/** The examples of a property: the schema's own, or the one that is kept here. */
export function examplesOf({ path, schema }: FileProperty): readonly unknown[] {
  if (schema.examples !== undefined) return schema.examples;
  const example = extras[path]?.example;
  return example === undefined ? [] : [example];
}

/** What holds when a property is not given, for people; `null` when it must be. */
export function fallbackOf({ path, required }: FileProperty): string | null {
  return required ? null : (extras[path]?.fallback ?? null);
}

/** A table for each mapping of the file, with a row for each of its keys, outer before inner. */
export function fileReference(): string {
  const byParent = new Map<string, FileProperty[]>();
  for (const property of fileProperties()) {
    const parent = property.path.slice(0, -lastOf(property.path).length);
    byParent.set(parent, [...(byParent.get(parent) ?? []), property]);
  }
  return [...byParent].map(([parent, properties]) => part(parent, properties)).join('\n\n');
}

function propertiesOf(schema: Schema, prefix: string): readonly FileProperty[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    withInner(prefix + name, property, (schema.required ?? []).includes(name)),
  );
}

function withInner(path: string, property: Schema, required: boolean): readonly FileProperty[] {
  const schema = resolved(property, root);
  const self = { path, schema, required };
  const { items, additionalProperties } = schema;
  const key = keys[path];
  if (key !== undefined && typeof additionalProperties === 'object')
    return [self, ...withInner(`${path}.${key}`, additionalProperties, true)];
  if (items !== undefined && resolved(items, root).properties !== undefined)
    return [self, ...propertiesOf(resolved(items, root), `${path}[].`)];
  const mapping = schema.then === undefined ? schema : resolved(schema.then, root);
  return [self, ...propertiesOf(mapping, `${path}.`)];
}

function part(parent: string, properties: readonly FileProperty[]): string {
  const title = parent === '' ? 'The whole file' : code(parent.replace(/\.$/, ''));
  return `### ${title}\n\n${table(['key', 'takes', 'without it', 'meaning'], properties.map(row))}`;
}

function row(property: FileProperty): readonly string[] {
  const { path, schema, required } = property;
  const values = valuesText(schema);
  const examples = examplesOf(property).map(value).join(' or ');
  const takes = `${typeText(schema)}${values === '' ? '' : `: ${values}`}${examples === '' ? '' : `; such as ${examples}`}`;
  const name = lastOf(path);
  const isKeyOfPeople = isKey(path);
  return [
    isKeyOfPeople ? `a ${name.toLowerCase()}` : code(name),
    takes,
    required && !isKeyOfPeople ? '_required_' : (fallbackOf(property) ?? ''),
    schema.description ?? '',
  ];
}

/** The last part of a path, without what leads to it. */
function lastOf(path: string): string {
  return /[^.[\]]+$/.exec(path)?.[0] ?? path;
}

/** Whether the last part of a path is a key that people choose. */
function isKey(path: string): boolean {
  return Object.values(keys).includes(path.split('.').at(-1) ?? '');
}

function typeText(schema: Schema): string {
  if (schema.const !== undefined) return 'whole number';
  if (schema.enum !== undefined) return 'text';
  const choices = [schema.then, schema.else].filter((one) => one !== undefined);
  if (choices.length > 0)
    return [...new Set(choices.map((one) => typeText(resolved(one, root))))].join(' or ');
  switch (schema.type) {
    case 'object':
      return typeof schema.additionalProperties === 'object' ? 'mapping of names' : 'mapping';
    case 'array':
      return schema.items?.$ref === '#/$defs/waiver' ? 'list of mappings' : 'list of names';
    case 'integer':
      return 'whole number';
    case 'number':
      return 'number';
    case 'null':
      return '`null`';
    case 'boolean':
      return 'truth value';
    case 'string':
      return schema.format === 'date' ? 'date' : 'text';
    default:
      throw new Error(`The file reference does not know the type ${String(schema.type)}.`);
  }
}

function valuesText(schema: Schema): string {
  if (schema.const !== undefined) return value(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => code(String(one))).join(', ');
  const named = schema.items ?? schema.propertyNames;
  const name = named === undefined ? null : definitionOf(named);
  if (name === 'person') return 'usernames, and e-mail addresses of members of the organization';
  if (name === 'name') return 'names of 1 to 200 characters';
  const choices = [schema.then, schema.else].filter((one) => one !== undefined);
  if (choices.length > 0)
    return choices
      .map((one) => valuesText(resolved(one, root)))
      .filter((text) => text !== '')
      .join('; or ');
  if (schema.format === 'date') return '`YYYY-MM-DD`';
  if (schema.pattern !== undefined) return `what matches ${code(schema.pattern)}`;
  if (schema.maxLength !== undefined) return `at most ${schema.maxLength} characters`;
  if (schema.minimum !== undefined) return `${schema.minimum} or more`;
  if (schema.type === 'boolean') return '`true`, `false`';
  return '';
}
