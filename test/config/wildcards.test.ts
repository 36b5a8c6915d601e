import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namePattern, pathPattern } from '../../src/config/wildcards.ts';

describe('patterns of the policy', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['a.yaml', ['a.yaml'], ['a_yaml', 'a.yaml/', 'b/a.yaml', 'A.yaml', '']],
    ['access/*', ['access/a', 'access/', 'access/a\nb'], ['access', 'access/a/b']],
    ['access/**', ['access/a', 'access/a/b', 'access/'], ['access', 'xaccess/a']],
    ['**/y.yaml', ['y.yaml', 'a/y.yaml', 'a/b/y.yaml'], ['xy.yaml', 'a/xy.yaml']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab']],
    ['a*/**/*b', ['a/b', 'ax/yb', 'ax/y/zb'], ['axb', 'a/b/c']],
  ])('a path %s', (pattern, fitting, others) => {
    const fits = pathPattern(pattern);
    expect(fitting.filter((path) => !fits(path))).toEqual([]);
    expect(others.filter(fits)).toEqual([]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['Lab', ['Lab'], ['lab', 'Labs', 'A Lab']],
    ['Research *', ['Research ', 'Research a/b', 'Research \n'], ['Research', 'research a']],
    ['*-*', ['-', 'a-b', 'a--b'], ['ab']],
    ['*', ['', 'anything/at all'], []],
  ])('a name %s', (pattern, fitting, others) => {
    const fits = namePattern(pattern);
    expect(fitting.filter((name) => !fits(name))).toEqual([]);
    expect(others.filter(fits)).toEqual([]);
  });

  test('are what the regular expression is that says the same', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '**/'), { maxLength: 7 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    fc.assert(
      fc.property(letters, texts, (parts, text) => {
        const pattern = parts.join('');
        const meant: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
        const expression = pattern
          .split(/(\*\*\/|\*\*|\*)/)
          .map((part) => meant[part] ?? part)
          .join('');
        expect(pathPattern(pattern)(text)).toBe(new RegExp(`^${expression}$`).test(text));
        expect(namePattern(pattern)(text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text));
      }),
    );
  });

  // With a regular expression neither would end.
  test.each([
    ['a path', pathPattern('**a'.repeat(160))],
    ['a name', namePattern('*a'.repeat(250))],
  ])('of hundreds of wildcards do not keep anybody waiting: %s', (_, fits) => {
    expect(fits('a'.repeat(2_000))).toBe(true);
    expect(fits(`${'a'.repeat(2_000)}b`)).toBe(false);
  });
});
