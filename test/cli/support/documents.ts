import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';

type Json = Readonly<Record<string, unknown>>;

const ajv = new Ajv2020({ strict: false, allErrors: true });
const validators = {
  plan: ajv.compile<Json>(schema('plan')),
  report: ajv.compile<Json>(schema('report')),
  access: ajv.compile<Json>(schema('access')),
};

function schema(name: string): Json {
  return JSON.parse(readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
}

/** The one plan that a text is, valid by its schema. */
export function planIn(text: string): Json {
  return documentIn(text, 'plan');
}

/** The one report that a text is, valid by its schema. */
export function reportIn(text: string): Json {
  return documentIn(text, 'report');
}

/** The one report of access that a text is, valid by its schema. */
export function accessIn(text: string): Json {
  return documentIn(text, 'access');
}

/** The one error that a text is, as `{"error": {"code", "message", "details"}}` and nothing else. */
export function errorIn(text: string): {
  readonly code: string;
  readonly message: string;
  readonly details: Json;
} {
  const document = JSON.parse(text);
  expect(Object.keys(document)).toEqual(['error']);
  expect(document.error).toEqual({
    code: expect.any(String),
    message: expect.any(String),
    details: expect.any(Object),
  });
  return document.error;
}

function documentIn(text: string, kind: keyof typeof validators): Json {
  const document: unknown = JSON.parse(text);
  const validate = validators[kind];
  if (validate(document)) return document;
  throw new Error(`not a ${kind}: ${ajv.errorsText(validate.errors)}\n${text.slice(0, 1000)}`);
}

/** What must never reach a user: a stack, a value that was not there, an object that was not rendered. */
export function expectForPeople(text: string): void {
  expect(text).not.toMatch(/\bundefined\b|\[object \w+\]|\n\s+at .+:\d+|fault of hf-groups|NaN/);
}
