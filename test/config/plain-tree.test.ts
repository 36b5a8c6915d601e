import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composedTree } from '../../src/config/parse.ts';
import { plainTree } from '../../src/config/plain-tree.ts';
import { scan } from '../../src/config/scan.ts';
import { Collector } from '../../src/diagnostics/collector.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { fuzzRuns, fuzzSeed, mutated, tree, yamlish } from './support/arbitrary.ts';
import { head } from './support/load.ts';
import { style } from './support/style.ts';
import { validFile } from './support/valid.ts';

/** The tree by the short way, read as soon as it can be and at the end, and what the library's own documents give. */
function bothWays(text: string) {
  const scanned = scan(text);
  if (!scanned.ok) return null;
  const short = plainTree(text, 2);
  expect(plainTree(text, Number.POSITIVE_INFINITY)).toEqual(short);
  const found = new Collector();
  const long = composedTree(new SourceFile('groups.yaml', text), scanned.tokens, found);
  return { short, long, diagnostics: found.all() };
}

function expectEqual(text: string): void {
  const ways = bothWays(text);
  if (ways === null || ways.short === null) return;
  expect(ways.diagnostics).toEqual([]);
  expect(ways.short).toEqual(ways.long);
}

const printed = fc.tuple(validFile, style).map(([data, print]) => print(data));
const trees = fc.tuple(tree, style).map(([data, print]) => print(data));

describe('the short way gives the tree and the places of the library’s documents, or none', () => {
  it.each<readonly [string, fc.Arbitrary<string>]>([
    ['for valid files', printed],
    ['for files with mistakes', mutated(printed)],
    ['for any data', trees],
    ['for any data with mistakes', mutated(trees)],
    ['for text that looks like YAML', yamlish],
  ])('%s', (_, texts) => {
    fc.assert(fc.property(texts, expectEqual), { seed: fuzzSeed, numRuns: fuzzRuns * 2 });
  });
});

describe('the short way is taken', () => {
  it.each([
    ['blocks', `${head}groups:\n  g h:\n    members:\n      ada: read\n`],
    ['lists', `${head}x:\n- a\n-  b\n- - c\n  - d\n`],
    ['flow collections', `${head}x: { a: [b, "c", 'd''e'], "f": {}, g: [], }\n`],
    ['quotes around nothing and around quotes', `${head}x: ['', "", '''', ' ', "'"]\n`],
    ['flow collections over lines', `${head}x: [\n  a, # one\n  b,\n]\n`],
    ['comments and blank lines', `# a\n\n---\n${head}\n# b\nx: # c\n  # d\n  k: z # e\n\n  # f\n# g\n`],
    ['a list with a comment below', `${head}x:\n  - a\n  # d\n`],
    ['a comment between entries', `${head}x:\n- a\n# b\n- c\n`],
    ['a word with a comment below', 'ada\n# b\n'],
    ['CRLF', `${head}x:\n  - a\n`.replaceAll('\n', '\r\n')],
    ['numbers and truth values', `${head}x: [0, 12, 1.50, true, false, 2030-01-01, 25%]\n`],
    ['JSON', '{"version": 1, "x": [{"a": "b"}]}'],
  ])('for %s', (_, text) => {
    const ways = bothWays(text);
    expect(ways?.short).not.toBeNull();
    expect(ways?.short).toEqual(ways?.long);
    expect(ways?.diagnostics).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['an empty value', 'a:\n'],
    ['an empty item', '-\n'],
    ['an empty key', ': a\n'],
    ['an explicit key', '? a\n: b\n'],
    ['an anchor', 'a: &x b\n'],
    ['an alias', 'a: [&x b, *x]\n'],
    ['a tag', 'a: !!str b\n'],
    ['a block scalar', 'a: |\n  b\n'],
    ['several lines', 'a: b\n  c\n'],
    ['quotes over several lines', 'a: "b\n  c"\n'],
    ['an escape', 'a: "\\n"\n'],
    ['a quote that is not closed', "a: 'b\n"],
    ['a quote that is the last character', 'a: "'],
    ['a tab', 'a:\tb\n'],
    ['a float with an exponent', 'a: 1.5e3\n'],
    ['null', 'a: null\n'],
    ['a key that may be no text', 'no: a\n'],
    ['a merge key', '<<: a\n'],
    ['a key twice', 'a: b\na: c\n'],
    ['a long key', `${'x'.repeat(400)}: a\n`],
    ['a key far from its colon', `a${' '.repeat(400)}: b\n`],
    ['a list as a key', '[a]: b\n'],
    ['a pair in a list', '[a: b]\n'],
    ['a key alone', '{ a }\n'],
    ['a comma too many', '[a,, b]\n'],
    ['a comma at the start', '[, a]\n'],
    ['no comma', '["a" "b"]\n'],
    ['a bracket that is not closed', '[a\n'],
    ['a block in a flow', '[\n- a\n]\n'],
    ['a block mapping in a line', 'a: b: c\n'],
    ['an item at another column', '- a\n - b\n'],
    ['a key at another column', ' a: b\nc: d\n'],
    ['a word after the end', '"a" b\n'],
    ['a comment that touches', 'a: "b"#c\n'],
    ['a document on the line of its start', '--- a: b\n'],
    ['two documents', 'a: b\n---\nc: d\n'],
    ['an end of document', 'a: b\n...\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['a byte order mark', '\ufeffa: b\n'],
    ['an indicator as a word', 'a: @b\n'],
  ])('not for %s', (_, text) => {
    expect(bothWays(text)?.short).toBeNull();
  });
});
