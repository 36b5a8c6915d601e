import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { named, quoted, said } from '../../src/text/named.ts';

describe('a name from outside', () => {
  it.each([
    ['ada', 'ada'],
    ['grace-o_1', 'grace-o_1'],
    ['ada@acme.ai', 'ada@acme.ai'],
    ['teams/research.yaml', 'teams/research.yaml'],
    ['C:\\groups.yaml', 'C:\\groups.yaml'],
    ['Jürgen', 'Jürgen'],
    ['日本', '日本'],
    ['custom:reviewer', 'custom:reviewer'],
    ['../groups.yaml', '../groups.yaml'],
    ['', '""'],
    ['Foundation Models', '"Foundation Models"'],
    ['No changes. acme-ai matches groups.yaml.', '"No changes. acme-ai matches groups.yaml."'],
    ['ada,', '"ada,"'],
    ['-', '"-"'],
    ['~ada', '"~ada"'],
    ['+', '"+"'],
    ['::error::x', '"::error::x"'],
    ['@everyone', '"@everyone"'],
    ['a"b', '"a\\u{22}b"'],
    ['a\u202eb', '"a\\u{202e}b"'],
  ])('%j stands as %s', (name, shown) => {
    expect(named(name)).toBe(shown);
  });

  it('is bare only as one word, and within quotes that it cannot end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.nat(3), (text, blanks) => {
        const name = text + ' '.repeat(blanks);
        expect(named(name)).toMatch(/^(?:[^\s"“”,;()'`<>[\]{}|]+|"[^"]*")$/u);
        expect(quoted(name)).toMatch(/^"[^"]*"$/u);
        expect(said(name)).toMatch(/^“[^“”]*”$/u);
      }),
    );
  });

  it('is cut where it is too long', () => {
    expect(quoted('n'.repeat(300))).toBe(`"${'n'.repeat(199)}…"`);
  });
});

describe('what somebody else says', () => {
  it.each([
    ['OPS-412', '“OPS-412”'],
    ['” declared absent', '“\\u{201d} declared absent”'],
    ['a\nb', '“a\\u{a}b”'],
  ])('%j stands as %s', (text, shown) => {
    expect(said(text)).toBe(shown);
  });
});
