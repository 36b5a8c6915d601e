import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** One request and its answer; bodies are parsed JSON. */
export interface CheckedExchange {
  readonly method: string;
  /** Without origin, prefix and query. */
  readonly path: string;
  /** The last value of each name. */
  readonly query: Readonly<Record<string, string>>;
  /** `undefined` without one. */
  readonly requestBody?: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

/** An API that is described. */
export interface Described {
  /** `METHOD /path/{parameter}` of each call. */
  readonly calls: readonly string[];
  /**
   * What is wrong with an exchange: nothing gives an empty list. A request is held against the description only when it
   * was answered with success: a wrong one that is refused is as it should be.
   */
  check(exchange: CheckedExchange): readonly string[];
}

/** JSON of unknown shape. */
export type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly node: Json;
}

/**
 * Reads an OpenAPI document, 3.0 or 3.1, whose references all lead into itself.
 *
 * @param refusal the schema of an error where the description has none for its status
 */
export function describedBy(document: Json, refusal: Json): Described {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const whole = objectOf(modern(document));
  ajv.addSchema(whole, base);
  const compiled = new WeakMap<object, ValidateFunction>();
  const operations = operationsOf(whole);

  const problemsOf = (schema: Json, value: unknown, label: string): readonly string[] => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map((error) => `${label}${error.instancePath} ${error.message ?? ''}`);
  };

  const resolve = (node: Json): Json => {
    const reference = node['$ref'];
    if (typeof reference !== 'string') return node;
    const keys = reference.slice(reference.indexOf('#')).split('/').slice(1);
    return resolve(keys.reduce<Json>((at, key) => objectOf(at[key]), whole));
  };

  const checkQuery = ({ name, node }: Operation, query: CheckedExchange['query']): readonly string[] => {
    const parameters = new Map(
      listOf(node['parameters'])
        .map((parameter) => resolve(objectOf(parameter)))
        .filter((parameter) => parameter['in'] === 'query')
        .map((parameter) => [String(parameter['name']), objectOf(parameter['schema'])] as const),
    );
    return Object.entries(query).flatMap(([key, text]) => {
      const schema = parameters.get(key);
      if (schema === undefined) return [`${name}: the query ${key} is not described`];
      const value = resolve(schema)['type'] === 'integer' ? Number(text) : text;
      return problemsOf(schema, value, `${name}: query ${key}`);
    });
  };

  const checkBody = ({ name, node }: Operation, body: unknown): readonly string[] => {
    const request = resolve(objectOf(node['requestBody']));
    const schema = schemaOf(request);
    if (body === undefined) return request['required'] === true ? [`${name}: the request has no body`] : [];
    if (schema === null) return [`${name}: a request body is not described`];
    const known = resolve(schema)['properties'];
    const unknown = isObject(known) ? Object.keys(objectOf(body)).filter((key) => !(key in known)) : [];
    return [
      ...unknown.map((key) => `${name}: the field ${key} is not described`),
      ...problemsOf(schema, body, `${name}: request`),
    ];
  };

  const check = ({ method, path, query, requestBody, status, responseBody }: CheckedExchange) => {
    const operation = operations.find((one) => one.method === method && one.pattern.test(path));
    const isError = status >= 300;
    if (operation === undefined)
      return isError
        ? problemsOf(refusal, responseBody, `${method} ${path}: answer ${status}`)
        : [`${method} ${path} is not described`];
    const { name, node } = operation;
    const responses = objectOf(node['responses']);
    const answer = responses[String(status)] ?? (isError ? responses['default'] : undefined);
    if (answer === undefined && !isError) return [`${name}: status ${status} is not described`];
    const schema = schemaOf(resolve(objectOf(answer))) ?? (isError ? refusal : null);
    return [
      ...(schema === null ? [] : problemsOf(schema, responseBody, `${name}: answer ${status}`)),
      ...(isError ? [] : [...checkQuery(operation, query), ...checkBody(operation, requestBody)]),
    ];
  };

  return { calls: operations.map(({ name }) => name), check };
}

/** The id under which a document is known to its own references. */
const base = 'description';

/** OpenAPI 3.0 as JSON Schema 2020-12: `nullable` becomes a type. References are made to lead into the document. */
function modern(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(modern);
  if (!isObject(value)) return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, modern(inner)]));
  const reference = node['$ref'];
  if (typeof reference === 'string' && reference.startsWith('#')) node['$ref'] = `${base}${reference}`;
  if (node['nullable'] !== true) return node;
  const { nullable: _said, ...rest } = node;
  return { anyOf: [rest, { type: 'null' }] };
}

/** The operations, those with more fixed words in their path first: `/commits/{ref}` is not `/commits/{ref}/pulls`. */
function operationsOf(document: Json): readonly Operation[] {
  const paths = Object.entries(objectOf(document['paths'])).toSorted(
    ([a], [b]) => fixedWords(b) - fixedWords(a),
  );
  return paths.flatMap(([path, item]) =>
    Object.entries(objectOf(item)).map(([method, node]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      pattern: patternOf(path),
      node: objectOf(node),
    })),
  );
}

function fixedWords(path: string): number {
  return path.split('/').filter((word) => word !== '' && !word.startsWith('{')).length;
}

/** A name of a branch, and what is made of such names, may have slashes; nothing else has. */
function patternOf(path: string): RegExp {
  return new RegExp(
    `^${path.replace(/\{(ref|path|basehead|branch)\}/g, '.+').replace(/\{\w+\}/g, '[^/]+')}$`,
  );
}

function schemaOf(node: Json): Json | null {
  const schema = objectOf(objectOf(node['content'])['application/json'])['schema'];
  return isObject(schema) ? schema : null;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
