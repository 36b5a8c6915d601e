import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { decode } from '../../src/files/text.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { configurationOf, diagnosticsOf, head, load, told, toldOf } from './support/load.ts';

describe('what is not one document of YAML 1.2', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['nothing', '', ['1:1 file-empty']],
    ['blank lines', '\n\n  \n', ['1:1 file-empty']],
    ['only comments', '# groups\n# none\n', ['1:1 file-empty']],
    ['only a document start', '---\n', ['1:1 file-empty']],
    ['a word', 'hello\n', ['1:1 wrong-type']],
    ['a list', '- version: 1\n', ['1:1 wrong-type']],
    ['nothing by name', 'null\n', ['1:1 wrong-type']],
    ['a tab as indentation', `${head}groups:\n\tg: {}\n`, ['4:1 yaml-syntax']],
    ['a quote that is not closed', `${head}groups:\n  "g: {}\n`, ['4:3 yaml-syntax']],
    ['a bracket that is not closed', `${head}teams:\n  t: { members: [ada }\n`, ['4:17 yaml-syntax']],
    ['a bracket too many', `${head}teams:\n  t: { members: [ada]] }\n`, ['4:24 yaml-syntax']],
    ['a word too many', `${head}groups: {} {}\n`, ['3:12 yaml-syntax']],
    ['an indentation too many', `${head}teams: {}\n   groups: {}\n`, ['4:4 yaml-syntax']],
    ['a mapping in one line', `${head}groups: g: {}\n`, ['3:1 yaml-syntax']],
    ['an unknown escape', `${head}groups: { "\\q": {} }\n`, ['3:12 yaml-syntax']],
    [
      'a word that begins with @',
      `${head}teams: { t: { members: [@ada] } }\n`,
      ['3:25 yaml-syntax (Did you mean `ada`, without the @?)'],
    ],
    ['two documents', `${head}---\n${head}`, ['3:1 yaml-several-documents']],
    ['two documents, the first in full', `---\n${head}...\n---\n${head}`, ['5:1 yaml-several-documents']],
    ['a directive after the document', `${head}...\n%YAML 1.2\n---\n${head}`, ['4:1 yaml-several-documents']],
    ['YAML 1.1 after a comment on it', `# not %YAML 1.2\n%YAML 1.1\n---\n${head}`, ['2:1 yaml-version']],
    ['YAML 1.1', `%YAML 1.1\n---\n${head}`, ['1:1 yaml-version']],
    ['YAML 1.1, and another error', `%YAML 1.1\n---\n${head}x: 1\n`, ['1:1 yaml-version']],
    ['an error of the schema in the first of two', `${head}x: 1\n---\n`, ['4:1 yaml-several-documents']],
    ['an error of YAML in the second of two', `${head}---\nx: @y\n`, ['3:1 yaml-several-documents']],
    ['a directive alone', '%YAML 1.2\n', ['2:1 yaml-syntax']],
    [
      'two slips in a line, of which the library finds the second first',
      "~ x:\n!t \t...\n'",
      ['2:1 yaml-tag'],
    ],
    ['empty quotes', '""\n', ['1:1 wrong-type']],
    ['a directive that is none', `%FOO bar\n---\n${head}`, ['1:1 yaml-syntax']],
    ['a tag of somebody', `${head}groups: !mine {}\n`, ['3:9 yaml-tag']],
    ['a tag that does not fit', `${head}groups: !!int {}\n`, ['3:9 yaml-tag']],
    ['a tag without a directive', `${head}groups: !e!x {}\n`, ['3:9 yaml-tag']],
    ['a number that a tag wants', `version: !!int one\norganization: acme-ai\n`, ['1:10 yaml-tag']],
  ])('%s', (_, text, expected) => {
    expect(toldOf(text)).toEqual(expected);
    expect(load(text).ok).toBe(false);
  });

  it.each([
    ['a document start', `---\n${head}`],
    ['a document start and end', `# groups\n---\n${head}...\n`],
    ['YAML 1.2', `%YAML 1.2\n---\n${head}`],
    ['no line end at the end', head.trimEnd()],
    ['CRLF', head.replaceAll('\n', '\r\n')],
    ['tags of YAML itself', `!!map\nversion: !!int 1\norganization: !!str acme-ai\n`],
    ['block scalars', `version: 1\norganization: >-\n  acme-ai\n`],
    ['JSON', '{"version": 1, "organization": "acme-ai"}'],
    ['explicit keys', '? version\n: 1\n? organization\n: acme-ai\n'],
  ])('%s is one', (_, text) => {
    expect(toldOf(text)).toEqual([]);
    expect(configurationOf(text).organization).toBe('acme-ai');
  });

  it.each<readonly [string, string, string]>([
    ['# none\n', 'The file declares nothing', 'Start with `version: 1` and `organization: NAME`.'],
    [
      `%YAML 1.1\n---\n${head}`,
      'The file asks for YAML 1.1, but it is read as YAML 1.2',
      'Remove the line that begins with `%YAML`.',
    ],
  ])('%j: says what to do', (text, message, hint) => {
    expect(diagnosticsOf(load(text))).toMatchObject([{ message, hint }]);
  });

  it('tells fifty errors of YAML, and then that there are more', () => {
    const codes = diagnosticsOf(load(`${head}x:\n${'  - @a\n'.repeat(60)}`)).map(({ code }) => code);
    expect(codes).toEqual([...Array.from({ length: 50 }, () => 'yaml-syntax'), 'yaml-too-many-errors']);
  });

  it('tells the first errors of a text that is far from YAML, and that there are more', () => {
    const loaded = load(`${head}teams: {\n${'  a b: c: d: e,,\n'.repeat(200)}}\n`);
    const codes = diagnosticsOf(loaded).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(new Set(codes.slice(0, -1))).toEqual(new Set(['yaml-syntax']));
    expect(codes.at(-1)).toBe('yaml-too-many-errors');
  });
});

describe('columns', () => {
  const bad = (indent: string, end = '\n') =>
    ['version: 1', 'organization: acme-ai', 'groups:', '  g:', '    members:', `${indent}ada: rea`, ''].join(
      end,
    );

  it.each<readonly [string, string, readonly string[]]>([
    ['plain', bad('      '), ['6:12 wrong-value (Did you mean `read`?)']],
    ['after CRLF', bad('      ', '\r\n'), ['6:12 wrong-value (Did you mean `read`?)']],
    ['after a tab between key and value', `${head}x:\ty\n`, [`3:1 unknown-key`]],
    ['after characters outside the basic plane', `${head}groups: { 👍: { id: x } }\n`, ['3:21 wrong-value']],
  ])('%s', (_, text, expected) => {
    expect(toldOf(text)).toEqual(expected);
  });

  it('do not count a byte order mark', () => {
    const bytes = new TextEncoder().encode('\ufeffversoin: 1\norganization: acme-ai\n');
    const file = decode('groups.yaml', bytes);
    if (!(file instanceof SourceFile)) throw new Error('The bytes are UTF-8.');
    expect(diagnosticsOf(loadConfiguration([file], [])).map(told)).toEqual([
      '1:1 unknown-key (Did you mean `version`?)',
    ]);
  });

  it('go with the text of the line, without its end', () => {
    const [first] = diagnosticsOf(load(bad('      ', '\r\n')));
    expect(first?.excerpt).toEqual({ text: '      ada: rea', length: 3 });
  });
});

describe('keys', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['unknown at the top', `${head}gruops: {}\n`, ['3:1 unknown-key (Did you mean `groups`?)']],
    ['unknown and like none', `${head}repositories: {}\n`, [`3:1 unknown-key`]],
    [
      'unknown in a group',
      `${head}groups:\n  g:\n    membres: {}\n`,
      ['5:5 unknown-key (Did you mean `members`?)'],
    ],
    [
      'unknown in a team',
      `${head}teams:\n  t:\n    includes: []\n`,
      ['5:5 unknown-key (Did you mean `include`?)'],
    ],
    [
      'unknown in defaults',
      `${head}defaults: { mode: exact }\n`,
      ['3:13 unknown-key (Did you mean `membership`?)'],
    ],
    [
      'unknown in guards',
      `${head}guards: { max-removals: 3 }\n`,
      ['3:11 unknown-key (Did you mean `max_removals`?)'],
    ],
    [
      'unknown in a member',
      `${head}groups: { g: { members: { ada: { role: read, expire: 2030-01-01 } } } }\n`,
      ['3:46 unknown-key (Did you mean `expires`?)'],
    ],
    [
      'unknown in a waiver',
      `${head}waivers:\n  - { guard: last-admin, digest: sha256:${'0'.repeat(64)}, reason: x, user: ada }\n`,
      ['4:118 unknown-key'],
    ],
    ['twice at the top', `${head}groups: {}\ngroups: {}\n`, ['4:1 yaml-duplicate-key']],
    ['twice, once in quotes', `${head}groups:\n  g: {}\n  "g": {}\n`, ['5:3 yaml-duplicate-key']],
    [
      'a member twice',
      `${head}groups: { g: { members: { ada: read, ada: write } } }\n`,
      ['3:38 yaml-duplicate-key'],
    ],
    ['a mapping as a key', `${head}groups:\n  ? { a: b }\n  : {}\n`, ['4:5 wrong-type']],
    ['a list as a key', `${head}groups:\n  [a]: {}\n`, ['4:3 wrong-type']],
    ['a merge key', `${head}groups:\n  g: &g { members: {} }\n  h:\n    <<: *g\n`, ['6:5 yaml-merge-key']],
    ['a key longer than any name', `${head}groups:\n  ${'x'.repeat(321)}: {}\n`, ['4:3 invalid-name']],
  ])('%s', (_, text, expected) => {
    expect(toldOf(text)).toEqual(expected);
  });

  it('a key longer than any name is not looked at further', () => {
    const loaded = load(`${head}${'x'.repeat(321)}: {}\n`);
    expect(diagnosticsOf(loaded).map(({ message }) => message)).toEqual([
      `\`${'x'.repeat(79)}…\` is too long: 321 characters`,
    ]);
  });

  it.each<readonly [string, string, string]>([
    ['groups:\n  : {}\n', 'A key is empty', 'Give it a name.'],
    ['groups:\n  [a]: {}\n', 'A key must be text', 'Write one word, or put the name into quotes.'],
    ['groups:\n  !!int 12: {}\n', 'YAML reads the key `12` as something other than text', 'Quote it: "12"'],
    [
      'groups:\n  *folk : {}\n',
      'The alias `*folk` has no anchor before it',
      'Write the value out; a name that begins with * stands in quotes.',
    ],
  ])('%j: is told once, with what to do', (text, message, hint) => {
    expect(diagnosticsOf(load(head + text))).toMatchObject([{ message, hint }]);
  });

  it('a key that stands twice says where first', () => {
    const [error] = diagnosticsOf(load(`${head}groups: {}\n\ngroups: {}\n`));
    expect(error?.message).toBe('The key `groups` stands twice in this mapping, first in line 3');
  });
});

describe('aliases', () => {
  const group = (members: string) =>
    `${head}teams:\n  s: { members: &people [ada, kim] }\n  t: ${members}\ngroups:\n  g: { teams: { s: read, t: write } }\n`;

  it('stand for what they name', () => {
    const { teams } = configurationOf(group('{ members: *people }'));
    expect(teams.get('t')?.everybody.map(({ key }) => key)).toEqual(['ada', 'kim']);
  });

  it('may be keys', () => {
    const { groups } = configurationOf(`${head}groups:\n  &name g: {}\n  h: { members: { *name : read } }\n`);
    expect(groups[1]?.membership?.members[0]?.person.key).toBe('g');
  });

  it('are no keys when they stand for nothing', () => {
    expect(toldOf(`${head}x: &none ~\n*none : y\n`)).toEqual(['3:1 unknown-key', '3:10 name-not-text']);
    expect(diagnosticsOf(load(`${head}x: &none ~\n*none : y\n`))[1]?.message).toBe('A key is empty');
  });

  it.each<readonly [string, string, readonly string[]]>([
    ['without an anchor', group('{ members: *folk }'), ['5:17 yaml-alias']],
    [
      'with an anchor after them',
      `${head}teams: { s: *t, t: &t {} }\ngroups: { g: { teams: { s: read, t: read } } }\n`,
      ['3:13 yaml-alias'],
    ],
    ['that contain themselves', `${head}groups: &all\n  g: *all\n`, ['4:6 yaml-alias']],
    ['a word that begins with *', `${head}organisation: * \n`, ['3:15 yaml-syntax']],
    ['an anchor without a name', `${head}groups: & {}\n`, ['3:9 yaml-syntax']],
  ])('%s', (_, text, expected) => {
    expect(toldOf(text)).toEqual(expected);
  });

  it('that multiply are stopped, and told once', () => {
    const lines = Array.from({ length: 40 }, (_, at) => {
      const before = at === 0 ? 'ada' : `*a${at - 1}, *a${at - 1}`;
      return `  k${at}: &a${at} [${before}]\n`;
    });
    const loaded = toldOf(`${head}x:\n${lines.join('')}`);
    expect(loaded.filter((one) => one.includes('yaml-alias'))).toEqual(['15:20 yaml-alias']);
  });

  it.each<readonly [string, string, number]>([
    ['words', 'ada', 10_000],
    ['lists', '[a, [b]]', 2_500],
    ['text', 'x'.repeat(1_000), 1_000],
  ])('stand for so much and no more: %s', (_, anchored, most) => {
    const text = (count: number) => `x: &a ${anchored}\ny: [${'*a, '.repeat(count)}]\n`;
    const alias = (count: number) => toldOf(head + text(count)).filter((one) => one.includes('yaml-alias'));
    expect(alias(most)).toEqual([]);
    expect(alias(most + 1)).toEqual([`4:${5 + 4 * most} yaml-alias`]);
  });

  it('say what is too much, and of what is wrong what to do', () => {
    const said = (text: string) =>
      diagnosticsOf(load(head + text)).map(({ message, hint }) => [message, hint]);
    expect(said(`x: &x ${'x'.repeat(500_000)}\ny: [*x, *x, *x, *x]\n`)).toContainEqual([
      'The aliases of this file expand to more than 10000 values or 1000000 characters',
      null,
    ]);
    const hint = 'Write the value out; a name that begins with * stands in quotes.';
    expect(said('groups: { g: *folk }\n')).toContainEqual([
      'The alias `*folk` has no anchor before it',
      hint,
    ]);
    expect(said('groups: &all { g: *all }\n')).toContainEqual(['The alias `*all` contains itself', hint]);
  });

  it('of a long text are stopped as well', () => {
    const text = `${head}x: &x ${'x'.repeat(500_000)}\ny: [*x, *x, *x, *x]\n`;
    expect(toldOf(text)).toContain('4:13 yaml-alias');
  });
});
