import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schemas/hub.schema.json' with { type: 'json' };
import { parseJson } from '../text/json.ts';
import { ownSchema } from '../text/own-schema.ts';
import type { Answer } from './exchange.ts';
import type { HubMe, ReadGroup } from './hub.ts';
import { isHtml } from './hub-text.ts';

/** What a body holds, or what is wrong with it in words that end a sentence (“the answer …”). */
export type Content<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** A check of one shape of answer: a definition of `schemas/hub.schema.json`. */
export type Shape<T> = (value: unknown) => Content<T>;

export const groupShape: Shape<ReadGroup> = shape('readGroup');
export const listShape: Shape<readonly unknown[]> = shape('list');
export const objectShape: Shape<Readonly<Record<string, unknown>>> = shape('object');
export const meShape: Shape<HubMe> = shape('me');

/** Reads the JSON of an answer. It never repeats the body, which may be a web page or hold what is not for a log. */
export function jsonOf(answer: Answer): Content<unknown> {
  if (answer.body.length === 0) return { kind: 'unreadable', problem: 'is empty' };
  if (isHtml(answer)) return { kind: 'unreadable', problem: 'is a web page, not JSON' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(answer.body);
    return { kind: 'read', value: parseJson(text) };
  } catch {
    return { kind: 'unreadable', problem: 'is not JSON, or nested without measure' };
  }
}

let ajv: Ajv2020 | null = null;

/** Compiled at the first use: a command that reads nothing does not wait for it. */
function shape<T>(definition: string): Shape<T> {
  let validate: ValidateFunction<T> | null = null;
  return (value) => {
    ajv ??= new Ajv2020({ schemas: [schema], ...ownSchema });
    validate ??= ajv.compile<T>({ $ref: `${schema.$id}#/$defs/${definition}` });
    if (validate(value)) return { kind: 'read', value };
    const why = ajv.errorsText(validate.errors, { dataVar: 'answer' });
    return { kind: 'unreadable', problem: `is not what it should be: ${why}` };
  };
}
