import { describe, expect, it } from 'vitest';
import { diagnosticsOf, head, load } from './support/load.ts';

/** `line word code`, of what is underlined, for everything that is told of lines below the head. */
function told(text: string): readonly string[] {
  return diagnosticsOf(load(head + text)).map(({ source, excerpt, code }) => {
    const at = (source?.column ?? 0) - 1;
    return `${(source?.line ?? 0) - 2} ${excerpt?.text.slice(at, at + excerpt.length)} ${code}`;
  });
}

const said = (text: string): readonly string[] =>
  diagnosticsOf(load(head + text)).map(({ message, hint }) => `${message}. ${hint}`);

describe('a line that stands beside what it belongs below', () => {
  it.each<readonly [text: string, where: string, said: string]>([
    [
      'groups:\nA:\n  members: {}\n',
      '2 A',
      '`A` stands beside `groups` (line 3), not below it. Indent this line further than line 3, by two spaces.',
    ],
    [
      'groups:\nA: {}\nB: {}\nteams: {}\n',
      '2 A',
      '`A` stands beside `groups` (line 3), not below it. Indent these lines further than line 3, by two spaces.',
    ],
    ['groups: ~\nA: {}\n', '2 A', '`A` stands beside `groups` (line 3), not below it'],
    [
      'guards:\nmax_removals: 3\nprotected_members: [a]\n',
      '2 max_removals',
      'stands beside `guards` (line 3)',
    ],
    [
      'guards:\n  protected_members:\n  ci: x\n  bot: y\n',
      '3 ci',
      '`ci` stands beside `protected_members` (line 4), not below it',
    ],
    [
      'groups:\n  A:\n  members: { ada: x }\n  id: x\n',
      '3 members',
      '`members` stands beside the group `A` (line 4), not below it. Indent these lines further than line 4',
    ],
    ['teams:\n  t:\n  members: [a/b]\n', '3 members', '`members` stands beside the team `t` (line 4)'],
    ['teams:\n  t:\n    members:\n    ada:\n', '4 ada', '`ada` stands beside `members` (line 5)'],
    ['groups:\n  A:\n    teams:\n    t: read\n', '4 t', '`t` stands beside `teams` (line 5)'],
    [
      'groups:\n  A:\n    members:\n    ada: read\n    kim: { role: write }\n',
      '4 ada',
      '`ada` stands beside `members` (line 5), not below it. Indent these lines further than line 5',
    ],
    ['groups:\n  A:\n    members:\n    ada: anything\n', '4 ada', 'Indent this line further than line 5'],
    ['groups:\n  a/b~c:\n    members:\n    x~/y: read\n', '4 x~/y', '`x~/y` stands beside `members`'],
    ['groups:\n  "a\\tb":\n  members: {}\n', '3 members', '`members` stands beside the group `a\\u{9}b`'],
  ])('%j', (text, where, message) => {
    expect(told(text)).toEqual([`${where} wrong-indentation`]);
    expect(said(text)[0]).toContain(message);
  });

  it('leaves what follows to be looked at', () => {
    expect(told('groups:\n  A:\n    members:\n    ada: read\n    id: x\n')).toEqual([
      '4 ada wrong-indentation',
      '5 x wrong-value',
    ]);
    expect(
      told('groups:\n  A:\n  members: { ada: x }\n  B: x\nteams:\n  t:\n  include: x\n  u: x\n'),
    ).toEqual([
      '3 members wrong-indentation',
      '4 x wrong-type',
      '7 include wrong-indentation',
      '8 x wrong-type',
    ]);
    expect(told('groups:\n  A:\n  members: { ada: x }\n  AB: x\n')).toEqual([
      '3 members wrong-indentation',
      '4 x wrong-type',
    ]);
    expect(told('guards:\n  protected_members:\n  ci: x\ngroups: x\n')).toEqual([
      '3 ci wrong-indentation',
      '4 x wrong-type',
    ]);
  });

  it('takes no value for nothing, and nothing that follows something else', () => {
    expect(told('groups: {}\nA: {}\n')).toEqual(['2 A unknown-key']);
    expect(told('groups: ""\nA: {}\n')).toEqual(['1 "" wrong-type', '2 A unknown-key']);
    expect(told('groups: null\nA: {}\n')).toEqual(['1 null wrong-type', '2 A unknown-key']);
    expect(told('groups:\n  A:\n    members:\n    id: x\n')).toEqual(['3  wrong-type', '4 x wrong-value']);
    expect(told('groups:\n  A:\n    members: { x: y }\n    zed: z\n')).toHaveLength(2);
    expect(told('groups:\n  A:\n  B:\n  members: {}\n')).toEqual([
      '2  wrong-type',
      '4 members wrong-indentation',
    ]);
  });
});

describe('people straight below a group', () => {
  it.each<readonly [text: string, where: string, said: string]>([
    [
      'groups:\n  A:\n    ada: read\n    kim: { role: x }\n    lee: absent\n',
      '3 ada',
      '`ada` looks like a person, but stands straight below the group. Write `members:` above it, and indent the people below that by two more spaces.',
    ],
    [
      'groups:\n  A:\n    members: { kim: read }\n    ada: read\n    lee: { role: x }\n',
      '4 ada',
      '`ada` looks like a person, but stands beside `members`, not below it. Indent it further than `members:`, by two spaces.',
    ],
    ['groups:\n  a/b~c:\n    x/y~: admin\n', '3 x/y~', '`x/y~` looks like a person'],
  ])('%j', (text, where, message) => {
    expect(told(text)).toEqual([`${where} wrong-indentation`]);
    expect(said(text)).toEqual([expect.stringContaining(message)]);
  });

  it('are told once where some of them follow a key that has nothing below it', () => {
    const text =
      'groups:\n  A:\n    members:\n    ada: read\n    membership: exact\n    kim: read\n    lee: absent\n';
    expect(told(text)).toEqual(['4 ada wrong-indentation', '6 kim wrong-indentation']);
  });

  it('are none without a role', () => {
    expect(told('groups:\n  A:\n    ada: x\n    kim: { x: read }\n    lee: [read]\n    zed: 1\n')).toEqual([
      '3 ada unknown-key',
      '4 kim unknown-key',
      '5 lee unknown-key',
      '6 zed unknown-key',
    ]);
  });
});

describe('roles where people are expected', () => {
  it('are told once, and what else is wrong beside them', () => {
    const text =
      'groups:\n  A:\n    members:\n      admin: [ada]\n      read: [kim]\n      bob: [x]\n      lee: x\n';
    expect(told(text)).toEqual(['4 admin wrong-type', '6 [x] wrong-type', '7 x wrong-value']);
    expect(said(text)[0]).toBe(
      '`admin` is a role, and below `members` stand people. Write each person with the role: `ada: admin`.',
    );
    expect(told('groups:\n  A:\n    members:\n      absent: [ada]\n')).toEqual(['4 absent wrong-type']);
  });

  it('may be names of people', () => {
    const text = 'groups:\n  A:\n    members:\n      admin: read\n      read: { role: write }\n';
    expect(told(text)).toEqual([]);
    expect(told(`${text}      kim: x\n`)).toEqual(['6 x wrong-value']);
  });
});
