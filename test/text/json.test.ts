import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/text/json.ts';

const nested = (depth: number, [open, close]: readonly [string, string]): string =>
  open.repeat(depth) + close.repeat(depth);

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([['[', ']'] as const, ['{"a":', '}'] as const])('bounds the depth of %s', (open, close) => {
    const inner = (depth: number): string =>
      open === '[' ? nested(depth, [open, close]) : `${open.repeat(depth)}1${close.repeat(depth)}`;
    expect(parseJson(inner(100))).toEqual(JSON.parse(inner(100)));
    expect(() => parseJson(inner(101))).toThrow(/nested more than 100 deep/);
    expect(() => parseJson(inner(200_000))).toThrow(SyntaxError);
  });

  it('counts no brackets in texts, and what is closed no more', () => {
    const brackets = '['.repeat(500);
    for (const data of [
      [brackets],
      [`"${brackets}`],
      [`\\${brackets}\\`, `\\"${brackets}`],
      Array(500).fill([]),
    ]) {
      expect(parseJson(JSON.stringify(data))).toEqual(data);
    }
  });

  it('is in time for text without an end', () => {
    expect(() => parseJson(`"${'\\'.repeat(200_000)}`)).toThrow(SyntaxError);
    expect(() => parseJson(`["${'\\"'.repeat(200_000)}`)).toThrow(SyntaxError);
  });
});
