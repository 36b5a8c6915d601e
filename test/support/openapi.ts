import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import hubSchema from '../../schemas/hub.schema.json' with { type: 'json' };

/**
 * Compares exchanges with the Hub's own OpenAPI description where it lies next to the repository, and always with
 * `schemas/hub.schema.json`. The description is not part of the repository: say in a test's name which of the two it
 * was compared with (`comparedWith`).
 */
const place = new URL('../../../shared/hub-openapi.json', import.meta.url);

/** Whether the Hub's description is there. */
export const descriptionPresent: boolean = existsSync(place);

/** For names of tests. */
export const comparedWith: string = descriptionPresent
  ? "compared with the Hub's description and with schemas/hub.schema.json"
  : "compared with schemas/hub.schema.json alone, since the Hub's description is not there";

/** One request and its answer. `query` holds the last value of each name; bodies are parsed JSON. */
export interface CheckedExchange {
  readonly method: string;
  /** Without origin and query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** `undefined` without one. */
  readonly requestBody?: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** Something that the description says wrongly, and what is taken in its place. */
interface KnownFault {
  readonly what: string;
  /** The object `node` of the description at `path` (its keys, joined by spaces), mended. */
  readonly mend: (node: Json, path: string) => Json;
}

/** Every known fault of the description of August 2026. A test asserts that each of them is still there. */
export const knownFaults: readonly KnownFault[] = [
  {
    what: 'groups must have `repos`, which `additionalProperties: false` forbids: both names are allowed, one is needed',
    mend: (node) => {
      const properties = objectOf(node['properties']);
      const required = listOf(node['required']);
      if (!required.includes('repos') || 'repos' in properties) return node;
      return {
        ...node,
        properties: { ...properties, repos: properties['resources'] },
        required: required.filter((name) => name !== 'repos' && name !== 'resources'),
        anyOf: [{ required: ['resources'] }, { required: ['repos'] }],
      };
    },
  },
  {
    what: 'the component RepoId has the keyword `id` of an old draft of JSON Schema, which 2020-12 does not know',
    mend: (node) => {
      if (typeof node['id'] !== 'string' || !('properties' in node)) return node;
      const { id: _dropped, ...rest } = node;
      return rest;
    },
  },
  {
    what: "changing a member's role has no answer at all; the clients expect `{success: true}`",
    mend: (node, path) => {
      if (!path.endsWith('/members/{username}/role put') || 'responses' in node) return node;
      const schema = {
        type: 'object',
        properties: { success: { const: true } },
        required: ['success'],
      };
      return { ...node, responses: { 200: { content: { 'application/json': { schema } } } } };
    },
  },
  {
    what: 'no request body is marked as required, so that an empty request would do where fields are required',
    mend: (node) => {
      const schema = jsonSchemaOf(node);
      // Answers have a description, request bodies have none.
      const isRequest = schema !== null && !('description' in node);
      return isRequest && !('required' in node) && 'required' in schema ? { ...node, required: true } : node;
    },
  },
];

/** The text of each known fault that the description does not have any more: take those out of the list. */
export function mendedFaults(): readonly string[] {
  if (!descriptionPresent) return [];
  const original = load();
  return knownFaults
    .filter((fault) => JSON.stringify(walk(original, '', fault.mend)) === JSON.stringify(original))
    .map((fault) => fault.what);
}

/**
 * What is wrong with an exchange: nothing gives an empty list. A request is only held against its schema when it was
 * answered with success, since a wrong request that is refused is as it should be.
 */
export function checkExchange(exchange: CheckedExchange): string[] {
  return [...checkOwn(exchange), ...(descriptionPresent ? checkDescribed(exchange) : [])];
}

// The Hub's description.

interface Operation {
  readonly method: string;
  readonly pattern: RegExp;
  readonly node: Json;
  readonly name: string;
}

let operations: readonly Operation[] | undefined;
const compiled = new Map<unknown, ValidateFunction>();
// Formats come with a pattern in the description; the patterns are checked.
const foreign = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false });

function checkDescribed(exchange: CheckedExchange): string[] {
  if (exchange.status >= 300) return [];
  operations ??= readOperations();
  const operation = operations.find(
    ({ method, pattern }) => method === exchange.method && pattern.test(exchange.path),
  );
  if (operation === undefined) return [`${exchange.method} ${exchange.path} is not described`];
  const { node, name } = operation;
  const answer = objectOf(objectOf(node['responses'])[String(exchange.status)]);
  const answerSchema = jsonSchemaOf(answer);
  return [
    ...checkQuery(node, exchange.query, name),
    ...checkRequest(objectOf(node['requestBody']), exchange.requestBody, name),
    ...(answerSchema === null
      ? [`${name}: status ${exchange.status} is not described`]
      : check(answerSchema, exchange.responseBody, `${name}: answer`)),
  ];
}

function checkRequest(node: Json, body: unknown, name: string): string[] {
  const schema = jsonSchemaOf(node);
  if (body === undefined) return node['required'] === true ? [`${name}: the request has no body`] : [];
  return schema === null
    ? [`${name}: a request body is not described`]
    : check(schema, body, `${name}: request`);
}

function checkQuery(node: Json, query: CheckedExchange['query'], name: string): string[] {
  const described = new Map(
    listOf(node['parameters'])
      .map(objectOf)
      .filter((parameter) => parameter['in'] === 'query')
      .map((parameter) => [String(parameter['name']), objectOf(parameter['schema'])] as const),
  );
  return Object.entries(query).flatMap(([key, text]) => {
    const schema = described.get(key);
    if (schema === undefined) return [`${name}: the query ${key} is not described`];
    const value = schema['type'] === 'integer' ? Number(text) : text;
    return check(schema, value, `${name}: query ${key}`);
  });
}

function check(schema: Json, value: unknown, label: string): string[] {
  const validate = compiled.get(schema) ?? foreign.compile(schema);
  compiled.set(schema, validate);
  return problemsOf(validate, value, label);
}

function readOperations(): readonly Operation[] {
  const document = knownFaults.reduce((node, fault) => walk(node, '', fault.mend), load());
  const paths = objectOf(inlined(document, document)['paths']);
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(objectOf(item)).map(([method, node]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      node: objectOf(node),
      name: `${method.toUpperCase()} ${path}`,
    })),
  );
}

function load(): Json {
  return objectOf(JSON.parse(readFileSync(place, 'utf8')));
}

function walk(node: Json, path: string, mend: KnownFault['mend']): Json {
  const step = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => step(item, key));
    return isObject(value) ? walk(value, `${path} ${key}`, mend) : value;
  };
  return mend(Object.fromEntries(Object.entries(node).map(([key, value]) => [key, step(value, key)])), path);
}

/** References replaced by what they refer to, so that each schema stands alone. */
function inlined(node: Json, document: Json): Json {
  const step = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(step);
    return isObject(value) ? inlined(value, document) : value;
  };
  const reference = node['$ref'];
  if (typeof reference === 'string') {
    const target = reference
      .split('/')
      .slice(1)
      .reduce<Json>((at, key) => objectOf(at[key]), document);
    return inlined(target, document);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, step(value)]));
}

// The project's own schemas.

interface OwnShape {
  readonly method: string;
  readonly pattern: RegExp;
  readonly request?: string;
  readonly answer: string;
}

const group = '/api/organizations/[^/]+/resource-groups/[0-9a-f]{24}';
const ownShapes: readonly OwnShape[] = [
  { method: 'GET', pattern: /^\/api\/whoami-v2$/, answer: 'me' },
  { method: 'GET', pattern: /^\/api\/organizations\/[^/]+\/members$/, answer: 'memberList' },
  {
    method: 'PUT',
    pattern: /^\/api\/organizations\/[^/]+\/members\/[^/]+\/role$/,
    request: 'changeMemberRole',
    answer: 'success',
  },
  { method: 'GET', pattern: /^\/api\/organizations\/[^/]+\/resource-groups$/, answer: 'groupList' },
  {
    method: 'POST',
    pattern: /^\/api\/organizations\/[^/]+\/resource-groups$/,
    request: 'createGroup',
    answer: 'group',
  },
  { method: 'GET', pattern: new RegExp(`^${group}$`), answer: 'group' },
  { method: 'PATCH', pattern: new RegExp(`^${group}$`), request: 'updateGroup', answer: 'group' },
  { method: 'DELETE', pattern: new RegExp(`^${group}$`), answer: 'success' },
  { method: 'POST', pattern: new RegExp(`^${group}/settings$`), request: 'groupSettings', answer: 'group' },
  { method: 'POST', pattern: new RegExp(`^${group}/users$`), request: 'addUsers', answer: 'group' },
  { method: 'PATCH', pattern: new RegExp(`^${group}/users/[^/]+$`), request: 'changeRole', answer: 'group' },
  { method: 'DELETE', pattern: new RegExp(`^${group}/users/[^/]+$`), answer: 'group' },
  {
    method: 'POST',
    pattern: /^\/api\/(models|datasets|spaces|buckets)\/[^/]+\/[^/]+\/resource-group$/,
    request: 'setResourceGroup',
    answer: 'repository',
  },
];

const own = new Ajv2020({ allErrors: true, schemas: [hubSchema] });

function checkOwn(exchange: CheckedExchange): string[] {
  const label = `${exchange.method} ${exchange.path}`;
  if (exchange.status >= 300) return checkDefinition('error', exchange.responseBody, `${label}: error`);
  const shape = ownShapes.find(
    ({ method, pattern }) => method === exchange.method && pattern.test(exchange.path),
  );
  if (shape === undefined) return [`${label} is not a call of this API`];
  return [
    ...(shape.request === undefined
      ? []
      : checkDefinition(shape.request, exchange.requestBody, `${label}: request`)),
    ...checkDefinition(shape.answer, exchange.responseBody, `${label}: answer`),
  ];
}

function checkDefinition(name: string, value: unknown, label: string): string[] {
  const validate = own.getSchema(`${hubSchema.$id}#/$defs/${name}`);
  if (validate === undefined) throw new RangeError(`schemas/hub.schema.json has no definition ${name}`);
  return problemsOf(validate, value, label);
}

function problemsOf(validate: ValidateFunction, value: unknown, label: string): string[] {
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map((error) => `${label}${error.instancePath} ${error.message ?? ''}`);
}

// JSON of unknown shape.

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function jsonSchemaOf(node: Json): Json | null {
  const schema = objectOf(objectOf(node['content'])['application/json'])['schema'];
  return isObject(schema) ? schema : null;
}
