import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/hub/exchange.ts';
import { hubText, requestIdOf } from '../../src/hub/hub-text.ts';
import { Token } from '../../src/hub/token.ts';

const token = new Token('hf_secret');

function answer(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status: 400, headers: new Map(Object.entries(headers)), body: Buffer.from(text) };
}

describe('hubText', () => {
  const all = {
    error: 'from error',
    error_description: 'from description',
    errors: [{ message: 'from errors' }, { message: 'and more' }],
  };

  it.each<[string, Answer, string | null]>([
    ['X-Error-Message first', answer(all, { 'x-error-message': 'from header' }), 'from header'],
    ['error next', answer(all, { 'x-error-message': ' ' }), 'from error'],
    ['a list of errors', answer({ error: ['one', 'two', 3] }), 'one; two'],
    ['error_description next', answer({ ...all, error: '' }), 'from description'],
    ['errors[].message next', answer({ errors: all.errors }), 'from errors; and more'],
    ['errors[] as text', answer({ errors: ['one', null, { message: 2 }] }), 'one'],
    ['JSON text', answer('"just text"'), 'just text'],
    ['plain text', answer('  plain\n  text '), 'plain text'],
    ['JSON without any of these', answer({ detail: 'x' }), '{"detail":"x"}'],
    ['no error of blanks', answer({ error: ' ', error_description: 'why' }), 'why'],
    ['a number as it is', answer('7'), '7'],
    ['null as it is', answer('null'), 'null'],
    ['a text with a bracket', answer('1 < 2'), '1 < 2'],
    ['a page behind a byte order mark', answer('\ufeff \n<p>'), null],
    ['nothing', answer(''), null],
    ['not a web page', answer('<html>page</html>'), null],
    ['not a web page by its type', answer('page', { 'content-type': 'text/html; charset=utf-8' }), null],
    ['what is dangerous made visible', answer({ error: 'a\u001b[31m\u202eb' }), 'a\\u{1b}[31m\\u{202e}b'],
    ['the token taken out', answer({ error: 'hf_secret is expired' }), '[token] is expired'],
  ])('takes %s', (_, given, expected) => {
    expect(hubText(given, token)).toBe(expected);
  });

  it('is bounded, and a token at the bound is not shown in part', () => {
    const text = hubText(answer({ error: `${'x'.repeat(295)}hf_secret` }), token) ?? '';
    expect(text.length).toBe(300);
    expect(text).not.toContain('hf_');
  });
});

describe('requestIdOf', () => {
  it.each([
    [{ 'x-request-id': ' Root=1-2 ' }, 'Root=1-2'],
    [{ 'x-request-id': 'a\u0085b' }, 'a\\u{85}b'],
    [{ 'x-request-id': '' }, null],
    [{}, null],
  ])('%j', (headers, expected) => {
    expect(requestIdOf(new Map(Object.entries(headers)), token)).toBe(expected);
  });
});
