import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secrets, withoutTokens, withStarsForTokens } from '../../src/text/secret.ts';
import { visible } from '../../src/text/visible.ts';

const token = 'hf_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh';

describe('what has the form of a token', () => {
  it.each([
    token,
    'hf_oauth_eyJhbGciOiJFZERTQSJ9abc.eyJzdWIiOiI2.c2lnbmF0dXJl-_x',
    'hf_jwt_eyJhbGciOiJFZERTQSJ9abc',
    'api_org_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh',
    `ghs_${'a1'.repeat(18)}`,
    `github_pat_${'A1'.repeat(11)}_${'b2'.repeat(29)}`,
  ])('is blotted out: %s', (one) => {
    expect(withoutTokens(one)).toBe('[token]');
    expect(withoutTokens(`a${one}, (${one})`)).toBe('a[token], ([token])');
    expect(withStarsForTokens(`x: ${one} y`)).toBe(`x: ${'*'.repeat(one.length)} y`);
    expect(JSON.parse(withoutTokens(JSON.stringify({ a: `\n${one}`, b: [one] })))).toEqual({
      a: '\n[token]',
      b: ['[token]'],
    });
  });

  it.each([
    'hf_team',
    'hf_research-group',
    'hf-AbCdEfGhIjKlMnOpQrStUvWxYz',
    'api_org_x',
    `sha256:${'ab'.repeat(32)}`,
  ])('is not this: %s', (one) => {
    expect(withoutTokens(one)).toBe(one);
    expect(new Secrets().blot(one)).toBe(one);
  });

  it('is blotted out before a text is cut, so that no part of it is left', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(200), (before, max) => {
        expect(visible(`${before}${token}`, max)).not.toMatch(/AbCd|YzAb/);
      }),
    );
  });
});

describe('the tokens of a run', () => {
  it('are blotted out whatever their form, also escaped in JSON', () => {
    const secrets = new Secrets();
    secrets.keep(' odd"token\\1\n');
    secrets.keep(undefined);
    secrets.keep('');
    expect(secrets.blot('a odd"token\\1 b')).toBe('a [token] b');
    expect(JSON.parse(secrets.blot(JSON.stringify(['odd"token\\1', 'x'])))).toEqual(['[token]', 'x']);
  });

  it('are no words of other texts', () => {
    const secrets = new Secrets();
    secrets.keep('read');
    expect(secrets.blot('ada read')).toBe('ada read');
  });

  it('are shown when that is what they are for', () => {
    const secrets = new Secrets();
    secrets.keep(token);
    secrets.show(token);
    expect(secrets.blot(`HF_TOKEN=${token} ${token}x`)).toBe(`HF_TOKEN=${token} [token]`);
  });
});
