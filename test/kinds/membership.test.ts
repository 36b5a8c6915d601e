import { describe, expect, test } from 'vitest';
import {
  errorsOf,
  group,
  idOf,
  inDays,
  linesOf,
  members,
  planOf,
  snapshotOf,
  today,
} from '../support/planning.ts';

const live = snapshotOf(
  [group(1, 'One', { Ada: 'write', bob: 'read', 'ci-bot': 'write', odd: 'no_access', root: 'admin' })],
  members('Ada', 'bob', 'Kim', 'odd', 'root', 'Zoe'),
);
const one = (text: string): string => `groups:\n  One: ${text}\n`;
const entry = (text: string): string => one(`{ members: { ${text} } }`);
const warningsOf = (yaml: string, snapshot = live) =>
  planOf(yaml, snapshot).warnings.map(({ code, message }) => `${code}: ${message}`);

describe('what is declared', () => {
  test.each<[string, string, readonly string[]]>([
    ['a role that is there', 'ada: write', []],
    ['a higher role', 'ada: admin', ['~ One: Ada write -> admin']],
    ['a lower role', 'ada: contributor', ['~ One: Ada write -> contributor']],
    ["somebody new, in the Hub's spelling", 'KIM: read', ['+ One: Kim -> read']],
    ['by an address in another letter case', 'KIM@Acme.AI: read', ['+ One: Kim -> read']],
    ['absent', 'ADA: absent', ['- One: Ada write']],
    ['absent by an address', 'ada@acme.ai: absent', ['- One: Ada write']],
    ['absent, who is not there', 'kim: absent', []],
    ['absent, whom nobody knows', 'nobody: absent', []],
    ['from an unknown role', 'odd: read', ['~ One: odd no_access -> read']],
    ['absent with an unknown role', 'odd: absent', ['- One: odd no_access']],
    ['a service account that is there, without the flag', 'CI-BOT: read', ['~ One: ci-bot write -> read']],
    [
      'a service account that is new',
      'New-Bot: { role: write, service_account: true }',
      ['+ One: New-Bot -> write'],
    ],
    ['a service account that is to go', 'ci-bot: absent', ['- One: ci-bot write']],
    ['the flag on a member', 'kim: { role: read, service_account: true }', ['+ One: Kim -> read']],
  ])('%s', (_, members, lines) => {
    const plan = planOf(entry(members), live);
    expect(linesOf(plan)).toEqual(lines);
    expect(plan.blocked).toEqual([]);
  });

  test.each<[string, string, readonly unknown[]]>([
    ['a user whom nobody knows', 'kmi: read', ['kmi', 'read', 'not_in_organization', 'Kim']],
    ['and who is like nobody', 'wolfgang: read', ['wolfgang', 'read', 'not_in_organization', null]],
    [
      'an account with the flag off',
      'bot: { role: read, service_account: false }',
      ['bot', 'read', 'not_in_organization', 'bob'],
    ],
    [
      'an address that nobody has',
      'Ghost@acme.ai: write',
      ['Ghost@acme.ai', 'write', 'email_not_found', null],
    ],
    ['an address with a slip', 'kmi@acme.ai: write', ['kmi@acme.ai', 'write', 'email_not_found', 'Kim']],
    [
      'absent by an address that nobody has',
      'wolfgang@acme.ai: absent',
      ['wolfgang@acme.ai', null, 'email_not_found', null],
    ],
    [
      'a service account by an address that nobody has',
      'wolfgang@acme.ai: { role: read, service_account: true }',
      ['wolfgang@acme.ai', 'read', 'email_not_found', null],
    ],
    [
      'an entry that has ended, by an address that nobody has',
      'wolfgang@acme.ai: { role: read, expires: 2020-01-01 }',
      ['wolfgang@acme.ai', null, 'email_not_found', null],
    ],
  ])('is blocked: %s', (_, members, expected) => {
    const plan = planOf(entry(members), { ...live, emails: { 'ghost@acme.ai': null } });
    expect(plan.changes).toEqual([]);
    expect(
      plan.blocked.map(({ user, after, reason, suggestion }) => [user, after, reason, suggestion]),
    ).toEqual([expected]);
  });

  test('a member whom the Hub names for an address, and who is not listed, is blocked by the address', () => {
    const plan = planOf(entry('x@acme.ai: read'), { ...live, emails: { 'X@acme.ai': 'Gone' } });
    expect(plan.blocked.map(({ user, reason }) => [user, reason])).toEqual([
      ['x@acme.ai', 'not_in_organization'],
    ]);
  });

  test('first access is to private repositories, of those who had none', () => {
    const secret = { resources: [{ type: 'model', name: 'a/b', private: true }] };
    const people = [...members('ada', 'kim'), { user: 'boss', role: 'admin' }];
    const live = snapshotOf([group(1, 'One', { ada: 'read' }, secret), group(2, 'Two', {})], people);
    const yaml =
      'groups: { One: { members: { ada: write, kim: read, boss: read } }, Two: { members: { kim: read } } }';
    expect(planOf(yaml, live).changes.map(({ user, first_access }) => [user, first_access])).toEqual([
      ['boss', false],
      ['kim', true],
      ['ada', false],
      ['kim', false],
    ]);
  });
});

describe('one person twice', () => {
  const message = '`kim@acme.ai` and `KIM` are one person, named twice here';
  test.each([
    ['in a group', one('\n    members:\n      KIM: read\n      kim@acme.ai: read'), message, 7, 7],
    ['in a team', 'teams:\n  t:\n    members:\n      - KIM\n      - kim@acme.ai', message, 7, 9],
  ])('%s is an error at the second mention', (_, yaml, text, line, column) => {
    expect(errorsOf(yaml, live).map(({ code, message, source }) => ({ code, message, source }))).toEqual([
      { code: 'duplicate-person', message: text, source: { file: 'groups.yaml', line, column } },
    ]);
  });

  test('by two addresses is an error too', () => {
    const twice = entry('kim@acme.ai: read, kim@old.acme.ai: read');
    const found = errorsOf(twice, { ...live, emails: { 'kim@old.acme.ai': 'kim' } });
    expect(found.map(({ code }) => code)).toEqual(['duplicate-person']);
  });

  test.each([
    [
      'in two teams of one group',
      'teams: { a: { members: [kim] }, b: { members: [kim@acme.ai] } }\ngroups: { One: { teams: { a: read, b: read } } }',
    ],
    [
      'in a team and one that it includes',
      'teams: { a: { members: [kim], include: [b] }, b: { members: [kim@acme.ai] } }\ngroups: { One: { teams: { a: read } } }',
    ],
    [
      'in a group and a team',
      'teams: { a: { members: [kim] } }\ngroups: { One: { members: { kim@acme.ai: read }, teams: { a: write } } }',
    ],
  ])('%s is none', (_, yaml) => {
    expect(linesOf(planOf(yaml, live))).toEqual(['+ One: Kim -> read']);
  });
});

describe('teams', () => {
  const teams = `teams:
  '～': { members: [kim] }
  '😀': { members: [kim] }
  all: { members: [bob], include: ['～'] }
`;
  test.each<[string, string, string, string | null]>([
    ['gives its people the role', "{ teams: { '～': write } }", 'write', '～'],
    ['gives it to the people of teams that it includes', '{ teams: { all: write } }', 'write', 'all'],
    ['the highest role wins', "{ teams: { all: read, '～': contributor } }", 'contributor', '～'],
    ['whatever the order', "{ teams: { '～': contributor, all: read } }", 'contributor', '～'],
    ['of equals the first by name', "{ teams: { '～': write, all: write } }", 'write', 'all'],
    ['by code points, not by UTF-16', "{ teams: { '😀': write, '～': write } }", 'write', '～'],
    ['a lower role of their own wins', '{ members: { kim: read }, teams: { all: admin } }', 'read', null],
  ])('%s', (_, declared, role, via) => {
    const found = planOf(teams + one(declared), live).changes.filter(({ user }) => user === 'Kim');
    expect(found.map(({ after, via: from, cause }) => [after, from, cause])).toEqual([
      [role, via, 'declared'],
    ]);
  });

  test('`absent` wins over what a team gives', () => {
    const yaml = `${teams}${one('{ members: { kim: absent, bob: absent }, teams: { all: admin } }')}`;
    expect(linesOf(planOf(yaml, live))).toEqual(['- One: bob read']);
  });

  test('the source is the line of the person in the team; who is blocked has it too', () => {
    const yaml =
      'teams:\n  a:\n    members:\n      - kim\n      - kmi\ngroups: { One: { teams: { a: read } } }';
    const { changes, blocked } = planOf(yaml, live);
    expect([...changes, ...blocked].map(({ source, via }) => [source?.line, source?.column, via])).toEqual([
      [6, 9, 'a'],
      [7, 9, 'a'],
    ]);
  });
});

describe('expiry', () => {
  const until = (days: number, who = 'ada', role = 'read'): string =>
    `${who}: { role: ${role}, expires: ${inDays(days)}, reason: OPS-412 }`;

  test.each<[string, number, readonly string[]]>([
    ['counts before the day', 1, ['~ One: Ada write -> read']],
    ['counts on the day', 0, ['~ One: Ada write -> read']],
    ['removes after the day, also in an additive group', -1, ['- One: Ada write']],
  ])('%s', (_, days, lines) => {
    expect(linesOf(planOf(entry(until(days)), live))).toEqual(lines);
  });

  test('the change says why', () => {
    const [change] = planOf(entry(until(-1)), live).changes;
    expect(change).toMatchObject({
      cause: 'expired',
      reason: 'OPS-412',
      expires: '2026-11-19',
      source: { line: 4 },
    });
  });

  test('it removes a service account, which it names', () => {
    expect(linesOf(planOf(entry(until(-1, 'ci-bot')), live))).toEqual(['- One: ci-bot write']);
  });

  test('what a team gives still holds', () => {
    const yaml = `teams: { a: { members: [ada, kim] } }\n${one(`{ members: { ${until(-1)}, ${until(-1, 'kim')} }, teams: { a: contributor } }`)}`;
    const plan = planOf(yaml, live);
    expect(linesOf(plan)).toEqual(['+ One: Kim -> contributor', '~ One: Ada write -> contributor']);
    expect(plan.changes.map(({ via, reason, expires }) => [via, reason, expires])).toEqual([
      ['a', null, null],
      ['a', null, null],
    ]);
  });

  test('who is not in the group is not added, and not blocked either', () => {
    const plan = planOf(entry(`${until(-1, 'kim')}, ${until(-1, 'nobody')}`), live);
    expect([plan.changes, plan.blocked]).toEqual([[], []]);
  });

  test.each<[number, readonly string[]]>([
    [-2, ['expired: The entry of ada ended on 2026-11-18']],
    [-1, ['expired: The entry of ada ended on 2026-11-19']],
    [0, ['expires-soon: The entry of ada ends today, on 2026-11-20']],
    [1, ['expires-soon: The entry of ada ends tomorrow, on 2026-11-21']],
    [2, ['expires-soon: The entry of ada ends in 2 days, on 2026-11-22']],
    [14, ['expires-soon: The entry of ada ends in 14 days, on 2026-12-04']],
    [15, []],
  ])('in %i days warns %j', (days, warnings) => {
    expect(warningsOf(entry(until(days)))).toEqual(warnings);
  });

  test('the warning stands at the date', () => {
    const [warning] = planOf(entry(`ada: { role: read, expires: ${today} }`), live).warnings;
    expect(warning?.source).toEqual({ file: 'groups.yaml', line: 4, column: 49 });
  });
});

describe('exact', () => {
  const exact = (text: string): string => one(`{ membership: exact, members: { ${text} } }`);

  test('removes who is not declared, and leaves who is not in the members list', () => {
    const plan = planOf(exact('root: admin'), live);
    expect(linesOf(plan)).toEqual(['- One: Ada write', '- One: bob read', '- One: odd no_access']);
    expect(plan.changes.map(({ cause, source }) => [cause, source?.line, source?.column])).toEqual(
      Array.from({ length: 3 }, () => ['not_declared', 4, 22]),
    );
    expect(plan.unmanaged).toEqual([{ group: { id: idOf(1), name: 'One' }, user: 'ci-bot', role: 'write' }]);
    expect(plan.warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'not-in-members-list: ci-bot is in One but not in the members list of the organization, and is left alone',
    ]);
  });

  test('by `defaults`, the source is there', () => {
    const yaml = `defaults:\n  membership: exact\n${one('{ teams: {} }')}`;
    const [change] = planOf(yaml, live).changes;
    expect(change?.source).toEqual({ file: 'groups.yaml', line: 4, column: 15 });
  });

  test('additive leaves everybody, without a warning', () => {
    const plan = planOf(entry('root: admin'), live);
    expect(plan.changes).toEqual([]);
    expect(plan.unmanaged.map(({ user }) => user)).toEqual(['Ada', 'bob', 'ci-bot', 'odd']);
    expect(plan.warnings).toEqual([]);
  });

  test('with an address that is not resolved, who may be meant stays', () => {
    const hidden = {
      ...live,
      members: [{ user: 'Ada' }, { user: 'bob', verifiedEmail: null }, ...members('odd', 'root')],
    };
    const plan = planOf(exact('root: admin, ghost@acme.ai: read'), hidden);
    expect(linesOf(plan)).toEqual(['- One: bob read', '- One: odd no_access']);
    expect(plan.unmanaged.map(({ user }) => user)).toEqual(['Ada', 'ci-bot']);
    expect(plan.warnings.map(({ code, message }) => [code, message])).toEqual([
      [
        'unidentified-member',
        'Ada stays in One: an e-mail address declared there is not resolved, and may be this person’s',
      ],
      [
        'not-in-members-list',
        'ci-bot is in One but not in the members list of the organization, and is left alone',
      ],
    ]);
    expect(linesOf(planOf(exact('root: admin'), hidden))).toContain('- One: Ada write');
  });

  test('warnings of one place come by user, whatever the Hub lists first', () => {
    const outsiders = snapshotOf([group(1, 'One', { zed: 'read', B: 'read', a: 'read' })], members('root'));
    expect(warningsOf(exact('root: admin'), outsiders).map((text) => text.split(' ')[1])).toEqual([
      'a',
      'B',
      'zed',
    ]);
  });
});

describe('auto-join', () => {
  const joining = { autoJoin: { enabled: true, role: 'contributor' } };
  test('is warned of where somebody is removed, and only there', () => {
    const snapshot = snapshotOf(
      [group(1, 'One', { ada: 'read', bob: 'read' }, joining), group(2, 'Two', { ada: 'read' }, joining)],
      members('ada', 'bob'),
    );
    const yaml =
      'groups:\n  One: { members: { ada: absent, bob: write } }\n  Two: { members: { ada: write } }\n';
    expect(warningsOf(yaml, snapshot)).toEqual([
      'auto-join: One has auto-join: people who join the organization anew get contributor there again',
    ]);
  });
});
