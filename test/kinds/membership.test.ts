import { describe, expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
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
      'a service account by an address that nobody has',
      'wolfgang@acme.ai: { role: read, service_account: true }',
      ['wolfgang@acme.ai', 'read', 'email_not_found', null],
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
    expect(
      membershipsIn(planOf(yaml, live).changes).map(({ user, first_access }) => [user, first_access]),
    ).toEqual([
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
    const hint = 'Keep one of the two.';
    expect(errorsOf(yaml, live)).toMatchObject([
      { code: 'duplicate-person', message: text, source: { file: 'groups.yaml', line, column }, hint },
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
    const found = membershipsIn(planOf(teams + one(declared), live).changes).filter(
      ({ user }) => user === 'Kim',
    );
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
    expect(
      [...membershipsIn(changes), ...blocked].map(({ source, via }) => [source?.line, source?.column, via]),
    ).toEqual([
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
    expect(membershipsIn(plan.changes).map(({ via, reason, expires }) => [via, reason, expires])).toEqual([
      ['a', null, null],
      ['a', null, null],
    ]);
    const ending = yaml.replace('a: contributor', `a: { role: contributor, expires: ${inDays(3)} }`);
    expect(linesOf(planOf(ending, live))).toEqual(linesOf(plan));
  });

  test('who is not in the group is not added, and not blocked either', () => {
    const plan = planOf(entry(`${until(-1, 'kim')}, ${until(-1, 'nobody')}`), live);
    expect([plan.changes, plan.blocked]).toEqual([[], []]);
  });

  test.each<[number, readonly string[]]>([
    [
      -2,
      [
        'expired: The entry of ada ended on 2026-11-18. Keep the line until the removal is made, or write `absent`',
      ],
    ],
    [
      -1,
      [
        'expired: The entry of ada ended on 2026-11-19. Keep the line until the removal is made, or write `absent`',
      ],
    ],
    [0, ['expires-soon: The entry of ada ends today, on 2026-11-20; then ada is removed']],
    [1, ['expires-soon: The entry of ada ends tomorrow, on 2026-11-21; then ada is removed']],
    [2, ['expires-soon: The entry of ada ends in 2 days, on 2026-11-22; then ada is removed']],
    [14, ['expires-soon: The entry of ada ends in 14 days, on 2026-12-04; then ada is removed']],
    [15, []],
  ])('in %i days warns %j', (days, warnings) => {
    expect(warningsOf(entry(until(days)))).toEqual(warnings);
  });

  test('the warning stands at the date', () => {
    const [warning] = planOf(entry(`ada: { role: read, expires: ${today} }`), live).warnings;
    expect(warning?.source).toEqual({ file: 'groups.yaml', line: 4, column: 49 });
  });
});

describe('an end of what a team gets', () => {
  const people = 'teams: { a: { members: [ada, kim] }, b: { members: [ada, bob] }, c: { members: [kim] } }\n';
  const teams = (grants: string, members = '', mode = 'additive'): string =>
    `${people}${one(`{ membership: ${mode}, members: { ${members} }, teams: { ${grants} } }`)}`;
  const until = (role: string, days: number): string =>
    `{ role: ${role}, expires: ${inDays(days)}, reason: OPS-7 }`;

  test.each<[string, string, string, readonly string[]]>([
    ['before the day', `a: ${until('write', 1)}`, '', ['+ One: Kim -> write']],
    ['on the day', `a: ${until('write', 0)}`, '', ['+ One: Kim -> write']],
    ['after it, whom nothing else gives a role', `a: ${until('write', -1)}`, '', ['- One: Ada write']],
    ['after it, who has an own entry', `a: ${until('write', -1)}`, 'ada: write', []],
    [
      'after it, whom another team gives less',
      `a: ${until('write', -1)}, b: read`,
      '',
      ['~ One: Ada write -> read'],
    ],
    ['the higher role while it lasts', `a: ${until('write', 1)}, b: read`, '', ['+ One: Kim -> write']],
    [
      'an own entry that has ended too',
      `a: ${until('write', -3)}`,
      `ada: { role: read, expires: ${inDays(-1)} }`,
      ['- One: Ada write'],
    ],
  ])('%s', (_, grants, members, lines) => {
    expect(linesOf(planOf(teams(grants, members), live))).toEqual(lines);
  });

  test('of several that have ended the last one says why, and of equals the first by name', () => {
    const said = (grants: string) =>
      membershipsIn(planOf(teams(grants), live).changes).map(({ user, reason, expires }) => [
        user,
        reason,
        expires,
      ]);
    const ended = (days: number, reason: string) =>
      `{ role: read, expires: ${inDays(days)}, reason: ${reason} }`;
    expect(said(`a: ${ended(-3, 'A')}, b: ${ended(-1, 'B')}`)).toEqual([
      ['Ada', 'B', inDays(-1)],
      ['bob', 'B', inDays(-1)],
    ]);
    expect(said(`b: ${ended(-2, 'B')}, a: ${ended(-2, 'A')}`)[0]).toEqual(['Ada', 'A', inDays(-2)]);
  });

  test('in an exact group it removes, too, and the people of the team are declared', () => {
    const exact = teams(`a: ${until('write', -1)}`, 'bob: read, root: admin, odd: absent', 'exact');
    const { changes } = planOf(exact, live);
    expect(
      membershipsIn(changes).map(({ user, cause, via, reason, expires, afterwards, source }) => [
        user,
        cause,
        via,
        reason,
        expires,
        afterwards,
        source?.column,
      ]),
    ).toEqual([
      ['Ada', 'expired', null, 'OPS-7', inDays(-1), null, 88],
      ['odd', 'absent', null, null, null, null, 64],
    ]);
  });

  test.each<[string, string, string, readonly unknown[]]>([
    ['then removed', `c: ${until('read', 3)}`, '', ['c', 3, null, null]],
    ['then what another team gives', `c: ${until('write', 3)}, a: read`, '', ['c', 3, 'read', 'a']],
    [
      'then what still holds then',
      `c: ${until('admin', 9)}, a: ${until('write', 5)}, b: read`,
      '',
      ['c', 9, null, null],
    ],
    [
      'of equals the one that ends last',
      `a: ${until('read', 3)}, c: ${until('read', 5)}`,
      '',
      ['c', 5, null, null],
    ],
    ['of equals the one without an end', `a: ${until('read', 3)}, c: read`, '', ['c', null, null, null]],
    ['of whatever stands first', `c: read, a: ${until('read', 3)}`, '', ['c', null, null, null]],
    ['in whatever order', `a: read, c: ${until('read', 3)}`, '', ['a', null, null, null]],
    [
      'an own entry, then the team that holds then',
      `a: ${until('write', 3)}, c: ${until('read', 9)}`,
      `kim: ${until('contributor', 5)}`,
      [null, 5, 'read', 'c'],
    ],
    [
      'an own entry, then the higher role of a team',
      `a: ${until('write', 9)}, c: read`,
      `kim: ${until('contributor', 5)}`,
      [null, 5, 'write', 'a'],
    ],
  ])('what is shown of later: %s', (_, grants, members, [via, days, role, then]) => {
    const change = membershipsIn(planOf(teams(grants, members), live).changes).find(
      ({ user }) => user === 'Kim',
    );
    expect(change).toMatchObject({
      via,
      expires: days === null ? null : inDays(Number(days)),
      afterwards: days === null ? null : { role, via: then },
    });
  });

  test.each<[number, string, readonly string[]]>([
    [
      -1,
      '',
      ['expired: The entry of the team a ended on 2026-11-19. Keep the line until the removals are made'],
    ],
    [-1, 'ada: write', ['expired: The entry of the team a ended on 2026-11-19. The line can be deleted']],
    [
      0,
      '',
      [
        'expires-soon: The entry of the team a ends today, on 2026-11-20; then its people have what else is declared of them, and who has nothing is removed',
      ],
    ],
    [
      14,
      '',
      [
        'expires-soon: The entry of the team a ends in 14 days, on 2026-12-04; then its people have what else is declared of them, and who has nothing is removed',
      ],
    ],
    [15, '', []],
  ])('in %i days, beside `%s`, warns %j', (days, members, warnings) => {
    const yaml = teams(`a: ${until('write', days)}`, members);
    expect(warningsOf(yaml).filter((warning) => warning.startsWith('exp'))).toEqual(warnings);
  });
});

describe('exact', () => {
  const exact = (text: string): string => one(`{ membership: exact, members: { ${text} } }`);

  test('removes who is not declared, and leaves who is not in the members list', () => {
    const plan = planOf(exact('root: admin'), live);
    expect(linesOf(plan)).toEqual(['- One: Ada write', '- One: bob read', '- One: odd no_access']);
    expect(
      membershipsIn(plan.changes).map(({ cause, source }) => [cause, source?.line, source?.column]),
    ).toEqual(Array.from({ length: 3 }, () => ['not_declared', 4, 22]));
    expect(plan.unmanaged).toEqual([{ group: { id: idOf(1), name: 'One' }, user: 'ci-bot', role: 'write' }]);
    expect(plan.warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'not-in-members-list: ci-bot is in "One" but not in the members list of the organization, and is left alone',
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

  test('warnings of one place come by user, whatever the Hub lists first', () => {
    const outsiders = snapshotOf([group(1, 'One', { zed: 'read', B: 'read', a: 'read' })], members('root'));
    expect(warningsOf(exact('root: admin'), outsiders).map((text) => text.split(' ')[1])).toEqual([
      'a',
      'B',
      'zed',
    ]);
  });
});

/** What is blocked, each as `user after reason`, with who holds somebody: `ada null unmatched_entry (efil, line 4)`. */
function blockedOf(...input: Parameters<typeof planOf>): readonly string[] {
  return planOf(...input).blocked.map((entry) => {
    const { user, after, reason, source } = entry;
    const held_by = entry.kind === 'membership' ? entry.held_by : null;
    const by = held_by === null ? '' : ` (${held_by}, line ${source?.line})`;
    return `${user} ${after} ${reason}${by}`;
  });
}

describe('nobody is removed on a guess', () => {
  const people = members('Elif', 'bob', 'root');
  const three = snapshotOf(
    [
      group(1, 'One', { Elif: 'write', bob: 'read', root: 'admin', 'ci-bot': 'read' }),
      group(2, 'Two', { Elif: 'write', root: 'admin' }),
    ],
    people,
  );
  const exact = (text: string, head = ''): string =>
    `${head}groups:\n  One:\n    membership: exact\n    members: { root: admin, ${text} }\n`;

  test.each<[string, string, readonly string[]]>([
    [
      'a mistyped name',
      'efil: write',
      [
        'bob null unmatched_entry (efil, line 6)',
        'efil write not_in_organization',
        'Elif null unmatched_entry (efil, line 6)',
      ],
    ],
    [
      'a name that is like nobody, as of an account that was renamed',
      'wolfgang: write',
      [
        'bob null unmatched_entry (wolfgang, line 6)',
        'Elif null unmatched_entry (wolfgang, line 6)',
        'wolfgang write not_in_organization',
      ],
    ],
    [
      'an address that nobody has, though all can be seen',
      'x@acme.ai: write',
      [
        'bob null unmatched_entry (x@acme.ai, line 6)',
        'Elif null unmatched_entry (x@acme.ai, line 6)',
        'x@acme.ai write email_not_found',
      ],
    ],
  ])('while an entry matches nobody: %s', (_, entries, blocked) => {
    expect(linesOf(planOf(exact(entries), three))).toEqual([]);
    expect(blockedOf(exact(entries), three)).toEqual(blocked);
  });

  test('who is named by the entry that suggests them stands beside it, the others beside the first', () => {
    expect(blockedOf(exact('aaa: read, efil: write'), three)).toEqual([
      'aaa read not_in_organization',
      'bob null unmatched_entry (aaa, line 6)',
      'efil write not_in_organization',
      'Elif null unmatched_entry (efil, line 6)',
    ]);
  });

  test('a team that gives a role holds as well', () => {
    const yaml =
      'teams: { t: { members: [efil] } }\ngroups: { One: { membership: exact, members: { root: admin }, teams: { t: read } } }';
    expect(linesOf(planOf(yaml, three))).toEqual([]);
    expect(blockedOf(yaml, three)).toContain('bob null unmatched_entry (efil, line 3)');
  });

  test.each([
    ['absent', 'nobody: absent'],
    ['an entry that has ended', `nobody: { role: read, expires: ${inDays(-1)} }`],
    ['absent by an address', 'x@acme.ai: absent'],
    ['a service account that is to come', 'new-bot: { role: read, service_account: true }'],
    ['a member who is not in the group yet', 'bob: read'],
  ])('what would give no role, or is somebody, holds nobody: %s', (_, entries) => {
    expect(linesOf(planOf(exact(entries), three))).toContain('- One: Elif write');
  });

  test('what is declared is made all the same: removals by `absent`, roles, people who come', () => {
    const yaml = exact('efil: write, bob: absent, ci-bot: write');
    expect(linesOf(planOf(yaml, three))).toEqual(['~ One: ci-bot read -> write', '- One: bob read']);
  });

  test('another group is not held', () => {
    const yaml = `${exact('efil: write')}  Two: { membership: exact, members: { root: admin } }\n`;
    expect(linesOf(planOf(yaml, three))).toEqual(['- Two: Elif write']);
  });

  test.each([
    ['a name', 'elfi', 'elfi is nobody in the organization, perhaps Elif; until'],
    ['an address', 'elfi@acme.ai', 'elfi@acme.ai is nobody in the organization, perhaps Elif; until'],
    ['a name like nobody', 'wolfgang', 'wolfgang is nobody in the organization; until'],
  ])('a protected member who is nobody holds every exact group: %s', (_, name, message) => {
    const yaml = `guards: { protected_members: [${name}] }\ndefaults: { membership: exact }\ngroups:\n  One: { members: { root: admin } }\n  Two: { members: { root: admin } }\n`;
    const plan = planOf(yaml, three);
    expect(linesOf(plan)).toEqual([]);
    expect(blockedOf(yaml, three)).toEqual(
      ['bob', 'Elif', 'Elif'].map((user) => `${user} null unmatched_entry (${name}, line 3)`),
    );
    expect(plan.warnings.map(({ code }) => code)).toContain('unknown-protected-member');
    expect(plan.warnings.map((warning) => warning.message).join()).toContain(message);
  });

  test('a protected service account that is only to come holds nobody', () => {
    const yaml = exact(
      'new-bot: { role: read, service_account: true }',
      'guards: { protected_members: [new-bot] }\n',
    );
    const plan = planOf(yaml, three);
    expect(linesOf(plan)).toContain('- One: Elif write');
    expect(plan.warnings.map(({ code }) => code)).not.toContain('unknown-protected-member');
  });

  test('a protected member who is nobody holds every exact group, declared or not', () => {
    const yaml = exact('wolf: write', 'guards: { protected_members: [wolf] }\n');
    expect(planOf(yaml, three).warnings.map(({ code }) => code)).toContain('unknown-protected-member');
  });

  test('one person protected twice, by name and by address, is an error', () => {
    const yaml = 'guards:\n  protected_members: [ELIF, elif@acme.ai]\n';
    expect(errorsOf(yaml, three).map(({ code, source }) => [code, source?.line, source?.column])).toEqual([
      ['duplicate-person', 4, 29],
    ]);
  });
});

describe('an entry that wants nobody', () => {
  const people = members('Elif', 'bob', 'root');
  const one = snapshotOf([group(1, 'One', { Elif: 'write', root: 'admin' })], people);
  const hidden = { ...one, members: [...people, { user: 'kim' }] };
  const declare = (entries: string): string => `groups: { One: { members: { ${entries} } } }`;
  const warned = (entries: string, live = one) =>
    planOf(declare(entries), live)
      .warnings.filter(({ code }) => code === 'unknown-absent')
      .map(({ message }) => message);

  test.each<[string, string, readonly string[]]>([
    [
      'a mistyped name',
      'elfi: absent',
      [
        'elfi, who must not be in "One", is nobody in the organization; Elif is in the group and may be meant',
      ],
    ],
    [
      'a name like nobody there',
      'bobb: absent',
      ['bobb, who must not be in "One", is nobody in the organization'],
    ],
    [
      'an entry that has ended',
      'elfi: { role: read, expires: 2020-01-01 }',
      [
        'elfi, who must not be in "One", is nobody in the organization; Elif is in the group and may be meant',
      ],
    ],
    [
      'an address',
      'elfi@acme.ai: absent',
      [
        'elfi@acme.ai, who must not be in "One", is nobody in the organization; Elif is in the group and may be meant',
      ],
    ],
    ['a member who is not in the group', 'bob: absent', []],
    ['a service account that is gone', 'bot: { role: read, expires: 2020-01-01, service_account: true }', []],
  ])('that matches nobody is warned of: %s', (_, entries, messages) => {
    expect(warned(entries)).toEqual(messages);
    expect(planOf(declare(entries), one).blocked).toEqual([]);
  });

  test.each([
    ['absent', 'x@acme.ai: absent'],
    ['ended', 'x@acme.ai: { role: read, expires: 2020-01-01 }'],
  ])('by an address is blocked where not all addresses can be seen: %s', (_, entries) => {
    expect(blockedOf(declare(entries), hidden)).toEqual(['x@acme.ai null email_not_found']);
    expect(warned(entries, hidden)).toEqual([]);
  });

  test('by an address keeps nobody else in an exact group', () => {
    const yaml = 'groups: { One: { membership: exact, members: { root: admin, x@acme.ai: absent } } }';
    for (const live of [one, hidden]) expect(linesOf(planOf(yaml, live))).toEqual(['- One: Elif write']);
  });

  test('a look-up that the Hub refused says so beside the entry', () => {
    const refused = {
      ...hidden,
      email_problems: { 'x@acme.ai': 'the Hub refused to look it up (HTTP 403)' },
    };
    expect(
      planOf(declare('X@acme.ai: read'), refused).blocked.map(({ reason, hint }) => [reason, hint]),
    ).toEqual([['email_not_found', 'The Hub refused to look it up (HTTP 403).']]);
  });
});

describe('what holds after an entry has ended', () => {
  const teams = 'teams: { high: { members: [ada] }, low: { members: [ada, Kim] } }\n';
  const until = (role: string, days: number): string => `{ role: ${role}, expires: ${inDays(days)} }`;
  const declare = (entries: string, given = 'high: admin, low: read'): string =>
    `${teams}groups: { One: { members: { ${entries} }, teams: { ${given} } } }`;

  test.each<[string, string, string, unknown]>([
    ['what a team gives', `ada: ${until('contributor', 40)}`, 'high: admin', { role: 'admin', via: 'high' }],
    ['nothing', `bob: ${until('write', 40)}`, 'high: admin', { role: null, via: null }],
    ['nothing ends', 'bob: write', 'high: admin', null],
  ])('stands with the change: %s', (_, entries, given, afterwards) => {
    const [change] = membershipsIn(planOf(declare(entries, given), live).changes).filter(
      ({ via }) => via === null,
    );
    expect(change?.afterwards).toEqual(afterwards);
  });

  test.each<[string, string, readonly string[]]>([
    [
      'more, long before',
      `ada: ${until('write', 29)}`,
      [`The entry of ada gives write until ${inDays(29)}; then the team high gives admin, which is more`],
    ],
    ['less', `Kim: ${until('write', 29)}`, []],
    ['what ends gives no more after it has ended', `ada: ${until('write', -1)}`, []],
  ])('is warned of when it is more, also where nothing changes today: %s', (_, entries, messages) => {
    const { warnings } = planOf(declare(entries), live);
    expect(warnings.filter(({ code }) => code === 'expires-raises').map(({ message }) => message)).toEqual(
      messages,
    );
  });

  test.each<[string, string, string]>([
    [
      'a team still gives a role',
      `ada: ${until('write', -1)}`,
      'The team high gives admin; the line can be deleted',
    ],
    [
      'the removal is still to be made',
      `bob: ${until('write', -1)}`,
      'Keep the line until the removal is made, or write `absent`',
    ],
    ['the removal is made', `Zoe: ${until('write', -1)}`, 'Zoe is not in the group; the line can be deleted'],
    [
      'nobody has the address',
      `x@acme.ai: ${until('write', -1)}`,
      'x@acme.ai is not in the group; the line can be deleted',
    ],
  ])('the line of an ended entry: %s', (_, entries, message) => {
    const [warning] = planOf(declare(entries), live).warnings.filter(({ code }) => code === 'expired');
    expect(warning?.message).toContain(message);
  });

  test('the line of an ended entry is to be kept where nobody can say whose address it has', () => {
    const hidden = { ...live, members: [...live.members, { user: 'lee' }] };
    const yaml = declare(`x@acme.ai: ${until('write', -1)}`);
    const [warning] = planOf(yaml, hidden).warnings.filter(({ code }) => code === 'expired');
    expect(warning?.message).toContain(
      'Nobody can say who that is: keep the line until the person is out of the group',
    );
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
      'auto-join: "One" has auto-join: people who join the organization anew get contributor there again',
    ]);
  });

  test('is not warned of where the file switches it off', () => {
    const snapshot = snapshotOf([group(1, 'One', { ada: 'read' }, joining)], members('ada'));
    expect(warningsOf('groups:\n  One: { members: { ada: absent }, auto_join: off }\n', snapshot)).toEqual(
      [],
    );
  });
});
