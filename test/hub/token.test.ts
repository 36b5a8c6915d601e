import path from 'node:path';
import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KnownError } from '../../src/errors.ts';
import { findToken, readTokenFile, Token, type TokenSource } from '../../src/hub/token.ts';

function source(env: TokenSource['env'], files: Readonly<Record<string, string>> = {}): TokenSource {
  return { env, home: '/home/ada', readFile: (file) => files[file] ?? null };
}

function errorOf(from: TokenSource): KnownError {
  try {
    findToken(from);
  } catch (error) {
    if (error instanceof KnownError) return error;
    throw error;
  }
  throw new Error('A token was found');
}

const standard = path.join('/home/ada', '.cache', 'huggingface', 'token');

describe('findToken', () => {
  it.each<[string, TokenSource['env'], Record<string, string>, string]>([
    ['HF_TOKEN first', { HF_TOKEN: 'hf_a', HUGGING_FACE_HUB_TOKEN: 'hf_b' }, { [standard]: 'hf_c' }, 'hf_a'],
    ['then HUGGING_FACE_HUB_TOKEN', { HUGGING_FACE_HUB_TOKEN: 'hf_b' }, { [standard]: 'hf_c' }, 'hf_b'],
    [
      'an empty variable as not set',
      { HF_TOKEN: '', HUGGING_FACE_HUB_TOKEN: ' \n' },
      { [standard]: 'hf_c' },
      'hf_c',
    ],
    ['the standard file', {}, { [standard]: 'hf_c\n' }, 'hf_c'],
    ['line breaks and spaces dropped', { HF_TOKEN: ' \thf_a\r\n' }, {}, 'hf_a'],
    [
      'HF_TOKEN_PATH',
      { HF_TOKEN_PATH: '/run/t', HF_HOME: '/h' },
      { '/run/t': 'hf_d', [path.join('/h', 'token')]: 'x' },
      'hf_d',
    ],
    ['HF_HOME', { HF_HOME: '/h', XDG_CACHE_HOME: '/x' }, { [path.join('/h', 'token')]: 'hf_e' }, 'hf_e'],
    [
      'XDG_CACHE_HOME',
      { XDG_CACHE_HOME: '/x' },
      { [path.join('/x', 'huggingface', 'token')]: 'hf_f' },
      'hf_f',
    ],
    [
      'empty paths as not set',
      { HF_TOKEN_PATH: '', HF_HOME: '', XDG_CACHE_HOME: '' },
      { [standard]: 'hf_c' },
      'hf_c',
    ],
    ['~ alone', { HF_TOKEN_PATH: '~' }, { '/home/ada': 'hf_i' }, 'hf_i'],
    ['a ~ in a name as it is', { HF_TOKEN_PATH: '/a~/t' }, { '/a~/t': 'hf_j' }, 'hf_j'],
    ['a variable that is not set as it is', { HF_TOKEN_PATH: '/$NO/t' }, { '/$NO/t': 'hf_k' }, 'hf_k'],
    ['a path of blanks as not set', { HF_TOKEN_PATH: '  ' }, { [standard]: 'hf_c' }, 'hf_c'],
    ['~ in a path', { HF_HOME: '~/hf' }, { [path.join('/home/ada', 'hf', 'token')]: 'hf_g' }, 'hf_g'],
    [
      'variables in a path',
      { HF_TOKEN_PATH: ['$RUN/$', '{WHO}/t'].join(''), RUN: '/run', WHO: 'ada' },
      { '/run/ada/t': 'hf_h' },
      'hf_h',
    ],
  ])('takes %s', (_, env, files, value) => {
    expect(findToken(source(env, files)).authorization()).toBe(`Bearer ${value}`);
  });

  it('says where it looked when there is none', () => {
    const file = path.join('/h', 'token');
    expect(errorOf(source({})).details).toEqual({
      looked_in: ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', standard],
    });
    expect(errorOf(source({ HF_HOME: '/h' }, { [file]: ' \n' }))).toMatchObject({
      code: 'no-token',
      message: 'There is no token for the Hub',
      hint: `Set HF_TOKEN, or log in with \`hf auth login\`. Looked in HF_TOKEN, HUGGING_FACE_HUB_TOKEN and ${file}.`,
      details: { looked_in: ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', file] },
    });
  });

  it.each([
    ['a space', 'hf_sec ret'],
    ['a control character', 'hf_sec\u0007ret'],
    ['a letter outside ASCII', 'hf_secrét'],
    ['an invisible character', 'hf_sec\u200bret'],
  ])('refuses %s inside, without repeating it', (_, value) => {
    for (const [where, from] of [
      ['HF_TOKEN', source({ HF_TOKEN: value })],
      [standard, source({}, { [standard]: value })],
    ] as const) {
      const error = errorOf(from);
      expect(error).toMatchObject({
        code: 'no-token',
        message: `The token has a space, a control character or a letter outside ASCII (in ${where})`,
        hint: 'Copy it again from the Hub’s settings: a token begins with hf_.',
        details: { looked_in: [where] },
      });
      expect(inspect(error)).not.toContain('hf_sec');
    }
  });

  it('says when the file cannot be read', () => {
    for (const [denied, code] of [
      [Object.assign(new Error('EACCES: hf_secret'), { code: 'EACCES' }), ' (EACCES)'],
      [new Error('hf_secret'), ''],
      ['hf_secret', ''],
    ] as const) {
      const readFile = (): string => {
        throw denied;
      };
      const error = errorOf({ ...source({}), readFile });
      expect(error).toMatchObject({
        code: 'no-token',
        message: `The token file ${standard} cannot be read${code}`,
        hint: 'Mend its permissions, or set HF_TOKEN.',
        details: { looked_in: [standard] },
      });
      expect(inspect(error)).not.toContain('hf_secret');
    }
  });
});

describe('readTokenFile', () => {
  it('answers null for a file that is not there, and throws for a folder', () => {
    expect(readTokenFile(path.join(import.meta.dirname, 'no-such-file'))).toBeNull();
    expect(readTokenFile(path.join(import.meta.filename, 'token'))).toBeNull();
    expect(readTokenFile(import.meta.filename)).toContain('answers null for a file that is not there');
    expect(() => readTokenFile(import.meta.dirname)).toThrow();
  });
});

describe('Token', () => {
  const token = new Token('hf_secret');

  it('shows itself nowhere', () => {
    const error = new Error('x', { cause: { token, list: [token] } });
    const shown = [
      String(token),
      `${token}`,
      JSON.stringify({ token }),
      inspect(token, { showHidden: true, depth: 9 }),
      inspect({ deep: { token } }, { depth: 9, showHidden: true }),
      inspect(error),
      format('%s %o %O %j', token, token, token, token),
      Object.entries(token).join(),
      JSON.stringify(structuredClone({ ...token })),
    ];
    expect(shown.join('\n')).not.toContain('hf_secret');
    expect([String(token), JSON.stringify(token), inspect(token)]).toEqual([
      '[token]',
      '"[token]"',
      '[token]',
    ]);
  });

  it('is none with what no header can hold', () => {
    for (const value of ['', 'a b', 'a\n', '\u00e9'])
      expect(() => new Token(value)).toThrow(
        expect.objectContaining({
          code: 'no-token',
          message: 'The token has a space, a control character or a letter outside ASCII',
        }),
      );
  });

  it('tells itself to what blots it out', () => {
    const kept: (string | undefined)[] = [];
    token.keepIn({ keep: (value) => void kept.push(value) });
    expect(kept).toEqual(['hf_secret']);
  });

  it('takes itself out of text', () => {
    expect(token.redact('hf_secret is no hf_secret')).toBe('[token] is no [token]');
  });
});
