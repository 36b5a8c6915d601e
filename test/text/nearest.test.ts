import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Effort, nearest, typingDistance } from '../../src/text/nearest.ts';

/** Optimal string alignment as it is defined, without any short cut. */
function byDefinition(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) => [row]);
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const costs = [
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      ];
      rows[row]?.push(row === 0 ? column : Math.min(...costs));
    }
  }
  return at(a.length, b.length);
}

describe('typingDistance', () => {
  it.each([
    ['', '', 0],
    ['kim', 'kim', 0],
    ['kim', 'kmi', 1],
    ['kim', 'ki', 1],
    ['kim', 'kiim', 1],
    ['kim', 'kin', 1],
    ['ca', 'abc', 3],
    ['reviewer', 'read', 6],
    ['', 'abc', 3],
    ['abc', '', 3],
  ])('of %j and %j is %i', (a, b, expected) => {
    expect(typingDistance(a, b)).toBe(expected);
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });

  it('is optimal string alignment', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(typingDistance(a, b)).toBe(byDefinition(a, b));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is exact up to the limit, and beyond it beyond', () => {
    fc.assert(
      fc.property(word, word, fc.nat(6), (a, b, limit) => {
        const exact = byDefinition(a, b);
        const limited = typingDistance(a, b, limit);
        if (exact <= limit) expect(limited).toBe(exact);
        else expect(limited).toBeGreaterThan(limit);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('nearest', () => {
  it.each<readonly [string, readonly string[], string | null]>([
    ['kmi', ['ada', 'kim'], 'kim'],
    ['KIM', ['ada', 'kim'], 'kim'],
    ['membres', ['members', 'membership'], 'members'],
    ['zoe', ['ada', 'kim'], null],
    ['', ['a'], 'a'],
    ['', [], null],
    ['a', ['b'], 'b'],
    ['ab', ['ba', 'aab', 'abb'], 'aab'],
    ['ab', ['abb', 'ba', 'aab'], 'aab'],
    ['abcdef', ['uvwxyz'], null],
    ['abcdefgh', ['abcdzzzz'], null],
    ['reader', ['read', 'write'], 'read'],
    ['x'.repeat(100), [`${'x'.repeat(91)}${'y'.repeat(9)}`], null],
    ['x'.repeat(100), [`${'x'.repeat(92)}${'y'.repeat(8)}`], `${'x'.repeat(92)}${'y'.repeat(8)}`],
    ['x'.repeat(201), ['x'.repeat(201)], null],
  ])('of %j among %j is %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  it('does not depend on the order of the candidates', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'C'), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.uniqueArray(word), (wanted, candidates) => {
        expect(nearest(wanted, candidates.toReversed())).toBe(nearest(wanted, candidates));
      }),
    );
  });

  it('is one of the candidates with the fewest errors', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, fc.array(word), (wanted, candidates) => {
        const best = Math.min(...candidates.map((one) => byDefinition(wanted, one)));
        const found = nearest(wanted, candidates);
        const limit = Math.max(1, Math.floor(wanted.length / 3));
        expect(found === null).toBe(best > limit);
        if (found !== null) expect(byDefinition(wanted, found)).toBe(best);
      }),
    );
  });
});

describe('the effort', () => {
  const people = Array.from({ length: 1000 }, (_, index) => `${'ab'.repeat(50)}${index}`);

  it('bounds all searches that share it, whatever the words', () => {
    const effort = new Effort(5_000_000);
    const found = Array.from({ length: 100 }, (_, index) =>
      nearest(`${'ba'.repeat(50)}${index}`, people, effort),
    );
    expect(effort.spend(0)).toBe(false);
    const own = Array.from({ length: 100 }, (_, index) =>
      nearest(`${'ab'.repeat(50)}${index}x`, people, effort),
    );
    expect(new Set([...found.slice(50), ...own])).toEqual(new Set([null]));
  });

  it('finds what is found without it, or nothing', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    fc.assert(
      fc.property(word, fc.array(word), fc.nat(2000), (wanted, words, steps) => {
        const effort = new Effort(steps);
        const found = nearest(wanted, words, effort);
        expect(found).toBe(effort.spend(0) ? nearest(wanted, words) : null);
      }),
    );
  });
});
