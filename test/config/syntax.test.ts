import { describe, expect, it } from 'vitest';
import { diagnosticsOf, head, load } from './support/load.ts';

/** `line:column what`, of what is underlined, for everything that is told. */
function told(text: string): readonly string[] {
  return diagnosticsOf(load(text)).map(({ source, excerpt, message }) => {
    const at = (source?.column ?? 0) - 1;
    return `${source?.line} ${excerpt?.text.slice(at, at + excerpt.length)} | ${message}`;
  });
}

const hints = (text: string): readonly (string | null)[] => diagnosticsOf(load(text)).map(({ hint }) => hint);
const general =
  'Every line is `name: value`, or `name:` with what belongs to it below, indented by two spaces; a list has `- ` before each entry.';

describe('a slip that throws the rest out of step is told alone, where it begins', () => {
  it.each<readonly [what: string, text: string, expected: string]>([
    ['a tab', 'groups:\n\tg: {}\n', '4 \t | A tab indents this line; YAML takes only spaces'],
    [
      'tabs in several lines',
      'groups:\n\tg:\n\t\tmembers: {}\n\t\tid: x\n\t\tteams: {}\n',
      '4 \t | A tab indents this line, and tabs indent 3 more; YAML takes only spaces',
    ],
    [
      'a merge that was not finished',
      'groups:\n<<<<<<< HEAD\n  a: {}\n=======\n\tb: {}\n>>>>>>> x\n',
      '4 <<<<<<< | The marks of a merge that was not finished',
    ],
    [
      'a merge without names',
      '<<<<<<<\na: {}\n=======\n>>>>>>>\n',
      '3 <<<<<<< | The marks of a merge that was not finished',
    ],
    ['a single quote', "groups:\n  'g: {}\n", "4 ' | The quote `'` is not closed"],
    ['a double quote', 'groups:\n  "g: {}\n', '4 " | The quote `"` is not closed'],
    ['a quote that is the last character', 'groups: "', '3 " | The quote `"` is not closed'],
    ['a quote that is escaped', 'groups: { "a\\": {} }\n', '3 " | The quote `"` is not closed'],
    ['a quote in a list', "x:\n  - y\n  - 'a\n", "5 ' | The quote `'` is not closed"],
    ['a brace', 'groups:\n  g: { x: { y: z }\n  h: {}\n', '4 { | The bracket `{` is not closed'],
    ['a brace in a brace', 'groups: { a: { b: c\n', '3 { | The bracket `{` is not closed'],
    ['a bracket', 'x:\n  - [a, b\n', '4 [ | The bracket `[` is not closed'],
    ['a bracket that a brace closes', 'x: [a }\n', '3 [ | The bracket `[` is not closed'],
    ['a bracket that is a key', 'x:\n  [a: {}\n', '4 [ | The bracket `[` is not closed'],
    ['a bracket too many', 'x: [a]]\ny: {}}\n', '3 ] | The bracket `]` closes nothing'],
    ['a brace too many', 'x: {a: b}}\n', '3 } | The bracket `}` closes nothing'],
    [
      'a bracket too many where another line has one too few',
      'x: [a]]\ny: [\n',
      '3 ] | The bracket `]` closes nothing',
    ],
  ])('%s', (_, text, expected) => {
    expect(told(head + text)).toEqual([expected]);
  });

  it('after what stands before it, once a line', () => {
    expect(told('x: [@ada, @kim]\ny: {\n')).toEqual([
      '1 @ | Plain value cannot start with reserved character @',
      '2 { | The bracket `{` is not closed',
    ]);
    expect(told(`a: !mine {}\nb: !mine {}\nc: "x\n`)).toEqual([
      '1 !mine | Unresolved tag: !mine',
      '2 !mine | Unresolved tag: !mine',
      '3 " | The quote `"` is not closed',
    ]);
    expect(told(`a: !mine {}\nb: [!mine x, "x\n`)).toEqual([
      '1 !mine | Unresolved tag: !mine',
      '2 " | The quote `"` is not closed',
    ]);
  });

  it.each([
    ['half a merge', '<<<<<<< HEAD\n'],
    ['the other half', '>>>>>>> HEAD\n'],
    ['more signs than a merge has', '<<<<<<<< HEAD\n>>>>>>>> HEAD\n'],
    ['signs within a line', 'x: <<<<<<< y: z\n  >>>>>>> x\n'],
    ['signs before a word', '<<<<<<<HEAD\n>>>>>>>HEAD\n'],
  ])('%s is no merge', (_, text) => {
    expect(told(head + text).join()).toMatch(/\|/);
    expect(told(head + text).join()).not.toContain('merge');
  });

  it.each([
    ['in single quotes a backslash escapes nothing', "'a\\': 1\n"],
    ['a backslash may be escaped itself', '"a\\\\": 1\n'],
    ['quotes may be empty', `"": 1\n'': 2\n`],
  ])('%s', (_, text) => {
    expect(told(text).join()).not.toContain('closed');
  });
});

describe('what to do about a text that is not YAML', () => {
  it.each<readonly [text: string, hint: string]>([
    ['x: @ada\n', 'Did you mean `ada`, without the @?'],
    ['x: @ada,\n', 'Did you mean `ada`, without the @?'],
    ['x: [@ada, b]\n', 'Did you mean `ada`, without the @?'],
    [`x: @${'a'.repeat(99)}b\n`, `Did you mean \`${'a'.repeat(79)}…\`, without the @?`],
    ['x: @\n', 'Put the word into quotes.'],
    ['x: `ada\n', 'Put the word into quotes.'],
    ['x: %ada\n', 'Put the word into quotes.'],
    ['x: * \n', 'Put a name that begins with * into quotes.'],
    ['x: !mine {}\n', 'Remove the tag: the word that begins with `!`.'],
    ['x: {} y\n', general],
    ['x: {} @y\n', general],
    ['\tx: y\n', 'Put two spaces in place of each tab: editors call it “convert indentation to spaces”.'],
    [
      '<<<<<<< a\n>>>>>>> b\n',
      'Keep what is right of both sides, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`.',
    ],
    ['x: {\n', 'Write `}` where it ends, as a rule in the same line.'],
    ['x: "\n', 'Write `"` where it ends, as a rule in the same line.'],
    ['x: {}}\n', 'Remove it, or write the bracket that it closes before it.'],
  ])('%j', (text, hint) => {
    expect(hints(head + text)).toEqual([hint]);
  });
});
