import { describe, expect, it } from 'vitest';
import { configurationOf, diagnosticsOf, head, load, toldOf } from './support/load.ts';

const quote = (word: string) => `(Quote it: "${word}")`;

/** Words that some version of YAML does not read as text, and what it makes of them. */
const guessed: readonly (readonly [word: string, meaning: string])[] = [
  ['no', 'a truth value'],
  ['No', 'a truth value'],
  ['OFF', 'a truth value'],
  ['y', 'a truth value'],
  ['N', 'a truth value'],
  ['true', 'a truth value'],
  ['False', 'a truth value'],
  ['null', 'nothing'],
  ['~', 'nothing'],
  ['1e3', 'a number'],
  ['0x1F', 'a number'],
  ['0o17', 'a number'],
  ['0b11', 'a number'],
  ['012', 'a number'],
  ['1_000', 'a number'],
  ['123', 'a number'],
  ['-1', 'a number'],
  ['3.14', 'a number'],
  ['.5', 'a number'],
  ['.inf', 'a number'],
  ['.NaN', 'a number'],
  ['12:30', 'a number'],
  ['2024-01-01', 'a date'],
];

describe('a word that YAML does not read as text', () => {
  it.each(guessed)('%s is refused as a member', (word, meaning) => {
    const text = `${head}groups:\n  g:\n    members:\n      ${word}: read\n`;
    expect(toldOf(text)).toEqual([`6:7 name-not-text ${quote(word)}`]);
    expect(diagnosticsOf(load(text))[0]?.message).toBe(`YAML reads the key \`${word}\` as ${meaning}`);
  });

  // A time of day is no username in quotes either, and both is told.
  it.each(guessed.filter(([word]) => word !== '12:30'))('%s is refused in a team', (word, meaning) => {
    const text = `${head}teams:\n  t:\n    members: [ada, ${word}]\ngroups:\n  g:\n    teams: { t: read }\n`;
    expect(toldOf(text)).toEqual([`5:20 name-not-text ${quote(word)}`]);
    expect(diagnosticsOf(load(text))[0]?.message).toBe(`YAML reads \`${word}\` as ${meaning}, not as text`);
  });

  it.each(guessed)('%s is refused as the name of a group and of a team', (word) => {
    const text = `${head}groups:\n  ${word}:\n    members: {}\nteams:\n  ${word}:\n    members: []\n`;
    expect(toldOf(text)).toEqual([`4:3 name-not-text ${quote(word)}`, `7:3 name-not-text ${quote(word)}`]);
  });

  it.each(guessed)('%s is refused where teams are named', (word) => {
    const text = `${head}groups:\n  g:\n    teams:\n      ${word}: read\nteams:\n  t:\n    include: [${word}]\n`;
    expect(toldOf(text)).toEqual([`6:7 name-not-text ${quote(word)}`, `9:15 name-not-text ${quote(word)}`]);
  });

  it.each([
    ['organization', `version: 1\norganization: no\n`, '2:15'],
    ['organization as a number', `version: 1\norganization: 0x1F\n`, '2:15'],
    ['an id', `${head}groups:\n  g:\n    id: 666705163145162123456789\n`, '5:9'],
    ['an id with one e', `${head}groups:\n  g:\n    id: 6667051e3145162123456789\n`, '5:9'],
    ['a reason', `${head}groups:\n  g:\n    members:\n      ada: { role: read, reason: 412 }\n`, '6:34'],
    ['a protected member', `${head}guards:\n  protected_members:\n    - no\n`, '5:7'],
  ])('%s is refused', (_, text, place) => {
    expect(toldOf(text)).toEqual([
      expect.stringMatching(new RegExp(`^${place} name-not-text \\(Quote it: "`)),
    ]);
  });
});

it('an id that YAML 1.1 reads as a number is told by its key', () => {
  const [error] = diagnosticsOf(load(`${head}groups: { g: { id: 0b${'01'.repeat(11)} } }\n`));
  expect(error?.message).toBe(`\`id\`: YAML reads \`0b${'01'.repeat(11)}\` as a number, not as text`);
});

describe('the same words in quotes', () => {
  const words = guessed.map(([word]) => word).filter((word) => /^[A-Za-z0-9_][\w.-]*$/.test(word));

  it.each(words)('"%s" is a member, in a team and in a group', (word) => {
    const text = `${head}teams:\n  "${word}":\n    members: ['${word}']\ngroups:\n  '${word}':\n    members: { "${word}": read }\n    teams: { "${word}": write }\n`;
    const { groups, teams } = configurationOf(text);
    expect([...teams.keys()]).toEqual([word]);
    expect(teams.get(word)?.everybody.map(({ written }) => written)).toEqual([word]);
    expect(groups.map(({ name }) => name)).toEqual([word]);
    expect(groups[0]?.membership?.members.map(({ person }) => person.written)).toEqual([word]);
    expect(groups[0]?.membership?.grants.map(({ team }) => team)).toEqual([word]);
  });

  it.each(['~', '-1', '.5', '.inf', '12:30', ''])('"%s" is no username, in quotes neither', (word) => {
    const text = `${head}groups:\n  g:\n    members:\n      "${word}": read\n`;
    expect(toldOf(text)).toEqual(['6:7 invalid-name']);
  });

  it('a tag that says text is as good as quotes', () => {
    const text = `${head}groups:\n  g:\n    members:\n      !!str no: read\n`;
    expect(configurationOf(text).groups[0]?.membership?.members[0]?.person.written).toBe('no');
  });
});

describe('an empty name', () => {
  it.each([
    ['a member', 'groups:\n  g:\n    members:\n      : read\n', '6:7 name-not-text'],
    [
      'a member with an explicit key',
      'groups:\n  g:\n    members:\n      ?\n      : read\n',
      '6:8 name-not-text',
    ],
    ['a group', 'groups:\n  : {}\n', '4:3 name-not-text'],
    ['a group in quotes', 'groups:\n  "": {}\n', '4:3 invalid-name'],
    ['somebody protected', 'guards:\n  protected_members:\n    -\n', '5:6 wrong-type'],
  ])('%s', (_, text, expected) => {
    expect(toldOf(head + text)).toEqual([expected]);
  });
});

describe('names of people', () => {
  const members = (key: string) => `${head}groups:\n  g:\n    members:\n      ${key}: read\n`;

  it.each(['ada', 'e7', 'E12', 'Ada-Lovelace', 'a1', 'x'.repeat(42)])('%s is usual', (name) => {
    expect(toldOf(members(name))).toEqual([]);
  });

  it.each([
    'ram--charan',
    'a',
    '-a'.slice(1),
    'a_b',
    'a.b',
    'a-',
    'x'.repeat(43),
    'x'.repeat(96),
    '"12345"',
    '"66670e5163145ca562cb1988"',
    '_a',
  ])('%s is unusual, and only warned of', (name) => {
    expect(toldOf(members(name))).toEqual(['6:7 unusual-username']);
    expect(load(members(name)).ok).toBe(true);
  });

  it('an unusual name is told once, wherever it stands', () => {
    const text = `${head}guards:\n  protected_members: [a_b]\nteams:\n  t:\n    members: [a_b]\ngroups:\n  g:\n    teams: { t: read }\n    members: { A_B: write }\n`;
    expect(toldOf(text)).toEqual(['7:15 unusual-username']);
  });

  it.each([
    'grace@acme.ai',
    'grace.hopper+hub@mail.acme-labs.example.org',
    "o'neil@acme.ai",
    'a_b-c@acme.museum',
  ])('%s is an e-mail address', (address) => {
    const { groups } = configurationOf(members(address));
    expect(groups[0]?.membership?.members[0]?.person).toMatchObject({
      written: address,
      key: address,
      isEmail: true,
    });
    expect(toldOf(members(address))).toEqual([]);
  });

  it.each([
    '"a b"',
    'a/b',
    '"@ada"',
    'ada@',
    'ada@acme',
    'ada@@acme.ai',
    '.ada@acme.ai',
    'ada.@acme.ai',
    'ada..l@acme.ai',
    'ada@-acme.ai',
    'ada@acme..ai',
    'Größe',
    '"-ada"',
    'x'.repeat(97),
    `${'x'.repeat(250)}@acme.ai`,
    '"ad\\u202ea"',
    '"ad\\u0007a"',
    '"ad\\ta"',
    '"ad\\na"',
    '"ad\\u200ba"',
    '"\\uD83D"',
    '👍',
  ])('%s is neither', (name) => {
    expect(toldOf(members(name))).toEqual([expect.stringMatching(/^6:7 invalid-name/)]);
  });

  it.each([
    ['an entry', 'groups:\n  g:\n    members:\n      ada: read\n      kim: read\n      ADA: write\n', '8:7'],
    ['an e-mail', 'groups:\n  g:\n    members:\n      A@acme.ai: read\n      a@ACME.ai: read\n', '7:7'],
    ['a team', 'teams:\n  t:\n    members: [ada, kim, Ada]\ngroups: { g: { teams: { t: read } } }\n', '5:25'],
    ['the protected', 'guards:\n  protected_members:\n    - ci\n    - CI\n', '6:7'],
  ])('one person under two letter cases in %s', (_, text, place) => {
    expect(toldOf(head + text)).toEqual([`${place} duplicate-person`]);
  });

  it('one person may stand in two groups and two teams', () => {
    const text = `${head}teams:\n  s: { members: [ada] }\n  t: { members: [ADA] }\ngroups:\n  g: { members: { ada: read }, teams: { s: read, t: read } }\n  h: { members: { Ada: read } }\n`;
    expect(toldOf(text)).toEqual([]);
  });
});

describe('names of groups and teams', () => {
  it.each([
    'Foundation Models',
    'Größe – 日本語 👍',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '"<<"',
    '"a\\tb"'.replace('\\t', ' '),
    '"$&"',
    'a/b~c~1',
    'x'.repeat(200),
  ])('%s is a name', (name) => {
    const text = `${head}teams:\n  ${name}:\n    members: [ada]\ngroups:\n  ${name}:\n    teams:\n      ${name}: read\n`;
    const plain = name.replaceAll('"', '');
    const { groups, teams } = configurationOf(text);
    expect(groups.map((group) => group.name)).toEqual([plain]);
    expect([...teams.keys()]).toEqual([plain]);
    expect(groups[0]?.membership?.grants.map(({ team }) => team)).toEqual([plain]);
  });

  it.each([
    '"a\\u0000b"',
    '"a\\tb"',
    '"a\\nb"',
    '"a\\e[31mb"',
    '"a\\u0085b"',
    '"a\\u202eb"',
    '"a\\u2066b"',
    '"a\\u200bb"',
    '"a\\u200fb"',
    '"a\\u061cb"',
    '"a\\u2028b"',
    '"a\\ufeffb"',
    'x'.repeat(201),
  ])('%s is not', (name) => {
    const text = `${head}teams:\n  ${name}:\n    members: [ada]\ngroups:\n  ${name}:\n    teams:\n      ${name}: read\n`;
    expect(toldOf(text)).toEqual(['4:3 invalid-name', '7:3 invalid-name', '9:7 invalid-name']);
  });

  it('a person named like a property of every object is a person', () => {
    const text = `${head}groups:\n  g:\n    members:\n      __proto__: read\n      constructor: write\n      toString: admin\n`;
    const members = configurationOf(text).groups[0]?.membership?.members ?? [];
    expect(members.map(({ person, role }) => [person.key, role])).toEqual([
      ['__proto__', 'read'],
      ['constructor', 'write'],
      ['tostring', 'admin'],
    ]);
  });

  it('such a key is unknown where keys are fixed', () => {
    expect(toldOf(`${head}__proto__: 1\nconstructor: 1\n`)).toEqual(['3:1 unknown-key', '4:1 unknown-key']);
  });

  it('shows no character of a name that could deceive', () => {
    const text = `${head}groups:\n  "a\\u202e\\e[31m": x\n`;
    const messages = diagnosticsOf(load(text)).map(({ message }) => message);
    expect(messages.join()).toContain('a\\u{202e}\\u{1b}[31m');
    for (const character of ['\u001b', '\u202e']) expect(messages.join()).not.toContain(character);
  });
});
