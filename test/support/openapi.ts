import {
  type CheckedExchange,
  type Described,
  describedBy,
  type Json,
  listOf,
  objectOf,
} from './descriptions/check.ts';
import own from './descriptions/hub.json' with { type: 'json' };
import { theirDescription } from './descriptions/theirs.ts';

export type { CheckedExchange };

/** Something that the Hub's own description says wrongly, and what is taken in its place. */
interface KnownFault {
  readonly what: string;
  /** The object `node` of the description at `path` (its keys, joined by spaces), mended. */
  readonly mend: (node: Json, path: string) => Json;
}

/** Every known fault of the description of August 2026. */
const knownFaults: readonly KnownFault[] = [
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
      const schema = objectOf(objectOf(objectOf(node['content'])['application/json'])['schema']);
      // Answers have a description, request bodies have none.
      const isRequest = 'content' in node && !('description' in node);
      return isRequest && !('required' in node) && 'required' in schema ? { ...node, required: true } : node;
    },
  },
];

const theirs = theirDescription('hub-openapi.json');

/** The Hub as the project describes it, and, where a folder is named, as the Hub itself does. */
export const hubDescriptions: { readonly own: Described; readonly theirs: Described | null } = {
  own: describedBy(own, own.components.schemas.Error),
  theirs:
    theirs === null
      ? null
      : describedBy(
          knownFaults.reduce((node, fault) => walk(node, '', fault.mend), theirs),
          {},
        ),
};

/** For names of tests. */
export const comparedWith: string =
  theirs === null ? 'as described' : "as described, and as the Hub's own description has it";

/** The text of each known fault that the Hub's description does not have any more: take those out of the list. */
export function mendedFaults(): readonly string[] {
  if (theirs === null) return [];
  return knownFaults
    .filter((fault) => JSON.stringify(walk(theirs, '', fault.mend)) === JSON.stringify(theirs))
    .map((fault) => fault.what);
}

/** What is wrong with an exchange with the Hub: nothing gives an empty list. */
export function checkExchange(exchange: CheckedExchange): readonly string[] {
  return [...hubDescriptions.own.check(exchange), ...(hubDescriptions.theirs?.check(exchange) ?? [])];
}

function walk(node: Json, path: string, mend: KnownFault['mend']): Json {
  const step = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => step(item, key));
    return typeof value === 'object' && value !== null
      ? walk(objectOf(value), `${path} ${key}`, mend)
      : value;
  };
  return mend(Object.fromEntries(Object.entries(node).map(([key, value]) => [key, step(value, key)])), path);
}
