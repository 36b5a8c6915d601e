import { describe, expect, test } from 'vitest';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

const inOne = (entries: string, head = ''): string => `${head}groups:\n  One:\n    members:\n${entries}`;

/** The guards that a plan runs into, each as `guard group user`. */
function violations(yaml: string, live: Parameters<typeof planOf>[1]): readonly string[] {
  return planOf(yaml, live).violations.map(({ guard, group, user, waived }) => {
    expect(waived).toBe(false);
    return [guard, group?.name, user].filter((part) => part !== null && part !== undefined).join(' ');
  });
}

describe('emptied-group', () => {
  const people = members('a1', 'b1', 'c1');
  test.each<[string, Record<string, string>, string, readonly string[]]>([
    ['the only member goes', { a1: 'read' }, '      a1: absent\n', ['emptied-group One']],
    ['all go', { a1: 'read', b1: 'write' }, '      a1: absent\n      b1: absent\n', ['emptied-group One']],
    ['one stays', { a1: 'read', b1: 'write' }, '      a1: absent\n', []],
    ['another comes', { a1: 'read' }, '      a1: absent\n      b1: read\n', []],
    ['it was empty', {}, '      a1: absent\n', []],
    [
      'the other who comes is blocked',
      { a1: 'read' },
      '      a1: absent\n      nobody: read\n',
      ['emptied-group One'],
    ],
  ])('%s', (_, users, entries, expected) => {
    expect(violations(inOne(entries), snapshotOf([group(1, 'One', users)], people))).toEqual(expected);
  });

  test('`members: {}` under exact means nobody, which the guard refuses; its words count', () => {
    const exact =
      'groups:\n  One: { membership: exact, members: {} }\n  Two: { membership: exact, members: {} }\n';
    const live = snapshotOf(
      [group(1, 'One', { a1: 'read' }), group(2, 'Two', { a1: 'read', b1: 'read' })],
      people,
    );
    expect(planOf(exact, live).violations.map(({ message }) => message)).toEqual([
      '"One" would lose its only member and be empty',
      '"Two" would lose all its 2 members and be empty',
    ]);
  });
});

describe('last-admin', () => {
  const people = members('a1', 'b1', 'c1');
  test.each<[string, Record<string, string>, string, readonly string[]]>([
    ['the only admin goes', { a1: 'admin', b1: 'read' }, '      a1: absent\n', ['last-admin One']],
    ['the only admin is demoted', { a1: 'admin' }, '      a1: write\n', ['last-admin One']],
    [
      'all admins go',
      { a1: 'admin', b1: 'admin', c1: 'read' },
      '      a1: absent\n      b1: read\n',
      ['last-admin One'],
    ],
    ['one admin stays', { a1: 'admin', b1: 'admin' }, '      a1: absent\n', []],
    ['another becomes admin', { a1: 'admin', b1: 'read' }, '      a1: absent\n      b1: admin\n', []],
    ['another comes as admin', { a1: 'admin', c1: 'read' }, '      a1: read\n      b1: admin\n', []],
    [
      'the other admin is blocked',
      { a1: 'admin', b1: 'read' },
      '      a1: read\n      nobody: admin\n',
      ['last-admin One'],
    ],
    ['there was none', { a1: 'write', b1: 'read' }, '      a1: absent\n', []],
    ['a role that only looks like it is none', { a1: 'Admin', b1: 'read' }, '      a1: read\n', []],
  ])('%s', (_, users, entries, expected) => {
    expect(violations(inOne(entries), snapshotOf([group(1, 'One', users)], people))).toEqual(expected);
  });

  test('its words count', () => {
    const live = snapshotOf(
      [group(1, 'One', { a1: 'admin', b1: 'admin' }), group(2, 'Two', { a1: 'admin' })],
      people,
    );
    const yaml = `${inOne('      a1: read\n      b1: read\n')}  Two: { members: { a1: read } }\n`;
    expect(planOf(yaml, live).violations.map(({ message }) => message)).toEqual([
      '"One" would lose all its 2 admins',
      '"Two" would lose its only admin',
    ]);
  });
});

test.each<[string, Record<string, string>, string, readonly (number | undefined)[]]>([
  ['the first by name', { b1: 'admin', A1: 'admin' }, '      b1: absent\n      a1: absent\n', [7, 7]],
  [
    'the first by code points of lower case',
    { ab: 'admin', a_b: 'admin' },
    '      ab: absent\n      a_b: absent\n',
    [7, 7],
  ],
  [
    'the same, as the Hub lists them otherwise',
    { a_b: 'admin', ab: 'admin' },
    '      ab: absent\n      a_b: absent\n',
    [7, 7],
  ],
  [
    'a lower role before a removal',
    { a1: 'admin', b1: 'admin', c1: 'read' },
    '      a1: absent\n      b1: read\n',
    [7],
  ],
  ['an admin, not somebody else', { a1: 'admin', b1: 'write' }, '      a1: absent\n      b1: read\n', [6]],
])('a violation of a whole group stands at the line of a loss: %s', (_, users, entries, lines) => {
  const live = snapshotOf([group(1, 'One', users)], members('a1', 'b1', 'c1'));
  const { violations: found } = planOf(inOne(entries), live);
  expect(found.map(({ source }) => source?.line)).toEqual(lines);
});

test('somebody whose role cannot be read is there all the same', () => {
  const odd = {
    ...group(1, 'One', {}),
    users: [{ name: 'a1', role: 'read' }, { name: 'c1', role: 'read' }, { name: 'b1' }],
  };
  const live = { ...snapshotOf([], members('a1', 'b1', 'c1')), groups: [odd] } as unknown as Parameters<
    typeof planOf
  >[1];
  expect(violations(inOne('      a1: absent\n      c1: absent\n'), live)).toEqual([]);
});

describe('self-lockout', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['removed', 'root', 'absent', ['self-lockout One Root']],
    ['removed, whoami spells it otherwise', 'ROOT', 'absent', ['self-lockout One Root']],
    ['demoted', 'root', 'read', ['self-lockout One Root']],
    ['promoted', 'root', 'admin', []],
    ['somebody else', 'other', 'absent', []],
  ])('%s', (_, me, role, expected) => {
    const live = snapshotOf([group(1, 'One', { Root: 'write', k1: 'admin' })], members('Root', 'k1'), {
      me: { name: me },
    });
    expect(violations(inOne(`      root: ${role}\n`), live)).toEqual(expected);
  });

  test('its words', () => {
    const live = snapshotOf(
      [group(1, 'One', { Root: 'write', k1: 'admin' }), group(2, 'Two', { Root: 'write', k1: 'admin' })],
      members('Root', 'k1'),
    );
    const yaml = 'groups:\n  One: { members: { root: absent } }\n  Two: { members: { root: read } }\n';
    expect(planOf(yaml, live).violations.map(({ message }) => message)).toEqual([
      'Root, the user of this token, would be removed from "One"',
      'Root, the user of this token, would be demoted to read in "Two"',
    ]);
  });
});

describe('protected-member', () => {
  const plan = (protectedOnes: string, entries: string, people = members('Ada', 'bob')) =>
    planOf(
      inOne(entries, `guards: { protected_members: [${protectedOnes}] }\n`),
      snapshotOf([group(1, 'One', { Ada: 'write', bob: 'write', 'CI-bot': 'write', k1: 'admin' })], people),
    );

  test.each<[string, string, string, readonly string[]]>([
    ['removed', 'ada', '      ada: absent\n', ['Ada is protected and would be removed from "One"']],
    ['demoted', 'ADA', '      ada: read\n', ['Ada is protected and would be demoted to read in "One"']],
    [
      'by the address',
      'aDa@acme.ai',
      '      ada: absent\n',
      ['Ada is protected and would be removed from "One"'],
    ],
    [
      'removed by the address',
      'ada',
      '      ada@acme.ai: absent\n',
      ['Ada is protected and would be removed from "One"'],
    ],
    [
      'a service account',
      'ci-bot',
      '      ci-bot: absent\n',
      ['CI-bot is protected and would be removed from "One"'],
    ],
    ['promoted', 'ada', '      ada: admin\n', []],
    ['somebody else', 'bob', '      ada: absent\n', []],
    ['an address of nobody, when all addresses are seen', 'ghost@acme.ai', '      ada: absent\n', []],
  ])('%s', (_, protectedOnes, entries, messages) => {
    const { violations } = plan(protectedOnes, entries);
    expect(violations.map(({ guard, message }) => [guard, message])).toEqual(
      messages.map((message) => ['protected-member', message]),
    );
  });

  test('a name that is nobody protects nobody else, not even who hides the address', () => {
    const { violations } = plan('ghost', '      ada: absent\n', [{ user: 'Ada' }, { user: 'bob' }]);
    expect(violations).toEqual([]);
  });

  test('the policy spells a member as the members list does, who is in no group', () => {
    expect(plan('ZOE', '      bob: read\n', members('Ada', 'bob', 'Zoe')).policy.protected_members).toEqual([
      'Zoe',
    ]);
  });

  test('an address that is not resolved protects everybody whose address cannot be seen', () => {
    const { violations, warnings } = plan(
      'Ghost@acme.ai',
      '      ada: absent\n      bob: read\n      ci-bot: read\n',
      [{ user: 'Ada' }, { user: 'bob', verifiedEmail: null }],
    );
    expect(violations.map(({ user, message }) => [user, message])).toEqual([
      ['Ada', 'Ada would be removed from "One" and may be Ghost@acme.ai, who is protected and was not found'],
    ]);
    expect(warnings.map(({ code, source }) => [code, source?.line])).toEqual([
      ['unknown-protected-member', 3],
    ]);
  });

  test('the policy has the spelling of the Hub; who is not known stays in it', () => {
    const { policy, warnings } = plan('ADA@acme.ai, ci-bot, Nobody, Ghost@acme.ai', '      bob: write\n');
    expect(policy).toEqual({
      max_removals: null,
      max_joins: null,
      protected_members: ['Ada', 'CI-bot', 'Ghost@acme.ai', 'nobody'],
      managed_groups: ['000000000000000000000001'],
    });
    expect(warnings.map(({ message }) => message)).toEqual([
      'The protected member Nobody is nobody in the organization; until the name is mended, nobody is removed from an exact group for not being declared',
      'The protected member Ghost@acme.ai is nobody in the organization; until the name is mended, nobody is removed from an exact group for not being declared',
    ]);
  });
});

test('violations come guard by guard, then by group and user', () => {
  const names = ['Zoe', 'ada', 'bob'];
  const live = snapshotOf(
    [group(1, 'B', { ada: 'admin', Zoe: 'read' }), group(2, 'A', { ada: 'admin', bob: 'admin' })],
    members(...names),
    { me: { name: 'ADA' } },
  );
  const yaml = `guards: { max_removals: 0, protected_members: [zoe, ada] }
defaults: { membership: exact }
groups:
  B: { members: {} }
  A: { members: {} }
`;
  expect(violations(yaml, live)).toEqual([
    'max-removals',
    'emptied-group A',
    'emptied-group B',
    'last-admin A',
    'last-admin B',
    'self-lockout A ada',
    'self-lockout B ada',
    'protected-member A ada',
    'protected-member B ada',
    'protected-member B Zoe',
  ]);
});
