import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCodePoints } from '../../src/text/order.ts';

/** The order by definition: code point by code point. */
function byDefinition(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  for (const [at, point] of (left ?? []).entries()) {
    const other = right?.[at];
    if (other === undefined) return 1;
    if (point !== other) return point - other;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}

describe('compareCodePoints', () => {
  it.each([
    ['', 'a'],
    ['a', 'b'],
    ['a', 'aa'],
    ['Z', 'a'],
    ['a', 'ä'],
    ['~', 'ä'],
    ['\uff5e', '\u{1f600}'],
    ['\ue000', '\u{10000}'],
    ['\u{1f600}', '\u{1f601}'],
  ])('puts %j before %j', (first, second) => {
    expect(compareCodePoints(first, second)).toBeLessThan(0);
    expect(compareCodePoints(second, first)).toBeGreaterThan(0);
    expect(compareCodePoints(first, first)).toBe(0);
  });

  it('is the order of code points', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\uff5e', '\ue000', '\u{1f600}', '\u{10000}') });
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: 'binary' })),
        fc.oneof(text, fc.string({ unit: 'binary' })),
        (a, b) => {
          expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(byDefinition(a, b)));
        },
      ),
    );
  });

  it('sorts, also lone surrogates, the same from every order', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\ud83d', '\ude00', '\ud800', '\uffff') });
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const sorted = texts.toSorted(compareCodePoints);
        expect(texts.toReversed().toSorted(compareCodePoints)).toEqual(sorted);
      }),
    );
  });
});
