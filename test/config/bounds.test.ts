import { describe, expect, it } from 'vitest';
import { compose, maxSyntaxProblems } from '../../src/config/compose.ts';
import { NameHints } from '../../src/config/hints.ts';
import { maxBlankLines, maxDepth, scan } from '../../src/config/scan.ts';
import { diagnosticsOf, head, load, toldOf } from './support/load.ts';

describe('nesting', () => {
  const unknown = expect.stringContaining('3:1 unknown-key');

  it.each<readonly [string, (depth: number) => string, string]>([
    ['lists', (depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`, '3:67 yaml-too-deep'],
    ['a word in lists', (depth) => `${'['.repeat(depth)}a${']'.repeat(depth)}`, '3:67 yaml-too-deep'],
    ['dashes', (depth) => `\n${'- '.repeat(depth)}a`, '4:127 yaml-too-deep'],
  ])('of %s is taken up to a bound', (_, nested, expected) => {
    // The document's own mapping is a level as well.
    expect(toldOf(`${head}x: ${nested(maxDepth - 1)}\n`)).toEqual([unknown]);
    expect(toldOf(`${head}x: ${nested(maxDepth)}\n`)).toEqual([expected]);
  });

  it('says what the bound is', () => {
    const [error] = diagnosticsOf(load(`x: ${'['.repeat(100)}\n`));
    expect(error?.message).toBe('The file nests deeper than 64 levels');
  });
});

describe('lines without a word', () => {
  it.each<readonly [string, string]>([
    ['line feeds', '\n'],
    ['carriage returns', ' \t\r\n'],
  ])('are taken up to a bound: %s', (_, end) => {
    const words = `${head}x: [a, b]\ny: "c" # d\n`;
    const blank = (count: number) => toldOf(`${words}${end.repeat(count)}${words}`);
    const codes = (told: readonly string[]) => new Set(told.map((one) => one.split(' ')[1]));
    expect(codes(blank(maxBlankLines - 2))).not.toContain('yaml-blank-lines');
    expect(blank(maxBlankLines + 1)).toHaveLength(1);
    expect(codes(blank(maxBlankLines + 1))).toEqual(new Set(['yaml-blank-lines']));
  });

  it('are counted anew after each', () => {
    const blank = '\n'.repeat(maxBlankLines - 1);
    for (const word of ['# a', 'x: y', '- ,', '[', '{', '"a"'])
      expect(toldOf(`${head}${blank}${word}${blank}${word}\n`).join()).not.toContain('yaml-blank-lines');
    const [error] = diagnosticsOf(load(`${head}${blank}\n\n`));
    expect(error?.message).toBe('More than 1000 lines without a word follow one another');
  });
});

describe('the composer', () => {
  it('is stopped when it finds too much wrong: an error costs a kilobyte', () => {
    const text = `[${','.repeat(1_000)}]`;
    const scanned = scan(text);
    if (!scanned.ok) throw new Error('The text is within the bounds.');
    const { document, problems } = compose(scanned.tokens, text.length);
    expect(document).toBeNull();
    expect(problems).toHaveLength(maxSyntaxProblems + 1);
    expect(problems.map(({ code }) => code)).not.toContain('RESOURCE_EXHAUSTION');
  });

  it('is not stopped when that is just not too much', () => {
    const text = `[a${','.repeat(maxSyntaxProblems + 1)}]`;
    const scanned = scan(text);
    if (!scanned.ok) throw new Error('The text is within the bounds.');
    const { document, problems } = compose(scanned.tokens, text.length);
    expect(problems).toHaveLength(maxSyntaxProblems);
    expect(document).not.toBeNull();
  });
});

describe('a name that was probably meant', () => {
  it('is looked for as long as that is cheap', () => {
    const hints = new NameHints();
    const among = (size: number): ReadonlyMap<string, null> =>
      new Map(Array.from({ length: size }, (_, at) => [`name-${at}`, null]));
    const few = among(10);
    expect(hints.nearest('nmae-3', few)).toBe('name-3');
    // Of 5,000,000 characters 70 are gone, and this leaves 70 more.
    expect(hints.nearest('x'.repeat(4_985), among(1_000))).toBeNull();
    expect(hints.nearest('x', among(6_930))).toBeNull();
    expect(hints.nearest('nmae-3', few)).toBe('name-3');
    expect(hints.nearest('nmae-3', few)).toBeNull();
  });
});
