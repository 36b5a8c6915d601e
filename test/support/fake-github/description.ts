import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/**
 * Compares exchanges with GitHub's own OpenAPI description where it lies next to the repository. It is not part of the
 * repository: say in a test's name whether it was there (`comparedWith`).
 */
const place = new URL('../../../../shared/github-openapi.json', import.meta.url);

/** Whether GitHub's description is there. */
export const descriptionPresent: boolean = existsSync(place);

/** For names of tests. */
export const comparedWith: string = descriptionPresent
  ? "compared with GitHub's description"
  : "compared with nothing, since GitHub's description is not there";

/** One request and its answer; bodies are parsed JSON. */
export interface CheckedExchange {
  readonly method: string;
  /** Without origin, prefix and query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** `undefined` without one. */
  readonly requestBody?: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

type Json = Readonly<Record<string, unknown>>;

interface Described {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly node: Json;
}

interface Description {
  readonly ajv: Ajv2020;
  readonly operations: readonly Described[];
  readonly resolve: (node: Json) => Json;
}

let loaded: Description | null = null;
const compiled = new WeakMap<object, ValidateFunction>();

/** What is wrong with an exchange: nothing gives an empty list, and so does a missing description. */
export function checkExchange(exchange: CheckedExchange): readonly string[] {
  if (!descriptionPresent) return [];
  loaded ??= load();
  const { operations, resolve } = loaded;
  const { method, path, status } = exchange;
  const operation = operations.find((one) => one.method === method && one.pattern.test(path));
  if (operation === undefined) return [`${method} ${path} is not described`];
  const { node, name } = operation;
  const answer = resolve(objectOf(objectOf(node['responses'])[String(status)]));
  const described = schemaOf(answer) ?? (status >= 400 ? errorSchema : null);
  const problems =
    described === null
      ? [`${name}: status ${status} is not described`]
      : problemsOf(described, exchange.responseBody, `${name}: answer ${status}`);
  // A wrong request that is refused is as it should be.
  return status >= 400
    ? problems
    : [...problems, ...checkQuery(node, exchange), ...checkBody(node, exchange, name)];
}

/** What GitHub answers with where the description says nothing of the status: 403, 429, 5xx. */
const errorSchema = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };

function checkQuery(node: Json, { query, path }: CheckedExchange): readonly string[] {
  const resolve = loaded?.resolve ?? objectOf;
  const parameters = new Map(
    listOf(node['parameters'])
      .map((parameter) => resolve(objectOf(parameter)))
      .filter((parameter) => parameter['in'] === 'query')
      .map((parameter) => [String(parameter['name']), objectOf(parameter['schema'])] as const),
  );
  return Object.entries(query).flatMap(([name, text]) => {
    const schema = parameters.get(name);
    if (schema === undefined) return [`${path}: the query ${name} is not described`];
    return problemsOf(schema, schema['type'] === 'integer' ? Number(text) : text, `${path}: query ${name}`);
  });
}

function checkBody(node: Json, { requestBody }: CheckedExchange, name: string): readonly string[] {
  const body = objectOf(node['requestBody']);
  const schema = schemaOf(body);
  if (requestBody === undefined) return body['required'] === true ? [`${name}: the request has no body`] : [];
  if (schema === null) return [`${name}: a request body is not described`];
  // GitHub ignores what it does not know; what is sent for nothing is a mistake all the same.
  const known = Object.keys(objectOf(schema['properties']));
  const unknown = Object.keys(objectOf(requestBody)).filter((key) => !known.includes(key));
  return [
    ...unknown.map((key) => `${name}: the field ${key} is not described`),
    ...problemsOf(schema, requestBody, `${name}: request`),
  ];
}

function problemsOf(schema: Json, value: unknown, label: string): readonly string[] {
  const ajv = loaded?.ajv ?? new Ajv2020();
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map((error) => `${label}${error.instancePath} ${error.message ?? ''}`);
}

function load(): Description {
  const document = objectOf(modern(JSON.parse(readFileSync(place, 'utf8'))));
  // Formats and examples say nothing of the shape; `nullable` has been turned into types.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document, 'github');
  const resolve = (node: Json): Json => {
    const reference = node['$ref'];
    if (typeof reference !== 'string') return node;
    const keys = reference.split('/').slice(1);
    return resolve(keys.reduce<Json>((at, key) => objectOf(at[key]), document));
  };
  const operations = Object.entries(objectOf(document['paths'])).flatMap(([path, item]) =>
    Object.entries(objectOf(item)).map(([method, node]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      node: objectOf(node),
    })),
  );
  return { ajv, operations, resolve };
}

/** OpenAPI 3.0 as JSON Schema 2020-12: `nullable` becomes a type, references lead into the document. */
function modern(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(modern);
  if (!isObject(value)) return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, modern(inner)]));
  const reference = node['$ref'];
  if (typeof reference === 'string' && reference.startsWith('#')) node['$ref'] = `github${reference}`;
  if (node['nullable'] !== true) return node;
  const { nullable: _said, ...rest } = node;
  return { anyOf: [rest, { type: 'null' }] };
}

function schemaOf(node: Json): Json | null {
  const schema = objectOf(objectOf(node['content'])['application/json'])['schema'];
  return isObject(schema) ? schema : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
