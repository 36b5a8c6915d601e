import { describe, expect, test } from 'vitest';
import { errorsOf, group, idOf, inDays, linesOf, members, planOf, snapshotOf } from '../support/planning.ts';

const people = members('ada', 'Bob', 'kim', 'zoe', 'root');
const live = snapshotOf(
  [
    group(1, 'One', { ada: 'admin', Bob: 'write', kim: 'read', 'CI-Bot': 'write' }),
    group(2, 'Two', { ada: 'admin', zoe: 'read' }),
  ],
  people,
);
const digest = `sha256:${'0'.repeat(64)}`;
const plan = (head: string, base: string, snapshot = live) => planOf(head, snapshot, { base });

/** Each rule that differs as one line: `kind group subject: before -> after`, with `!` for what loosens. */
function rules(head: string, base: string, snapshot = live): readonly string[] {
  return plan(head, base, snapshot).policy_changes.map(
    ({ kind, group: of, subject, before, after, loosens }) =>
      `${loosens ? '! ' : ''}${[kind, of?.name, subject].filter((part) => part).join(' ')}: ${before} -> ${after}`,
  );
}

describe('rules that differ from those of the base', () => {
  const guards = (text: string): string => `guards: { ${text} }\ngroups: { One: { members: {} } }`;
  const one = (text: string): string => `groups: { One: { ${text} } }`;

  test.each<[string, string, string, readonly string[]]>([
    ['none', guards('max_removals: 3'), guards('max_removals: 3'), []],
    [
      'a higher limit',
      guards('max_removals: 100%'),
      guards('max_removals: 25%'),
      ['! guard max_removals: 25% -> 100%'],
    ],
    ['a lower limit', guards('max_removals: 1'), guards('max_removals: 2'), ['guard max_removals: 2 -> 1']],
    [
      'a limit in place of the default',
      guards('max_removals: 6'),
      guards(''),
      ['! guard max_removals: null -> 6'],
    ],
    ['a limit that is gone', guards(''), guards('max_removals: 0'), ['! guard max_removals: 0 -> null']],
    [
      'a protected member less, and one more',
      guards('protected_members: [kim]'),
      guards('protected_members: [BOB]'),
      ['! protected_member Bob: protected -> null', 'protected_member kim: null -> protected'],
    ],
    [
      'one person under another name',
      guards('protected_members: [bob@acme.ai]'),
      guards('protected_members: [BOB]'),
      [],
    ],
    [
      'a waiver more',
      `${guards('')}\nwaivers: [{ guard: last-admin, digest: "${digest}", reason: x }]`,
      guards(''),
      [`! waiver last-admin: null -> ${digest}`],
    ],
    [
      'a waiver less',
      guards(''),
      `${guards('')}\nwaivers: [{ guard: last-admin, digest: "${digest}", reason: x }]`,
      [`waiver last-admin: ${digest} -> null`],
    ],
    [
      'exact no more',
      one('members: {}'),
      one('membership: exact, members: { ada: admin }'),
      ['! membership One: exact -> additive'],
    ],
    [
      'exact no more by the defaults',
      `defaults: { membership: additive }\n${one('members: {}')}`,
      `defaults: { membership: exact }\n${one('members: {}')}`,
      ['! membership One: exact -> additive'],
    ],
    [
      'exact from now on',
      one('membership: exact, members: {}'),
      one('members: {}'),
      ['membership One: additive -> exact'],
    ],
    [
      'membership not managed any more',
      one(''),
      one('members: {}'),
      ['! membership One: additive -> unmanaged'],
    ],
    [
      'a group that is not declared any more',
      'groups: {}',
      one('membership: exact, members: {}'),
      ['! membership One: exact -> null'],
    ],
    [
      'a group under another name is the same group',
      `groups: { Other: { id: "${idOf(1)}", members: {} } }`,
      one('members: {}'),
      [],
    ],
    [
      'a name mistyped in the change',
      'groups: { Onee: { members: {} } }',
      one('members: {}'),
      ['! membership One: additive -> null'],
    ],
    [
      'a limit written otherwise',
      guards('max_removals: 25%'),
      guards('max_removals: 1'),
      ['guard max_removals: 1 -> 25%'],
    ],
    [
      'several protected members less, by name',
      guards(''),
      guards('protected_members: [kim, zoe, ada]'),
      ['ada', 'kim', 'zoe'].map((user) => `! protected_member ${user}: protected -> null`),
    ],
    [
      'a waiver of another guard for the same plan',
      `${guards('')}\nwaivers: [{ guard: emptied-group, digest: "${digest}", reason: x }]`,
      `${guards('')}\nwaivers: [{ guard: last-admin, digest: "${digest}", reason: x }]`,
      [`! waiver emptied-group: null -> ${digest}`, `waiver last-admin: ${digest} -> null`],
    ],
    [
      'several groups, by name',
      'groups: { Two: { members: {} }, One: { members: {} } }',
      'groups: { Two: { membership: exact, members: {} }, One: { membership: exact, members: {} } }',
      ['! membership One: exact -> additive', '! membership Two: exact -> additive'],
    ],
    [
      'a group that is gone and was not managed',
      'groups: {}',
      one(''),
      ['membership One: unmanaged -> null'],
    ],
    ...['auto_join: off', 'spend_limits: { jobs: 5 }', 'resources: {}'].map(
      (rule): [string, string, string, readonly string[]] => [
        `a group that is gone, of which only other things were managed: ${rule}`,
        'groups: {}',
        one(rule),
        ['! membership One: unmanaged -> null'],
      ],
    ),
    ['a group declared anew is no rule', one('members: {}'), 'groups: {}', []],
    [
      'a group that SCIM manages, which is as strict as additive',
      one('managed_by: scim'),
      one('members: {}'),
      ['membership One: additive -> scim'],
    ],
    [
      'a group that SCIM manages no more, and nobody else',
      one(''),
      one('managed_by: scim'),
      ['! membership One: scim -> unmanaged'],
    ],
    [
      'several groups of which it is managed what is in them, by name',
      'groups: { Two: { resources: {} }, One: { resources: {} } }',
      'groups: { Two: { resources: { mode: exact } }, One: {} }',
      ['! resources Two: exact -> additive', 'resources One: unmanaged -> additive'],
    ],
    [
      'several groups that are exact no more, by name',
      'groups: { Two: { resources: {} }, One: { resources: {} } }',
      'groups: { Two: { resources: { mode: exact } }, One: { resources: { mode: exact } } }',
      ['! resources One: exact -> additive', '! resources Two: exact -> additive'],
    ],
  ])('%s', (_, head, base, expected) => {
    expect(rules(head, base)).toEqual(expected);
  });

  const teamsOf = 'teams: { a: { members: [zoe] }, b: { members: [zoe] } }\n';
  const entry = (text: string): string => one(`members: { ${text} }`);
  const until = (days: number, role = 'read'): string => `kim: { role: ${role}, expires: ${inDays(days)} }`;
  test.each<[string, string, string, readonly string[]]>([
    ['an end that is gone', entry('kim: read'), entry(until(5)), [`! expires One kim: ${inDays(5)} -> null`]],
    [
      'an end that is later',
      entry(until(9)),
      entry(until(5)),
      [`! expires One kim: ${inDays(5)} -> ${inDays(9)}`],
    ],
    [
      'an end that is earlier',
      entry(until(5)),
      entry(until(9)),
      [`expires One kim: ${inDays(9)} -> ${inDays(5)}`],
    ],
    [
      'an end where there was none',
      entry(until(5)),
      entry('kim: read'),
      [`expires One kim: null -> ${inDays(5)}`],
    ],
    [
      'an entry with an end of somebody who is there',
      entry(until(5)),
      entry(''),
      [`expires One kim: null -> ${inDays(5)}`],
    ],
    [
      'one with an end who comes, which the change shows',
      entry(until(5).replace('kim', 'zoe')),
      entry(''),
      [],
    ],
    [
      'an end of what a team gets, put off and brought forward',
      `${teamsOf}${one(`teams: { b: { role: read, expires: ${inDays(9)} }, a: { role: read, expires: ${inDays(3)} } }`)}`,
      `${teamsOf}${one(`teams: { a: { role: read, expires: ${inDays(5)} }, b: { role: read, expires: ${inDays(5)} } }`)}`,
      [
        `! team_expires One b: ${inDays(5)} -> ${inDays(9)}`,
        `team_expires One a: ${inDays(5)} -> ${inDays(3)}`,
      ],
    ],
    [
      'an end of what a team gets that is gone',
      `${teamsOf}${one('teams: { a: read, b: read }')}`,
      `${teamsOf}${one(`teams: { a: { role: write, expires: ${inDays(5)} } }`)}`,
      [`! team_expires One a: ${inDays(5)} -> null`],
    ],
    [
      '`absent` of somebody who is not there, gone',
      entry(''),
      entry('zoe: absent'),
      ['! absent One zoe: absent -> null'],
    ],
    [
      '`absent` in an exact group says nothing',
      one('membership: exact, members: {}'),
      one('membership: exact, members: { zoe: absent }'),
      [],
    ],
    [
      '`absent` gone with all members, in a group that would be exact',
      `defaults: { membership: exact }\n${one('')}`,
      `defaults: { membership: exact }\n${entry('zoe: absent')}`,
      ['! membership One: exact -> unmanaged', '! absent One zoe: absent -> null'],
    ],
    [
      '`absent` gone of somebody who is there, which is told as released',
      entry(''),
      entry('kim: absent'),
      [],
    ],
    ['an entry with an end, gone, which is told as released', entry(''), entry(until(5)), []],
    [
      'an entry with an end of somebody who is not there, gone',
      entry(''),
      entry(until(5).replace('kim', 'zoe')),
      [],
    ],
    [
      'an end of somebody whom no list of the Hub has',
      entry(`new-bot: { role: read, service_account: true, expires: ${inDays(9)} }`),
      entry(`new-bot: { role: read, service_account: true, expires: ${inDays(5)} }`),
      [`! expires One new-bot: ${inDays(5)} -> ${inDays(9)}`],
    ],
    [
      'an end beside entries without one',
      entry(`ada: admin, ${until(9)}, bob: write`),
      entry(`ada: admin, ${until(5)}, bob: write`),
      [`! expires One kim: ${inDays(5)} -> ${inDays(9)}`],
    ],
    [
      'several ends of what teams get that are put off, by name',
      `${teamsOf}${one(`teams: { b: { role: read, expires: ${inDays(9)} }, a: read }`)}`,
      `${teamsOf}${one(`teams: { b: { role: read, expires: ${inDays(5)} }, a: { role: read, expires: ${inDays(5)} } }`)}`,
      [`! team_expires One a: ${inDays(5)} -> null`, `! team_expires One b: ${inDays(5)} -> ${inDays(9)}`],
    ],
    [
      'an end of what a team gets that is named anew, which its changes show',
      `${teamsOf}${one(`teams: { a: read, b: { role: read, expires: ${inDays(9)} } }`)}`,
      `${teamsOf}${one('teams: { a: read }')}`,
      [],
    ],
    ['an end that becomes `absent` is a change', entry('kim: absent'), entry(until(5)), []],
    [
      'several ends of a group, by name, in the spelling of the Hub',
      entry(`ci-bot: read, BOB: read, ada: admin`),
      entry(['ci-bot', 'BOB', 'ada'].map((user) => until(5).replace('kim', user)).join(', ')),
      ['ada', 'Bob', 'CI-Bot'].map((user) => `! expires One ${user}: ${inDays(5)} -> null`),
    ],
    [
      'several groups, by name, also of somebody who is not there yet',
      `groups: { Two: { members: { ${until(9).replace('kim', 'bob')} } }, One: { members: { ${until(9)} } } }`,
      `groups: { Two: { members: { ${until(5).replace('kim', 'bob')} } }, One: { members: { ${until(5)} } } }`,
      [`! expires One kim: ${inDays(5)} -> ${inDays(9)}`, `! expires Two Bob: ${inDays(5)} -> ${inDays(9)}`],
    ],
    ['`absent` that becomes a role is a change', entry('zoe: read'), entry('zoe: absent'), []],
  ])('entries: %s', (_, head, base, expected) => {
    expect(rules(head, base)).toEqual(expected);
  });

  const team = 'teams: { t: { members: [kim] } }\n';
  const hidden = `${team}${one(`members: { ${until(29)} }, teams: { t: admin }`)}`;
  test('a role that comes only when an entry ends is shown by the change that brings it, and by no other', () => {
    const changes = rules(hidden, entry('kim: read'));
    expect(changes).toContain(`! later_role One kim: null -> admin after ${inDays(29)}`);
    expect(linesOf(plan(hidden, entry('kim: read')))).toEqual([]);
    expect(rules(hidden, hidden)).toEqual([]);
  });

  test('also when it is the team that comes later', () => {
    expect(rules(hidden, entry(until(29)))).toEqual([
      `! later_role One kim: null -> admin after ${inDays(29)}`,
    ]);
  });

  test('several of a group, by name, in the spelling of the Hub', () => {
    const laters = (users: readonly string[]): string =>
      `teams: { t: { members: [${users.join(', ')}] } }\n${one(
        `members: { ${users.map((user) => until(29).replace('kim', user)).join(', ')} }, teams: { t: admin }`,
      )}`;
    expect(rules(laters(['zoe', 'CI-bot', 'BOB']), laters([]))).toEqual(
      ['Bob', 'CI-Bot', 'zoe'].flatMap((user) => [
        `! later_role One ${user}: null -> admin after ${inDays(29)}`,
      ]),
    );
  });

  test('also beside entries without an end, and of somebody whom no list of the Hub has', () => {
    const grants = 'teams: { t: { members: [new-bot] } }\n';
    const bot = `new-bot: { role: read, service_account: true, expires: ${inDays(29)} }`;
    const head = `${grants}${one(`members: { ada: admin, ${bot} }, teams: { t: admin }`)}`;
    expect(rules(head, entry('ada: admin'))).toEqual([
      `! later_role One new-bot: null -> admin after ${inDays(29)}`,
    ]);
  });

  test('has no text where there is no limit', () => {
    const [found] = plan(guards('max_removals: 6'), guards('')).policy_changes;
    expect([found?.before, found?.after]).toEqual([null, '6']);
  });

  test('each has its line, where one is left', () => {
    const { policy_changes: changes } = plan(
      'guards: { protected_members: [kim] }\ngroups:\n  One:\n    membership: additive\n    members: {}\n',
      'guards: { protected_members: [zoe] }\ngroups: { One: { membership: exact, members: {} } }',
    );
    expect(changes.map(({ kind, source }) => [kind, source?.line])).toEqual([
      ['protected_member', undefined],
      ['membership', 6],
      ['protected_member', 3],
    ]);
  });

  test('without a base, and with one that cannot be read, there is none', () => {
    const yaml = guards('max_removals: 100%');
    for (const base of [null, 'unreadable'] as const) {
      const { policy_changes, released, loosened } = planOf(yaml, live, { base });
      expect([policy_changes, released, loosened]).toEqual([[], [], []]);
    }
  });

  test('of a run for some groups, only theirs', () => {
    const base =
      'groups: { One: { membership: exact, members: {} }, Two: { membership: exact, members: {} } }';
    const made = planOf('groups: { One: { members: {} }, Two: { members: {} } }', live, {
      base,
      selection: ['Two'],
    });
    expect(made.policy_changes.map(({ group: of }) => of?.name)).toEqual(['Two']);
    expect(made.released).toEqual([]);
  });

  test.each([['One'], ['Gone']])('of a run for %s, whether the Hub has it or not', (asked) => {
    const groups = (mode: string): string =>
      `groups: { One: { membership: ${mode}, members: {} }, Gone: { membership: ${mode}, members: {} } }`;
    const made = planOf(groups('additive'), live, { base: groups('exact'), selection: [asked] });
    expect(made.policy_changes.map(({ group: of }) => of?.name)).toEqual([asked]);
  });
});

describe('who is let go of', () => {
  const base =
    'teams: { t: { members: [kim] } }\ngroups: { One: { members: { ada: admin, Bob: write }, teams: { t: read } } }';
  const released = (head: string, from = base) =>
    plan(head, from).released.map(({ user, role, cause, was, ways, source }) =>
      [user, role, cause, was, ways.join('+'), source?.line].join(' '),
    );

  test.each<[string, string, string, readonly string[]]>([
    [
      'a line deleted',
      'groups: { One: { members: { ada: admin, kim: read } } }',
      base,
      ['Bob write line_deleted declared absent+exact 4'],
    ],
    [
      'a person taken out of the team',
      'teams: { t: { members: [] } }\ngroups: { One: { members: { ada: admin, Bob: write }, teams: { t: read } } }',
      base,
      ['kim read line_deleted declared absent+exact 3'],
    ],
    [
      'the group deleted',
      'groups: {}',
      base,
      ['ada admin', 'Bob write', 'kim read'].map(
        (who, at) => `${who} group_not_declared declared declare_group+restore ${at === 2 ? 3 : 4}`,
      ),
    ],
    [
      'its members deleted',
      'groups: { One: {} }',
      'groups: { One: { members: { ada: admin } } }',
      ['ada admin membership_not_declared declared absent+restore 3'],
    ],
    [
      '`absent` deleted before the removal is made',
      'groups: { One: { members: { ada: admin } } }',
      'groups: { One: { members: { ada: admin, kim: absent } } }',
      ['kim read line_deleted absent absent+exact 3'],
    ],
    [
      'an ended entry deleted before the removal is made',
      'groups: { One: { members: { ada: admin } } }',
      `groups: { One: { members: { ada: admin, kim: { role: read, expires: ${inDays(-1)} } } } }`,
      ['kim read line_deleted expired absent+exact 3'],
    ],
    [
      'a service account of an exact group',
      'groups: { One: { membership: exact, members: { ada: admin, bob: write, kim: read } } }',
      'groups: { One: { membership: exact, members: { ada: admin, bob: write, kim: read, ci-bot: write } } }',
      ['CI-Bot write line_deleted declared absent+restore 3'],
    ],
    ['who is removed is not', 'groups: { One: { membership: exact, members: { ada: admin } } }', base, []],
    [
      'who is not there is not',
      'groups: { One: { members: {} } }',
      'groups: { One: { members: { zoe: read } } }',
      [],
    ],
    [
      'who is declared otherwise is not',
      'groups: { One: { members: { ada: read, BOB@acme.ai: absent, kim: read } } }',
      base,
      [],
    ],
    ['a group whose members were not managed', 'groups: {}', 'groups: { One: {} }', []],
    [
      'a group that moved to its id is still declared',
      `groups: { X: { id: "${idOf(1)}", members: { ada: admin, Bob: write, kim: read } } }`,
      base,
      [],
    ],
  ])('%s', (_, head, from, expected) => {
    expect(released(head, from)).toEqual(expected);
  });
});

test('of a group whose members cannot be read, nobody is known to be let go of', () => {
  const users = [{ name: 'kim', role: 'read' }, { role: 'read' }];
  const unread = { ...live, groups: [{ ...group(1, 'One', {}), users }] } as unknown as typeof live;
  expect(plan('groups: {}', 'groups: { One: { members: { kim: read } } }', unread).released).toEqual([]);
});

describe('what the guards of the base would have refused', () => {
  const bob = 'groups: { One: { members: { bob: absent } } }';
  const loosened = (head: string, base: string) =>
    plan(head, base).loosened.map(({ guard, user, waived }) => [guard, user, waived]);

  test.each<[string, string, string, readonly unknown[]]>([
    [
      'a protection that is gone',
      bob,
      `guards: { protected_members: [bob] }\n${bob}`,
      [['protected-member', 'Bob', false]],
    ],
    [
      'a limit that is gone',
      `guards: { max_removals: 5 }\n${bob}`,
      `guards: { max_removals: 0 }\n${bob}`,
      [['max-removals', null, false]],
    ],
    [
      'a protection that is gone, beside one that is not',
      'guards: { protected_members: [kim] }\ngroups: { One: { members: { bob: absent, kim: absent } } }',
      `guards: { protected_members: [bob, kim] }\n${bob}`,
      [['protected-member', 'Bob', false]],
    ],
    [
      'a protection that is gone, of a base that manages no group',
      bob,
      'guards: { protected_members: [bob], max_removals: 0% }\ngroups: {}',
      [['protected-member', 'Bob', false]],
    ],
    ['both refuse', `guards: { max_removals: 0 }\n${bob}`, `guards: { max_removals: 0 }\n${bob}`, []],
    ['neither refuses', bob, bob, []],
    ['a base in which nothing is managed has no share', bob, 'guards: { max_removals: 0% }\ngroups: {}', []],
  ])('%s', (_, head, base, expected) => {
    expect(loosened(head, base)).toEqual(expected);
  });

  test('what a waiver of the head permits is a violation of the plan, not loosened', () => {
    const guarded = `guards: { max_removals: 0 }\n${bob}`;
    const { digest: own } = planOf(guarded, live);
    const waived = `${guarded}\nwaivers: [{ guard: max-removals, digest: "${own}", reason: x }]`;
    const made = plan(waived, guarded);
    expect(made.violations.map(({ waived: isWaived }) => isWaived)).toEqual([true]);
    expect(made.loosened).toEqual([]);
    expect(made.policy_changes.map(({ kind, loosens }) => [kind, loosens])).toEqual([['waiver', true]]);
  });

  test('what the base waives for this very plan it would not have refused', () => {
    const guarded = `guards: { protected_members: [bob] }\n${bob}`;
    const { digest: own } = planOf(bob, live);
    const waived = `${guarded}\nwaivers: [{ guard: protected-member, digest: "${own}", reason: x }]`;
    expect(loosened(bob, waived)).toEqual([]);
  });
});

test('a base of another organization is an error, in any other letter case none', () => {
  const base = (name: string): string => `version: 1\norganization: ${name}\n`;
  const found = errorsOf('groups: {}', live, { base: base('other-org') });
  expect(found.map(({ code, message, hint }) => [code, message, hint])).toEqual([
    [
      'other-organization',
      'The base is for `other-org`, this configuration for `acme-ai`',
      'Plan without a base: it tells nothing of another organization.',
    ],
  ]);
  expect(errorsOf('groups: {}', live, { base: base('ACME-AI') })).toEqual([]);
});

test('an address that only the base has is looked up there, and left open where it cannot be', () => {
  const base = 'groups: { One: { members: { x@acme.ai: write } } }';
  const known = { ...live, emails: { 'x@acme.ai': 'Bob' } };
  expect(plan('groups: { One: { members: {} } }', base, known).released.map(({ user }) => user)).toEqual([
    'Bob',
  ]);
  expect(plan('groups: { One: { members: {} } }', base).released).toEqual([]);
});
