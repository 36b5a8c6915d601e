import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Schema } from 'yaml';
import { emailsIn } from '../../src/config/emails.ts';
import { Finder, partsOf } from '../../src/config/finder.ts';
import { isTextIn12, notTextBecause } from '../../src/config/guessed-words.ts';
import { parseYaml } from '../../src/config/parse.ts';
import { isUsualUsername } from '../../src/config/usernames.ts';
import { Collector } from '../../src/diagnostics/collector.ts';
import { SourceFile, sourceOf } from '../../src/text/source-file.ts';
import { configurationOf, diagnosticsOf, head, load } from './support/load.ts';

describe('SourceFile', () => {
  const file = new SourceFile('a/b.yaml', 'one\r\n\ntwo\r');

  it.each([
    [0, 1, 1, 'one'],
    [3, 1, 4, 'one'],
    [4, 1, 5, 'one'],
    [5, 2, 1, ''],
    [6, 3, 1, 'two'],
    [10, 3, 5, 'two'],
  ])('offset %i is line %i, column %i', (offset, line, column, text) => {
    expect(file.locate(offset)).toEqual({ file: 'a/b.yaml', line, column });
    expect(sourceOf({ file, offset, length: 1 })).toEqual({ file: 'a/b.yaml', line, column });
    expect(file.lineAt(offset)).toBe(text);
  });

  it('has one line when it is empty', () => {
    const empty = new SourceFile('x', '');
    expect(empty.locate(0)).toEqual({ file: 'x', line: 1, column: 1 });
    expect(empty.lineAt(0)).toBe('');
  });

  it('finds every offset again', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(40), (content, at) => {
        const offset = Math.min(at, content.length);
        const source = new SourceFile('x', content);
        const { line, column } = source.locate(offset);
        const before = content.split('\n').slice(0, line - 1);
        expect(before.join('\n').length + (before.length > 0 ? 1 : 0) + column - 1).toBe(offset);
        expect(source.lineAt(offset)).toBe(content.split('\n')[line - 1]?.replace(/\r$/, ''));
      }),
    );
  });
});

describe('Finder', () => {
  const text = 'a: { b: [c,  d ] }\n"e/f~g": h\n';
  const file = new SourceFile('x.yaml', text);
  const tree = parseYaml(file, new Collector());
  if (tree === null) throw new Error('it is YAML');
  const finder = new Finder(file, tree);

  it.each([
    ['', text],
    ['/a/b', '[c,  d ]'],
    ['/a/b/1', 'd'],
    ['/e~1f~0g', 'h'],
    // What is nearest to it, where there is none.
    ['/a/x', '{ b: [c,  d ] }'],
    ['/a/b/2', '[c,  d ]'],
    ['/a/b/x/y', '[c,  d ]'],
    ['/e~1f~0g/0', 'h'],
    ['/x', text],
  ])('finds %j', (pointer, expected) => {
    const { offset, length } = finder.place(finder.at(pointer));
    expect(text.slice(offset, offset + length)).toBe(expected);
    expect(finder.written(finder.at(pointer))).toBe(expected.trim().replace('\n', '\\u{a}'));
  });

  it.each([
    ['', 'a', 'a'],
    ['', 'e/f~g', '"e/f~g"'],
    ['/a', 'b', 'b'],
    ['/a', 'x', '{ b: [c,  d ] }'],
    ['/a/b', 'x', '[c,  d ]'],
    ['/a/b/0', 'x', 'c'],
  ])('finds below %j the key %j', (pointer, key, expected) => {
    const { offset, length } = finder.key(pointer, key);
    expect(text.slice(offset, offset + length)).toBe(expected);
  });

  it('shows so much of a value as fits into a sentence', () => {
    const long = new SourceFile('x.yaml', `${'x'.repeat(61)}\n`);
    const word = parseYaml(long, new Collector());
    expect(word && new Finder(long, word).written(word)).toBe('x'.repeat(60));
  });

  it('reads pointers', () => {
    expect(partsOf('')).toEqual([]);
    expect(partsOf('/a~1b/c~0d/~01/')).toEqual(['a/b', 'c~d', '~1', '']);
  });
});

describe('words', () => {
  const tests = ['core', 'yaml-1.1'].map((schema) =>
    new Schema({ schema }).tags.flatMap((tag) =>
      tag.default === true && 'test' in tag && tag.test !== undefined ? [tag.test] : [],
    ),
  );
  const guesses = (schema: number, word: string) =>
    word === '' || (tests[schema] ?? []).some((test) => test.test(word));

  const word = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'yesnoftrualYESNOFTRUAL~.:-+_0179exinfbo'), maxLength: 7 }),
    fc.constantFrom(
      'yes',
      'on',
      'Off',
      'TRUE',
      'n',
      'null',
      '~',
      '.inf',
      '-.INF',
      '.nan',
      '1:30:00',
      '190:20:30.15',
      '0b1_0',
      '1e+3',
      '2001-1-1',
      '2001-12-14t21:59:43.10-05:00',
      '=',
    ),
  );

  it('say what they are taken for', () => {
    expect(['', '~', 'no', '0x1F', '1.5', '2024-01-01', 'ada'].map(notTextBecause)).toEqual([
      'nothing',
      'nothing',
      'a truth value',
      'a number',
      'a number',
      'a date',
      null,
    ]);
  });

  it('are text or not as the library says', () => {
    fc.assert(
      fc.property(word, (one) => {
        // A number without digits before its exponent is none, though the library's test for YAML 1.1 has it.
        fc.pre(!/^[eE][-+]?[0-9]+$/.test(one));
        expect(isTextIn12(one)).toBe(!guesses(0, one));
        expect(notTextBecause(one) === null).toBe(!guesses(0, one) && !guesses(1, one));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('isUsualUsername', () => {
  it.each(['ab', 'ada', 'Ada-Lovelace-1', '1a', 'x'.repeat(42), 'a'.repeat(25), '0123456789abcdef01234567a'])(
    '%s',
    (name) => {
      expect(isUsualUsername(name)).toBe(true);
    },
  );

  it.each([
    '',
    'a',
    'x'.repeat(43),
    '123',
    'a--b',
    '-a',
    'a-',
    'a_b',
    'a.b',
    'é1',
    '0123456789abcdefABCDEF01',
    'a\n',
  ])('not %j', (name) => {
    expect(isUsualUsername(name)).toBe(false);
  });
});

describe('emailsIn', () => {
  it('are those of teams, groups and guards, in lower case', () => {
    const text = `${head}guards: { protected_members: [P@acme.ai, ci] }\nteams: { t: { members: [T@acme.ai, ada] } }\ngroups: { g: { members: { G@acme.ai: read, t@acme.ai: write, kim: read }, teams: { t: read } }, h: {} }\n`;
    expect([...emailsIn(configurationOf(text))].toSorted()).toEqual(['g@acme.ai', 'p@acme.ai', 't@acme.ai']);
  });
});

describe('unusual usernames', () => {
  it('are warned of with a reason not to worry', () => {
    expect(diagnosticsOf(load(`${head}groups: { g: { members: { a_b: read } } }\n`))).toMatchObject([
      {
        severity: 'warning',
        message: '`a_b` is not a name that the Hub gives out today',
        hint: 'Older accounts may be named so.',
      },
    ]);
  });
});
