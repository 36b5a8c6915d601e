import { describe, expect, it } from 'vitest';
import { insertPart, onePart, partsOf, removeParts } from '../../src/edit/collection.ts';
import { entryOf, type OutlineEntry, outlineOf } from '../../src/edit/outline.ts';
import { applyEdits } from '../../src/edit/patch.ts';

/** The collection under the key `m`. */
function held(text: string): { holder: OutlineEntry; names: readonly string[] } {
  const holder = entryOf(outlineOf(text), 'm');
  if (holder === null) throw new Error('no m');
  const { value } = holder;
  if (value?.kind === 'map') return { holder, names: value.entries.map(({ key }) => key) };
  if (value?.kind !== 'list') throw new Error('no collection');
  return { holder, names: value.items.map((item) => (item.value?.kind === 'word' ? item.value.text : '')) };
}

function without(text: string, ...names: readonly string[]): string | null {
  const { holder, names: all } = held(text);
  const { value } = holder;
  if (value?.kind !== 'map' && value?.kind !== 'list') throw new Error('no collection');
  const gone = new Set(names.map((name) => all.indexOf(name)));
  const edits = removeParts(text, value, holder.colonEnd, gone);
  return edits === null ? null : applyEdits(text, edits);
}

function having(text: string, kind: 'after' | 'before', name: string, part: string): string | null {
  const { holder, names } = held(text);
  const { value } = holder;
  if (value?.kind !== 'map' && value?.kind !== 'list') throw new Error('no collection');
  const edits = insertPart(text, value, holder, { kind, index: names.indexOf(name) }, onePart(part), 2);
  return edits === null ? null : applyEdits(text, edits);
}

const last = (text: string): string => held(text).names.at(-1) ?? '';

describe('removing leaves everything else as it is', () => {
  it.each([
    ['the first', 'm:\n  a: 1\n  b: 2\nz: 1\n', ['a'], 'm:\n  b: 2\nz: 1\n'],
    ['the last', 'm:\n  a: 1\n  b: 2\nz: 1\n', ['b'], 'm:\n  a: 1\nz: 1\n'],
    ['two neighbours at once', 'm:\n  a: 1\n  b: 2\n  c: 3\n', ['a', 'b'], 'm:\n  c: 3\n'],
    ['the last, without a line end', 'm:\n  a: 1\n  b: 2', ['b'], 'm:\n  a: 1'],
    ['with the comment beside it', 'm:\n  a: 1 # of a\n  b: 2\n', ['a'], 'm:\n  b: 2\n'],
    ['with the comment above it', 'm:\n  a: 1\n  # of b\n  b: 2\n  c: 3\n', ['b'], 'm:\n  a: 1\n  c: 3\n'],
    ['not the comment that follows', 'm:\n  a: 1\n  # of b\n  b: 2\n', ['a'], 'm:\n  # of b\n  b: 2\n'],
    ['not a heading of several', 'm:\n  # both\n  a: 1\n  b: 2\n', ['a'], 'm:\n  # both\n  b: 2\n'],
    [
      'a heading with all that it heads',
      'm:\n  x: 0\n\n  # both\n  a: 1\n  b: 2\n\n  c: 3\n',
      ['a', 'b'],
      'm:\n  x: 0\n\n\n  c: 3\n',
    ],
    ['a heading of one', 'm:\n  x: 0\n\n  # one\n  a: 1\n\n  c: 3\n', ['a'], 'm:\n  x: 0\n\n\n  c: 3\n'],
    ['a value of several lines', 'm:\n  a:\n    k: 1\n    # deep\n  b: 2\n', ['a'], 'm:\n  b: 2\n'],
    ['a value over the next line', 'm:\n  a:\n    1\n  b: 2\n', ['a'], 'm:\n  b: 2\n'],
    ['folded text', 'm:\n  a: >-\n    one\n    two\n\n  b: 2\n', ['a'], 'm:\n\n  b: 2\n'],
    ['a quoted key', 'm:\n  "a": 1\n  \'b\': 2\n', ['a'], "m:\n  'b': 2\n"],
    ['CRLF', 'm:\r\n  a: 1\r\n  b: 2\r\n', ['b'], 'm:\r\n  a: 1\r\n'],
    ['CRLF without a last line end', 'm:\r\n  a: 1\r\n  b: 2', ['b'], 'm:\r\n  a: 1'],
    ['all of a map', 'm:\n  a: 1\n  b: 2\nz: 1\n', ['a', 'b'], 'm: {}\nz: 1\n'],
    ['all of a map with a comment', 'm: # who\n  a: 1\nz: 1\n', ['a'], 'm: {} # who\nz: 1\n'],
    ['all of a map at the end', 'm:\n  a: 1', ['a'], 'm: {}'],
    ['all of a map with an anchor', 'm: &x\n  a: 1\n', ['a'], 'm: &x {}\n'],
    ['all of a list', 'm:\n  - a\n  - b\nz: 1\n', ['a', 'b'], 'm: []\nz: 1\n'],
    ['from a list', 'm:\n  # the first\n  - a\n\n  - b\n', ['a'], 'm:\n\n  - b\n'],
    ['from a list at the indentation of its key', 'm:\n- a\n- b # x\n', ['b'], 'm:\n- a\n'],
    ['from a flow map', 'm: { a: 1, b: 2, c: 3 } # x\n', ['b'], 'm: { a: 1, c: 3 } # x\n'],
    ['the first of a flow map', 'm: { a: 1, b: 2, c: 3 }\n', ['a'], 'm: { b: 2, c: 3 }\n'],
    ['the last of a flow map', 'm: { a: 1, b: 2, c: 3 }\n', ['c'], 'm: { a: 1, b: 2 }\n'],
    ['several of a flow map', 'm: { a: 1, b: 2, c: 3, d: 4 }\n', ['a', 'b', 'd'], 'm: { c: 3 }\n'],
    ['all of a flow map', 'm: { a: 1, b: 2 }\n', ['a', 'b'], 'm: {}\n'],
    ['from a flow list', 'm: [a,b, c]\n', ['b'], 'm: [a, c]\n'],
    ['all of a flow list', 'm: [ a ]\n', ['a'], 'm: []\n'],
    ['a line of a flow map', 'm: {\n  a: 1, # a\n  b: 2, # b\n}\n', ['b'], 'm: {\n  a: 1, # a\n}\n'],
    ['the last line of a flow map', 'm: {\n  a: 1, # a\n  b: 2  # b\n}\n', ['b'], 'm: {\n  a: 1 # a\n}\n'],
  ] as const)('%s', (_, text, names, expected) => {
    expect(without(text, ...names)).toBe(expected);
  });

  it('gives up where a comment would have to be guessed about', () => {
    expect(without('m: { a: 1, # which?\n  b: 2 }\n', 'a')).toBe(null);
  });
});

describe('inserting looks like its neighbours', () => {
  it.each([
    ['after a line', 'm:\n  a: 1\n  c: 3\n', 'after', 'a', 'm:\n  a: 1\n  b: 2\n  c: 3\n'],
    ['behind a comment beside', 'm:\n  a: 1 # x\n', 'after', 'a', 'm:\n  a: 1 # x\n  b: 2\n'],
    [
      'after folded text',
      'm:\n  a: >-\n    x\n\nz: 1\n',
      'after',
      'a',
      'm:\n  a: >-\n    x\n  b: 2\n\nz: 1\n',
    ],
    [
      'behind a deep comment',
      'm:\n  a:\n    k: 1\n    # x\n',
      'after',
      'a',
      'm:\n  a:\n    k: 1\n    # x\n  b: 2\n',
    ],
    ['at the end of a file', 'm:\n  a: 1', 'after', 'a', 'm:\n  a: 1\n  b: 2'],
    [
      'before its comment',
      'm:\n  a: 1\n  # c\n  c: 3\n',
      'before',
      'c',
      'm:\n  a: 1\n  b: 2\n  # c\n  c: 3\n',
    ],
    [
      'below a heading',
      'm:\n  # all\n  c: 3\n  d: 4\n',
      'before',
      'c',
      'm:\n  # all\n  b: 2\n  c: 3\n  d: 4\n',
    ],
    ['with CRLF', 'm:\r\n  a: 1\r\nz: 1\r\n', 'after', 'a', 'm:\r\n  a: 1\r\n  b: 2\r\nz: 1\r\n'],
    ['into a flow map', 'm: { a: 1 }\n', 'after', 'a', 'm: { a: 1, b: 2 }\n'],
    ['into a narrow flow map', 'm: {a: 1,c: 3}\n', 'after', 'a', 'm: {a: 1,b: 2,c: 3}\n'],
    ['first into a flow map', 'm: { c: 3 }\n', 'before', 'c', 'm: { b: 2, c: 3 }\n'],
    ['as a line of a flow map', 'm: {\n  a: 1, # a\n}\n', 'after', 'a', 'm: {\n  a: 1, # a\n  b: 2,\n}\n'],
    ['as the last line of one', 'm: {\n  a: 1 # a\n}\n', 'after', 'a', 'm: {\n  a: 1, # a\n  b: 2\n}\n'],
    ['into nobody', 'm: {}\nz: 1\n', 'after', '', 'm:\n  b: 2\nz: 1\n'],
    ['into nobody with a comment', 'm: {} # who\n', 'after', '', 'm: # who\n  b: 2\n'],
    ['into nobody at the end', 'm: {}', 'after', '', 'm:\n  b: 2'],
    ['into a wide nobody', 'm:   {}\n', 'after', '', 'm:   { b: 2 }\n'],
  ] as const)('%s, and removing it gives back what was there', (_, text, kind, name, expected) => {
    const inserted = having(text, kind, name, 'b: 2');
    expect(inserted).toBe(expected);
    expect(without(inserted ?? '', 'b')).toBe(text);
  });

  it('puts an item into a list of lines, of brackets, and of nothing', () => {
    expect(having('m:\n  - a\n', 'after', 'a', 'b')).toBe('m:\n  - a\n  - b\n');
    expect(having('m: [a]\n', 'after', 'a', 'b')).toBe('m: [a, b]\n');
    expect(having('m: []\n', 'after', '', 'b')).toBe('m:\n  - b\n');
  });
});

it('outlines every character of content, and nothing but content', () => {
  const text = 'm: &x # c\n  a: "1" # c\n  b:\n    - one\n    - *x\n';
  const { value } = held(text).holder;
  expect(value).toMatchObject({ kind: 'map', anchor: 'x' });
  if (value?.kind !== 'map') return;
  expect(partsOf(value).map(({ start, end }) => text.slice(start, end))).toEqual([
    'a: "1"',
    'b:\n    - one\n    - *x',
  ]);
  expect(last(text)).toBe('b');
});
