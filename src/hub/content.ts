import { parseJson } from '../text/json.ts';
import type { Answer } from './exchange.ts';
import { isHtml } from './hub-text.ts';
import { type Shapes, validatorOf } from './validators.ts';

/** What a body holds, or what is wrong with it in words that end a sentence (“the answer …”). */
export type Content<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** A check of one shape of answer. */
export type Shape<T> = (value: unknown) => Content<T>;

export const groupShape = shape('readGroup');
export const listShape = shape('list');
export const objectShape = shape('object');
export const meShape = shape('me');

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

function shape<Name extends keyof Shapes>(name: Name): Shape<Shapes[Name]> {
  return (value) => {
    const validate = validatorOf(name);
    if (validate(value)) return { kind: 'read', value };
    const problems = (validate.errors ?? []).map(
      ({ instancePath, message }) => `answer${instancePath} ${message}`,
    );
    return { kind: 'unreadable', problem: `is not what it should be: ${problems.join(', ')}` };
  };
}
