import { parseJson } from '../text/json.ts';
import { visible } from '../text/visible.ts';
import type { Answer, AnswerHeaders } from './exchange.ts';
import type { Token } from './token.ts';

const longestText = 300;
const longestId = 100;

/**
 * What the Hub says about a refusal, safe to show, in the order of its official client: `X-Error-Message`, then of a
 * JSON body `error` (text or list), `error_description`, `errors[].message`, then a body that is not HTML. `null` when
 * it says nothing.
 */
export function hubText(answer: Answer, token: Token): string | null {
  const said = [answer.headers.get('x-error-message') ?? '', bodyText(answer)];
  return said.map((text) => withoutToken(text, token, longestText)).find((text) => text !== '') ?? null;
}

/** `X-Request-Id`, safe to show; `null` when there is none. */
export function requestIdOf(headers: AnswerHeaders, token: Token): string | null {
  return withoutToken(headers.get('x-request-id') ?? '', token, longestId) || null;
}

/** Whether an answer is a web page: its type says so, or it begins as one. */
export function isHtml(answer: Answer): boolean {
  return (
    /\bx?html\b/i.test(answer.headers.get('content-type') ?? '') ||
    /^[\s\ufeff]*</.test(answer.body.subarray(0, 1000).toString('utf8'))
  );
}

/** The token first: cut in two, it would no longer be found. */
function withoutToken(text: string, token: Token, max: number): string {
  return visible(token.redact(text).replace(/\s+/g, ' ').trim(), max);
}

function bodyText(answer: Answer): string {
  if (isHtml(answer)) return '';
  const text = answer.body.subarray(0, 1_000_000).toString('utf8');
  return fromJson(text) ?? text;
}

function fromJson(text: string): string | null {
  const body = parsed(text);
  if (typeof body === 'string') return body;
  const { error, error_description, errors }: Record<string, unknown> =
    typeof body === 'object' ? { ...body } : {};
  const messages = Array.isArray(errors) ? errors.map((entry: unknown) => messageOf(entry)) : [];
  return joined([error].flat()) ?? joined([error_description]) ?? joined(messages);
}

function messageOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'message' in entry ? entry.message : entry;
}

function joined(values: readonly unknown[]): string | null {
  const texts = values.filter((value): value is string => typeof value === 'string' && value.trim() !== '');
  return texts.length === 0 ? null : texts.join('; ');
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
