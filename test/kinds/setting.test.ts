import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import type { HubGroup } from '../../src/hub/hub.ts';
import { isSetting, type SettingChange } from '../../src/kinds/setting/change.ts';
import { type DeclaredSetting, declaredSettings } from '../../src/kinds/setting/declared.ts';
import { centsOf, dollarsOf } from '../../src/kinds/setting/dollars.ts';
import { settingKind } from '../../src/kinds/setting/kind.ts';
import { liveSetting, withSetting } from '../../src/kinds/setting/live.ts';
import { takenNames } from '../../src/kinds/setting/taken.ts';
import { liveOf } from '../../src/live/live.ts';
import { emptyGroup, viewsOf } from '../../src/live/view.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import { digestLine } from '../../src/plan/digest.ts';
import { contradictionIn } from '../../src/plan/saved-plan.ts';
import { createPalette } from '../../src/render/palette.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { renderPlanHtml } from '../../src/render/plan-html.ts';
import { renderPlanMarkdown } from '../../src/render/plan-markdown.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { name } from '../../src/text/phrase.ts';
import { SourceFile, sourceOf } from '../../src/text/source-file.ts';
import {
  configurationOf,
  group,
  idOf,
  members,
  mistakesIn,
  planOf,
  snapshotOf,
  tryPlan,
} from '../support/planning.ts';

const lines = (changes: readonly Change[]): readonly string[] =>
  changes.map((change) =>
    digestLine(change)
      .replace(/^setting\t(\w+)\t0*\d\t/, '$1 ')
      .trimEnd(),
  );

const one = (fields: Partial<HubGroup>) =>
  snapshotOf([group(1, 'One', { ada: 'admin' }, fields)], members('ada', 'kim'));
const declared = (body: string) => `groups: { One: { ${body} } }`;

describe('a setting that is declared', () => {
  test.each<[string, string, Partial<HubGroup>, readonly string[]]>([
    ['a description where there is none', 'description: New', {}, ['create description\t-\t"New"']],
    ['where the Hub sends null', 'description: New', { description: null }, ['create description\t-\t"New"']],
    ['another', 'description: New', { description: 'Old' }, ['update description\t"Old"\t"New"']],
    ['the same', 'description: New', { description: 'New' }, []],
    ['the same but for space around it', 'description: " New\\n"', { description: 'New' }, []],
    ['an empty one', 'description: ""', { description: 'Old' }, ['delete description\t"Old"\t-']],
    ['an empty one where there is none', 'description: ""', { description: '' }, []],
    [
      'auto-join',
      'auto_join: { role: read, scope: read_plus }',
      {},
      ['update auto_join\t"off"\t"read/read_plus"'],
    ],
    [
      'auto-join that is on, for all as it says nothing else',
      'auto_join: { role: read, scope: all }',
      { autoJoin: { enabled: true, role: 'read' } },
      [],
    ],
    [
      'auto-join of a role that nobody knows',
      'auto_join: off',
      { autoJoin: { enabled: true, role: 'boss', scope: 'some' } },
      ['update auto_join\t"boss/some"\t"off"'],
    ],
    ['auto-join that is off', 'auto_join: off', { autoJoin: { enabled: false } }, []],
    ['auto-join of which the Hub says nothing', 'auto_join: off', { autoJoin: null as never }, []],
    ['no limits where the Hub has none', 'spend_limits: { jobs: null }', { spendLimits: null as never }, []],
    ['a limit of nothing that is there', 'spend_limits: { jobs: 0 }', { spendLimits: { jobs: 0 } }, []],
    [
      'limits, of which those that are not named are left alone',
      'spend_limits: { total: 500, jobs: 99.5, spaces: null }',
      { spendLimits: { jobs: 10000, spaces: 1, endpoints: 7 } },
      [
        'create spend_limits.total\t-\t"500.00"',
        'update spend_limits.jobs\t"100.00"\t"99.50"',
        'delete spend_limits.spaces\t"0.01"\t-',
      ],
    ],
    ['limits as they are', 'spend_limits: { total: 0.10, jobs: ~ }', { spendLimits: { total: 10 } }, []],
    [
      'a limit of nothing',
      'spend_limits: { total: 0 }',
      { spendLimits: {} },
      ['create spend_limits.total\t-\t"0.00"'],
    ],
    ['another name, with an id', `id: "${idOf(1)}"`, { name: 'Uno' }, ['update name\t"Uno"\t"One"']],
    ['the same name, with an id', `id: "${idOf(1)}"`, {}, []],
  ])('%s', (_what, body, fields, expected) => {
    expect(lines(planOf(declared(body), one(fields)).changes)).toEqual(expected);
  });

  test.each<[string, string, object]>([
    ['auto-join that is null', 'auto_join: off', { autoJoin: null }],
    ['limits that are null', 'spend_limits: { jobs: null }', { spendLimits: null }],
  ])('has nothing unreadable: %s', (_what, body, fields) => {
    expect(planOf(declared(body), one(fields)).blocked).toEqual([]);
  });

  test('is told once where it is without end', () => {
    expect(mistakesIn(declared('spend_limits: { jobs: .inf }'))).toHaveLength(1);
  });

  test('is planned from an amount in an alias as it is written there', () => {
    const yaml =
      'groups:\n  One: { spend_limits: { total: &most 70.07 } }\n  Two: { spend_limits: { jobs: *most } }\n';
    const plan = planOf(yaml, snapshotOf([group(1, 'One', {}), group(2, 'Two', {})], members('ada')));
    expect(plan.changes.map(({ after }) => after)).toEqual(['70.07', '70.07']);
  });

  test.each<[string, string, Partial<HubGroup>, string]>([
    ['a description that is no text', 'description: New', { description: 5 }, 'description'],
    [
      'a limit of less than nothing',
      'spend_limits: { jobs: 1 }',
      { spendLimits: { jobs: -1 } },
      'spend_limits.jobs',
    ],
    ['a limit in words', 'spend_limits: { jobs: 1 }', { spendLimits: { jobs: '100' } }, 'spend_limits.jobs'],
    [
      'auto-join of which nobody can say whether it is on',
      'auto_join: off',
      { autoJoin: { enabled: 'yes', role: 'read' } as never },
      'auto_join',
    ],
    [
      'auto-join of a scope that is no text',
      'auto_join: off',
      { autoJoin: { enabled: true, role: 'read', scope: 5 } as never },
      'auto_join',
    ],
    ['auto-join of no known form', 'auto_join: off', { autoJoin: true as never }, 'auto_join'],
    ['auto-join without a role', 'auto_join: off', { autoJoin: { enabled: true } }, 'auto_join'],
    [
      'a limit of half a cent',
      'spend_limits: { jobs: 1 }',
      { spendLimits: { jobs: 0.5 } },
      'spend_limits.jobs',
    ],
    ['limits that are none', 'spend_limits: { jobs: 1 }', { spendLimits: [] }, 'spend_limits.jobs'],
  ])('is blocked by %s', (_what, body, fields, subject) => {
    const plan = planOf(declared(body), one(fields));
    expect(plan.changes).toEqual([]);
    expect(plan.blocked).toMatchObject([
      { kind: 'setting', subject, reason: 'unreadable', source: { line: 3 } },
    ]);
    const what = { description: 'description', auto_join: 'auto-join setting' }[subject] ?? 'spend limit';
    expect(plan.blocked).toMatchObject([{ hint: `The Hub sends a ${what} of a form that is not known.` }]);
    const text = renderPlanText(plan, { palette: createPalette(false), verbose: false });
    expect(text).toContain(`${subject} of "One"`);
  });
});

describe('what is wrong with a declared setting', () => {
  const wide = (length: number): string => '\u{1F600}'.repeat(length);
  const tooLong = (units: number) =>
    `4:8 wrong-value: \`description\` takes 500 characters at most; for the Hub, which counts some as two, this one has ${units} -> Shorten it.`;
  const plainly = 'Write plain digits, such as `500` or `99.50`,';

  test.each<[string, string, readonly string[]]>([
    ['a description of 500 letters', `description: ${'x'.repeat(500)}`, []],
    ['a description of 250 signs that count as two', `description: ${wide(250)}`, []],
    ['a description of 251 such signs', `description: ${wide(251)}`, [tooLong(502)]],
    ['a description of 500 such signs', `description: ${wide(500)}`, [tooLong(1000)]],
    [
      'a description that is too long by any count',
      `description: ${wide(501)}`,
      [
        '4:21 wrong-value: `description` takes 500 characters at most -> Write a text of 500 characters at most, such as `description: Base models`.',
      ],
    ],
    [
      'a limit that was left unfinished, shown at its key',
      'spend_limits: { jobs: , total: 5 }',
      ['4:24 wrong-type: `jobs` has no value -> Write an amount, or `jobs: null` for no limit.'],
    ],
    [
      'a limit of a part of a cent',
      'spend_limits: { jobs: 1.001 }',
      [
        `4:30 wrong-value: \`1.001\` is no amount of dollars and whole cents -> ${plainly} for no limit \`null\`.`,
      ],
    ],
    [
      'a limit that is less than nothing, which the schema tells',
      'spend_limits: { jobs: -1 }',
      [`4:30 wrong-value: \`jobs\` is at least 0 -> ${plainly} or \`null\` for no limit.`],
    ],
    [
      'auto-join beside exact',
      'membership: exact, members: {}, auto_join: { role: read, scope: all }',
      [
        '4:40 exact-auto-join: "G" is `exact`, so that whoever comes in by `auto_join` would be removed again -> Write `membership: additive` for the group, or `auto_join: off`.',
      ],
    ],
  ])('%s', (_what, body, mistakes) => {
    expect(mistakesIn(`groups:\n  G: { ${body} }\n`)).toEqual(mistakes);
  });

  test.each([
    ['no description', 'auto_join: off', ['7 auto_join=off']],
    ['a description that is no text', 'description: 5', []],
    ['a list for one', 'description: [a]', []],
    ['auto-join that is on', 'auto_join: on', []],
    ['auto-join that is a number', 'auto_join: 5', []],
    ['auto-join that is a list', 'auto_join: [off]', []],
    ['auto-join without a role', 'auto_join: { scope: all }', []],
    ['auto-join without a scope', 'auto_join: { role: read }', []],
    ['auto-join of a role that is no text', 'auto_join: { role: 5, scope: all }', []],
    ['auto-join of a scope that is no text', 'auto_join: { role: read, scope: [all] }', []],
    ['auto-join as it is to be', 'auto_join: { role: read, scope: all }', ['7 auto_join=read/all']],
    ['limits that are a list', 'spend_limits: [5]', []],
    ['limits that are one', 'spend_limits: 5', []],
    ['a limit of what is no product', 'spend_limits: { food: 5 }', []],
    ['a limit in quotes', 'spend_limits: { jobs: "5" }', []],
    ['a limit that is true', 'spend_limits: { jobs: true }', []],
    ['a limit that is a mapping', 'spend_limits: { jobs: { total: 5 } }', []],
    ['a limit below nothing', 'spend_limits: { jobs: -1 }', []],
    ['a limit without end', 'spend_limits: { jobs: .inf }', []],
    ['a limit that is no number', 'spend_limits: { jobs: .nan }', []],
    [
      'a limit of a part of a cent',
      'spend_limits: { jobs: 0.001, total: 5 }',
      ['43 spend_limits.total=5.00'],
    ],
    [
      'limits as they are to be',
      'spend_limits: { total: 0, jobs: null, spaces: ~, endpoints: }',
      ['30 spend_limits.total=0.00', '39 spend_limits.jobs=null', '53 spend_limits.spaces=null'],
    ],
  ])('stops nobody from reading the rest: %s', (_what, body, settings) => {
    let found: readonly DeclaredSetting[] = [];
    const file = new SourceFile(
      'groups.yaml',
      `version: 1\norganization: acme-ai\ngroups:\n G: { ${body} }\n`,
    );
    loadConfiguration([file], ['groups.yaml'], [], null, ({ groups }) => {
      found = groups.flatMap(declaredSettings);
      return [];
    });
    expect(found.map(({ setting, value, place }) => `${sourceOf(place).column} ${setting}=${value}`)).toEqual(
      settings,
    );
  });
});

describe('the calls', () => {
  const all = `id: "${idOf(1)}", description: New, spend_limits: { total: 5, jobs: null }, auto_join: { role: read, scope: all }, members: { ada: read, kim: read }`;
  const plan = planOf(
    declared(all),
    one({ name: 'Uno', spendLimits: { jobs: 5 }, description: 'Old', autoJoin: { enabled: false } }),
    { waive: ['last-admin', 'emptied-group'] },
  );

  test('set in one request what one can set, and let people in last', () => {
    const path = `/api/organizations/acme-ai/resource-groups/${idOf(1)}`;
    expect(plan.calls.map(({ method, path: to, body }) => [method, to.slice(path.length), body])).toEqual([
      ['PATCH', '', { description: 'New', name: 'One', spendLimits: { total: 500, jobs: null } }],
      ['POST', '/users', { users: [{ user: 'kim', role: 'read' }] }],
      ['PATCH', '/users/ada', { role: 'read' }],
      ['POST', '/settings', { autoJoin: { enabled: true, role: 'read', scope: 'all' } }],
    ]);
    expect(plan.calls[0]?.changes.map((index) => plan.changes[index]).map(subjectOf)).toEqual([
      'spend_limits.total',
      'description',
      'name',
      'spend_limits.jobs',
    ]);
  });

  test('take a description away with an empty text, and switch auto-join off alone', () => {
    const off = planOf(
      declared('description: "", auto_join: off'),
      one({ description: 'Old', autoJoin: { enabled: true, role: 'read' } }),
    );
    expect(off.calls.map(({ body }) => body)).toEqual([
      { description: '' },
      { autoJoin: { enabled: false } },
    ]);
  });

  test.each<[SettingChange['subject'], string, string]>([
    ['description', 'off', 'setting'],
    ['auto_join', 'read/all', 'auto_join'],
    ['auto_join', 'off', 'auto_join_off'],
  ])('of %s to %s come in the stage %s', (subject, after, stage) => {
    expect(settingKind.stage(settingOf(subject, null, after))).toBe(stage);
  });

  test('are made of at least one change', () => {
    expect(() => settingKind.call('acme-ai', [], [], () => '', null)).toThrow(
      new RangeError('a call without a change'),
    );
    expect(settingKind.carries(settingOf('description', null, 'x'), [], 50)).toEqual([]);
  });
});

describe('auto-join', () => {
  const people = [...members('ada', 'kim', 'lee'), { user: 'out', role: 'no_access' }, { user: 'odd' }];
  const joins = (body: string, fields: Partial<HubGroup> = {}) => {
    const snapshot = snapshotOf([group(1, 'One', { ada: 'admin' }, fields)], people);
    return planOf(declared(body), snapshot, { waive: ['last-admin', 'emptied-group'] }).changes.flatMap(
      (change) => (change.kind === 'setting' ? [change.joins] : []),
    );
  };

  test.each<[string, string, Partial<HubGroup>, number | null]>([
    ['takes in all who are not there', 'auto_join: { role: read, scope: all }', {}, 4],
    [
      'takes in who has a role, or one that nobody knows',
      'auto_join: { role: read, scope: read_plus }',
      {},
      3,
    ],
    [
      'does not count who is added anyway',
      'auto_join: { role: read, scope: all }, members: { kim: read }',
      {},
      3,
    ],
    [
      'takes in nobody when it is switched off',
      'auto_join: off',
      { autoJoin: { enabled: true, role: 'read' } },
      null,
    ],
    [
      'may take in the others with another role alone, of which nobody can say',
      'auto_join: { role: write, scope: all }',
      { autoJoin: { enabled: true, role: 'read' } },
      4,
    ],
    [
      'may take in whom it still means when it is narrowed',
      'auto_join: { role: read, scope: read_plus }',
      { autoJoin: { enabled: true, role: 'read', scope: 'all' } },
      3,
    ],
    [
      'may take in whom it means with another role alone, whatever the scope',
      'auto_join: { role: write, scope: read_plus }',
      { autoJoin: { enabled: true, role: 'read', scope: 'read_plus' } },
      3,
    ],
    [
      'does not count who is in the group with a role that cannot be read',
      'auto_join: { role: read, scope: all }',
      { users: [{ name: 'ada', role: 'admin' }, { name: 'kim' } as never] },
      3,
    ],
    ['is not what a description speaks of', 'description: read/all', {}, null],
    [
      'takes in the others when it is widened',
      'auto_join: { role: read, scope: all }',
      { autoJoin: { enabled: true, role: 'read', scope: 'read_plus' } },
      4,
    ],
  ])('%s', (_what, body, fields, expected) => {
    expect(joins(body, fields)).toEqual([expected]);
  });

  describe('is blocked where it may let in who must not be in the group', () => {
    const all = 'auto_join: { role: read, scope: all }';
    const some = 'auto_join: { role: read, scope: read_plus }';
    const live = { enabled: true, role: 'read', scope: 'all' };
    const hint = (who: string, entry: string, person: string) =>
      `${who} must not be in "One", and auto-join may let them in at once. Take ${entry} out; or do so, let auto-join in, and declare ${person} \`absent\` in a later change, whose run removes them.`;
    const kim = hint('kim', 'the entry', 'the person');
    const past = '{ role: read, expires: 2020-01-01 }';
    const plan = (body: string, fields: Partial<HubGroup>) =>
      planOf(
        `teams: { ops: { members: [kim, lee] } }\n${declared(body)}`,
        snapshotOf([group(1, 'One', { ada: 'admin', kim: 'read' }, fields)], people),
      );

    test.each<[string, string, Partial<HubGroup>, readonly string[]]>([
      ['who is removed in the same run', `${all}, members: { kim: absent }`, {}, [kim]],
      [
        'who is not in the group',
        `${all}, members: { lee: absent }`,
        {},
        [hint('lee', 'the entry', 'the person')],
      ],
      ['whose entry has ended', `${all}, members: { kim: ${past} }`, {}, [kim]],
      [
        'whose team’s entry has ended',
        `${all}, teams: { ops: ${past} }`,
        {},
        [hint('kim and lee', 'the entries', 'them')],
      ],
      [
        'whose role in the organization nobody knows',
        `${some}, members: { odd: absent }`,
        {},
        [hint('odd', 'the entry', 'the person')],
      ],
      [
        'with another role',
        `auto_join: { role: write, scope: all }, members: { kim: absent }`,
        { autoJoin: live },
        [kim],
      ],
      ['with the narrower scope', `${some}, members: { kim: absent }`, { autoJoin: live }, [kim]],
      [
        'of whom three are named',
        `${all}, members: { kim: absent, ada: absent, lee: absent, out: absent, odd: absent }`,
        {},
        [hint('ada, kim, lee and 2 more', 'the entries', 'them')],
      ],
      ['but not by a scope that leaves them out', `${some}, members: { out: absent }`, {}, []],
      ['but not somebody who is nobody', `${all}, members: { nobody: absent }`, {}, []],
      ['but not where it stays as it is', `${all}, members: { kim: absent }`, { autoJoin: live }, []],
      [
        'but not where it is switched off',
        'auto_join: off, members: { kim: absent }',
        { autoJoin: live },
        [],
      ],
      [
        'but not whom something else gives a role',
        `${all}, members: { kim: ${past} }, teams: { ops: read }`,
        {},
        [],
      ],
    ])('%s', (_what, body, fields, expected) => {
      const { changes, blocked } = plan(body, fields);
      expect(blocked.map((one) => one.hint)).toEqual(expected);
      if (expected.length === 0) return;
      expect(blocked).toMatchObject([
        {
          kind: 'setting',
          subject: 'auto_join',
          reason: 'absent_would_join',
          user: null,
          source: { line: 4 },
        },
      ]);
      expect(changes.filter(({ kind }) => kind === 'setting')).toEqual([]);
    });

    test('while the removal itself is made, and people read why', () => {
      const found = plan(`${all}, members: { kim: absent }`, {});
      expect(lines(found.changes)).toEqual([expect.stringContaining('kim')]);
      const shown = renderPlanText(found, { palette: createPalette(false), verbose: false });
      expect(shown.replace(/\s+/g, ' ')).toContain(
        'auto_join of "One" groups.yaml:4 somebody who must not be in the group would come in by it. kim must not be in "One"',
      );
    });

    test('by an address that may be anybody’s, while not all can be seen', () => {
      const body = `${all}, members: { who@acme.ai: absent }`;
      const reasons = (found: Plan) => found.blocked.map(({ reason }) => reason).toSorted();
      expect(reasons(plan(body, {}))).toEqual(['absent_would_join', 'email_not_found']);
      const visible = snapshotOf([group(1, 'One', {})], members('ada', 'kim'));
      expect(reasons(planOf(declared(body), visible))).toEqual([]);
    });
  });

  test.each(['{ out: read }', '{ kim: no_access }'])(
    'takes in by the roles in the organization that hold when it is written, before they change: %s',
    (roles) => {
      const plan = planOf(
        `organization_members: ${roles}\n${declared('auto_join: { role: read, scope: read_plus }')}`,
        snapshotOf([group(1, 'One', { ada: 'admin' })], [...people, { user: 'root', role: 'admin' }]),
      );
      // Kim, Lee, root and the one whose role nobody knows.
      expect(plan.changes).toMatchObject([{ joins: 4 }, { kind: 'organization_role' }]);
      expect(plan.calls.map(({ path }) => path.split('/').at(-1))).toEqual(['settings', 'role']);
    },
  );

  test('of a group that is gone by then takes in everybody', () => {
    const change = settingOf('auto_join', 'off', 'read/all');
    const view = viewsOf(liveOf(snapshotOf([], members('ada', 'kim'))))([change.group]);
    expect(
      settingKind.weigh(
        [change],
        () => view,
        () => view,
        () => view,
      ),
    ).toMatchObject([{ joins: 2 }]);
  });

  test('beside exact is an error where membership is managed, and where it is not there is nothing to undo', () => {
    const wrong = (body: string) => () => planOf(declared(body), one({}));
    expect(wrong('membership: exact, members: {}, auto_join: { role: read, scope: all }')).toThrow(
      /exact-auto-join/,
    );
    expect(wrong('membership: exact, auto_join: { role: read, scope: all }')).not.toThrow();
    expect(wrong('membership: exact, members: { ada: admin }, auto_join: off')).not.toThrow();
  });
});

function subjectOf(change: Change | undefined): string | null {
  return change?.kind === 'setting' ? change.subject : null;
}

function settingOf(
  subject: SettingChange['subject'],
  before: string | null,
  after: string | null,
): SettingChange {
  const action = before === null ? 'create' : after === null ? 'delete' : 'update';
  const group_ = { id: idOf(1), name: 'One' };
  const rest = { destructive: false, origin: null, source: null, joins: null, used: null } as const;
  return { kind: 'setting', action, group: group_, subject, before, after, ...rest };
}

describe('a new name', () => {
  const live = snapshotOf(
    [
      group(1, 'One', {}),
      group(2, 'Two', {}),
      group(3, 'Three', {}),
      group(4, 'Four', {}),
      group(5, 'Four', {}),
    ],
    members('ada'),
  );
  const entry = (name: string, id: number, more = ''): string => `  ${name}: { id: "${idOf(id)}"${more} }\n`;
  const gone = ', state: absent';

  test.each<[string, string, readonly string[], readonly string[]]>([
    ['that nobody has', entry('New', 1), ['One -> New'], []],
    ['that another group has', entry('Two', 1), [], ['Two 2']],
    ['that it has already', entry('One', 1), [], []],
    ['in another letter case', entry('two', 1), ['One -> two'], []],
    ['that two others have', entry('Four', 1), [], ['Four 4']],
    ['that is given up', entry('Two', 1) + entry('New', 2), ['One -> Two', 'Two -> New'], []],
    ['that is given up for its own', entry('Two', 1) + entry('One', 2), ['One -> Two', 'Two -> One'], []],
    ['of a group that is deleted', entry('Two', 1) + entry('Whatever', 2, gone), ['One -> Two'], []],
    [
      'of a group that is deleted, though the file calls it otherwise',
      entry('Two', 1, gone) + entry('One', 3),
      ['Three -> One'],
      [],
    ],
    ['of one of two that is deleted', entry('Four', 1) + entry('Whatever', 4, gone), [], ['Four 5']],
    [
      'whose owner does not get its own',
      entry('Two', 1) + entry('Three', 2) + entry('Four', 3),
      [],
      ['Four 4', 'Three 3', 'Two 2'],
    ],
    ['of a group that is declared', `${entry('Two', 1)}  Three: {}\n`, [], ['Two 2']],
  ])('%s', (_what, yaml, renamed, taken) => {
    const { changes, blocked } = planOf(`groups:\n${yaml}`, live);
    const names = changes.filter((change) => change.kind === 'setting');
    expect(names.map(({ before, after }) => `${before} -> ${after}`).toSorted()).toEqual(renamed);
    expect(blocked.map(({ reason }) => reason)).toEqual(taken.map(() => 'name_taken'));
    const said = blocked.map(({ after, hint }) => `${after} ${Number(/id 0*(\d+)/.exec(hint ?? '')?.[1])}`);
    expect(said.toSorted()).toEqual(taken);
  });

  test('that another group has stands with its place and what to do, and stops nothing else of the group', () => {
    const plan = planOf(`groups:\n${entry('Two', 1, ', description: New')}`, live);
    expect(plan.changes).toMatchObject([{ subject: 'description' }]);
    expect(plan.blocked).toMatchObject([
      { kind: 'setting', subject: 'name', after: 'Two', source: { line: 4, column: 3 } },
    ]);
    const text = renderPlanText(plan, { palette: createPalette(false), verbose: false });
    expect(text).toContain(
      `name of "One"  groups.yaml:4  another group has the new name. "Two" is the group with the id ${idOf(2)}. Choose another name, or rename that one in the same way, by its \`id\`.`,
    );
  });

  test('is looked for in one pass, however long the chain is', () => {
    const many = 3_000;
    const chain = snapshotOf(
      Array.from({ length: many }, (_, at) => group(at + 1, `G${at}`, {})),
      members('ada'),
    );
    const yaml = Array.from({ length: many - 1 }, (_, at) => entry(`G${at + 1}`, at + 1)).join('');
    expect(planOf(`groups:\n${yaml}`, chain).blocked).toHaveLength(many - 1);
  });
});

describe('a setting against what is live', () => {
  const standing = (change: SettingChange, fields: Partial<HubGroup>) => {
    const live = liveOf(one(fields));
    return settingKind.standing(change, viewsOf(live)([change.group]));
  };
  const change = settingOf('description', 'Old', 'New');

  test.each<[string, Partial<HubGroup>, object]>([
    ['as planned', { description: 'Old' }, { kind: 'pending' }],
    ['made already', { description: 'New' }, { kind: 'inSync' }],
    ['otherwise', { description: 'Other' }, { kind: 'conflict', now: 'Other' }],
    ['not there', {}, { kind: 'conflict', now: null }],
    ['of no known form', { description: 1 }, { kind: 'conflict', now: '?' }],
  ])('%s', (_what, fields, expected) => {
    expect(standing(change, fields)).toEqual(expected);
  });

  test('says what it found', () => {
    expect(settingKind.found(change, 'Other')).toContain('description is “Other” meanwhile');
    expect(settingKind.found(change, null)).toContain('description is not set meanwhile');
    expect(settingKind.found(change, '?')).toContain('cannot be read');
    expect([settingKind.value(null), settingKind.value('off')]).toEqual(['not set', 'off']);
  });

  test.each<[SettingChange['subject'], string | null]>([
    ['name', 'Two'],
    ['description', 'New'],
    ['description', null],
    ['auto_join', 'write/read_plus'],
    ['auto_join', 'off'],
    ['spend_limits.total', '12.30'],
    ['spend_limits.jobs', null],
  ])('%s is as it was to be, after it is made', (subject, after) => {
    const [live] = liveOf(
      one({
        description: 'Old',
        autoJoin: { enabled: true, role: 'read' },
        spendLimits: { jobs: 5, spaces: 7 },
      }),
    ).groups;
    if (live === undefined) throw new Error('there is a group');
    const then = withSetting(live, subject, after);
    expect(liveSetting(then, subject)).toEqual({ kind: 'value', value: after });
    expect(liveSetting(then, 'spend_limits.spaces')).toEqual({ kind: 'value', value: '0.07' });
    expect(then.autoJoin).toBe(subject !== 'auto_join' ? 'read' : after === 'off' ? null : 'write');
  });

  test.each<[SettingChange['subject'], string | null]>([
    ['name', null],
    ['description', null],
    ['auto_join', 'off'],
    ['spend_limits.total', null],
  ])('%s is %s of a group that is not there', (subject, value) => {
    expect(liveSetting(null, subject)).toEqual({ kind: 'value', value });
  });

  test('of a group that is not there yet is made of an empty one, and of one that is gone of none', () => {
    const ref = { id: null, name: 'New' };
    const made = { ...change, before: null, group: ref };
    const none = viewsOf(liveOf(one({})))([ref]);
    expect(settingKind.standing(made, none)).toEqual({ kind: 'pending' });
    expect(settingKind.after([made], none).groups.get('new:New')).toEqual({
      ...emptyGroup(ref),
      object: { ...emptyGroup(ref).object, description: 'New' },
    });
    const gone = { ...change, group: { id: idOf(9), name: 'Gone' } };
    expect(settingKind.after([gone], none).groups.size).toBe(0);
  });
});

describe('a saved plan', () => {
  test.each<[string, string | null, string | null, boolean]>([
    ['description', null, 'New', true],
    ['description', 'Old', null, true],
    ['description', 'Old', '', false],
    ['description', null, 'x'.repeat(501), false],
    ['name', 'Old', 'New', true],
    ['name', 'Old', null, false],
    ['name', 'Old', 'a\nb', false],
    ['auto_join', 'off', 'read/all', true],
    ['auto_join', 'boss/some', 'off', true],
    ['auto_join', 'off', 'no_access/all', false],
    ['auto_join', 'off', 'read/some', false],
    ['name', 'Old', 'x'.repeat(200), true],
    ['name', 'Old', 'x'.repeat(201), false],
    ['description', null, 'x'.repeat(500), true],
    ['auto_join', 'off', 'read', false],
    ['auto_join', 'read/all', null, false],
    ['spend_limits.jobs', null, 'nu.ll', false],
    ['spend_limits.jobs', null, '5.00', true],
    ['spend_limits.jobs', '5.00', null, true],
    ['spend_limits.jobs', null, '5', false],
    ['spend_limits.jobs', null, '5.001', false],
    ['colour', null, 'red', false],
  ])('may ask for %s %s -> %s: only for what a file can declare', (subject, before, after, fits) => {
    const plan = planOf(declared('description: New'), one({}));
    const changes = [{ ...settingOf('description', before, after), subject: subject as 'description' }];
    expect(contradictionIn({ ...plan, changes }) === null).toBe(fits);
    expect(isSetting(subject)).toBe(subject !== 'colour');
  });

  test('renames no group that is still to be made', () => {
    const change = settingOf('name', 'Old', 'New');
    expect([
      settingKind.fits(change),
      settingKind.fits({ ...change, group: { id: null, name: 'Old' } }),
    ]).toEqual([true, false]);
  });

  test('keeps nothing of how many come in', () => {
    expect(settingKind.bare({ ...settingOf('auto_join', 'off', 'read/all'), joins: 5 }).joins).toBeNull();
  });
});

describe('dollars', () => {
  test.each<[string, number | null]>([
    ['0', 0],
    ['0.1', 10],
    ['0.29', 29],
    ['1.005', null],
    ['1.100', 110],
    ['4.35', 435],
    ['90071992547409.91', 9007199254740991],
    ['90071992547409.92', null],
    ['05', null],
    ['.5', null],
    ['5.', null],
    ['1e3', null],
    ['+1', null],
  ])('%s are %s cents', (written, cents) => {
    expect(centsOf(written)).toBe(cents);
  });

  test('come back as they went', () => {
    for (const cents of [0, 1, 9, 10, 99, 100, 435, 9007199254740991])
      expect(centsOf(dollarsOf(cents))).toBe(cents);
  });
});

describe('what people read', () => {
  const text = (body: string, fields: Partial<HubGroup> = {}) =>
    renderPlanText(planOf(declared(body), one(fields)), { palette: createPalette(false), verbose: false });

  test('says what it means', () => {
    expect(
      text(
        `id: "${idOf(1)}", description: New, auto_join: { role: read, scope: all }, spend_limits: { total: 500, jobs: null }`,
        { name: 'Uno', spendLimits: { jobs: 150 } },
      ),
    ).toMatchInlineSnapshot(`
      "auto-join brings 1 person into "Uno" at once (read/all); 4 settings change.

      More access: 1

      "Uno"  no repositories; 1 member
      ~ auto_join off -> read/all  groups.yaml:3  1 person joins at once

      Other changes: 4

      "Uno"  no repositories; 1 member
      + description “New”                    groups.yaml:3
      + spend_limits.total $500.00           groups.yaml:3
      ~ name "Uno" -> "One"                  groups.yaml:3
      - spend_limits.jobs $1.50 -> no limit  groups.yaml:3

      Left alone, since nothing declares this member: ada (admin in "Uno").
      acme-ai on https://huggingface.co, from groups.yaml
      Digest sha256:e45a2638f8965491eb6782acfb5df172b5214053271b3ce978fe37d6eef15476
      Plan: 2 to add, 2 to change, 1 to remove.
      "
    `);
  });

  test('says what goes, and what few changes mean one by one', () => {
    expect(text('description: ""', { description: 'Old' })).toMatchInlineSnapshot(`
      "the description of "One" changes.

      Other changes: 1

      "One"  no repositories; 1 member
      - description “Old” -> none  groups.yaml:3

      Left alone, since nothing declares this member: ada (admin in "One").
      acme-ai on https://huggingface.co, from groups.yaml
      Digest sha256:0e8a381e9797478ed2198397289f6136f6543a7ba571c1b59af5345342706bce
      Plan: 0 to add, 0 to change, 1 to remove.
      "
    `);
    expect(text('auto_join: off', { autoJoin: { enabled: true, role: 'read' } })).toMatchInlineSnapshot(`
      "nobody comes into "One" by themselves any more.

      Other changes: 1

      "One"  no repositories; 1 member
      ~ auto_join read/all -> off  groups.yaml:3

      Left alone, since nothing declares this member: ada (admin in "One").
      acme-ai on https://huggingface.co, from groups.yaml
      Digest sha256:128bbe345faa9c444a041e573e16a5dff02297bf5cbf1c052ae771ae7014a6ec
      Plan: 0 to add, 1 to change, 0 to remove.
      "
    `);
    expect(
      text('auto_join: { role: write, scope: all }', { autoJoin: { enabled: true, role: 'read' } }),
    ).toMatchInlineSnapshot(`
      "auto-join brings 1 person into "One" at once (write/all).

      More access: 1

      "One"  no repositories; 1 member
      ~ auto_join read/all -> write/all  groups.yaml:3  1 person joins at once

      Left alone, since nothing declares this member: ada (admin in "One").
      acme-ai on https://huggingface.co, from groups.yaml
      Digest sha256:ab903e8a0ac6fb35b58a854b1ad3d60661009a53c068aa4cb6803d2ad9547b9d
      Plan: 0 to add, 1 to change, 0 to remove.
      "
    `);
    expect(
      text('description: x, spend_limits: { total: null }', { description: 'y', spendLimits: { total: 5 } }),
    ).toMatchInlineSnapshot(`
      "the description of "One" changes; "One" may spend without limit in all.

      Other changes: 2

      "One"  no repositories; 1 member
      ~ description “y” -> “x”                groups.yaml:3
      - spend_limits.total $0.05 -> no limit  groups.yaml:3

      Left alone, since nothing declares this member: ada (admin in "One").
      acme-ai on https://huggingface.co, from groups.yaml
      Digest sha256:723cca12dd4a638928387bebdf51dc07f0070c410a7bab9cdd834dcb6dcc2db8
      Plan: 0 to add, 1 to change, 1 to remove.
      "
    `);
  });

  test('says of another role or scope of auto-join who comes in at once', () => {
    const narrower = text('auto_join: { role: read, scope: read_plus }', {
      users: [],
      autoJoin: { enabled: true, role: 'write' },
    });
    expect(narrower).toContain('auto-join brings 2 people into "One" at once (read/read_plus).');
    expect(narrower).toContain(
      '~ auto_join write/all -> read/read_plus  groups.yaml:3  2 people join at once',
    );
    expect(narrower).toContain('More access: 1');
    const nobody = text('auto_join: { role: read, scope: read_plus }', {
      users: ['ada', 'kim'].map((user) => ({ name: user, role: 'read' })),
      autoJoin: { enabled: true, role: 'read' },
    });
    expect(nobody).toContain('who comes into "One" by themselves gets read/read_plus.');
    expect(nobody).toContain('nobody joins at once');
  });

  const tell = (changes: readonly SettingChange[], choice: 'all' | 'important' = 'all') => {
    const { clauses, untold } = settingKind.tell(changes, (ref) => [name(ref?.name ?? '')], choice);
    return [...clauses.map(phraseText), untold];
  };
  test.each([
    ['off', 'read/all', 'more'],
    ['read/read_plus', 'read/all', 'more'],
    ['read/all', 'read/read_plus', 'none'],
    ['read/all', 'write/all', 'more'],
    ['read/all', 'write/read_plus', 'more'],
    ['write/all', 'read/all', 'none'],
    ['write/read_plus', 'read/all', 'more'],
    ['owner/all', 'read/all', 'more'],
    ['read/all', 'off', 'none'],
  ])('auto-join from %s to %s means %s access', (before, after, bearing) => {
    const change = settingOf('auto_join', before, after);
    expect(settingKind.bearing(change)).toBe(bearing);
    expect(settingKind.givesMuch(change)).toBe(bearing === 'more');
  });

  test.each<[number | null, string]>([
    [null, 'none'],
    [0, 'none'],
    [1, 'more'],
  ])('auto-join that is narrowed, and brings %j people, means %s access', (joins, bearing) => {
    const narrowed = { ...settingOf('auto_join', 'read/all', 'read/read_plus'), joins };
    expect(settingKind.bearing(narrowed)).toBe(bearing);
    expect(settingKind.bearing({ ...narrowed, subject: 'description' })).toBe('none');
  });

  test.each<[string, number | null, string]>([
    ['off', null, 'who comes into "One" by themselves gets read/all'],
    ['off', 0, 'auto-join brings 0 people into "One" at once (read/all)'],
    ['write/all', 0, 'who comes into "One" by themselves gets read/all'],
    ['write/all', null, 'who comes into "One" by themselves gets read/all'],
    ['write/all', 1, 'auto-join brings 1 person into "One" at once (read/all)'],
  ])('auto-join that was %s, and brings %j people, is told', (before, joins, said) => {
    expect(tell([{ ...settingOf('auto_join', before, 'read/all'), joins }])).toEqual([said, 0]);
  });

  const opening = { ...settingOf('auto_join', 'off', 'read/all'), joins: 2 };
  const limit = settingOf('spend_limits.spaces', null, '5.00');

  test('tells who comes in first, and leaves the rest where only the important is told', () => {
    const joins = 'auto-join brings 2 people into "One" at once (read/all)';
    expect(tell([limit, opening])).toEqual([joins, '"One" may spend $5.00 a month for spaces', 0]);
    expect(tell([limit, opening], 'important')).toEqual([joins, 1]);
  });

  test('tells three one by one, and of four how many', () => {
    expect(tell([limit, limit, limit])).toHaveLength(4);
    expect(tell([limit, limit, limit, limit])).toEqual(['4 settings change', 0]);
  });

  test.each([
    [0, 'nobody joins at once'],
    [1, '1 person joins at once'],
    [2, '2 people join at once'],
  ])('notes of %s who come in: %s', (joins, note) => {
    expect(settingKind.text({ ...opening, joins }).notes).toEqual([note]);
  });

  test('sums up many', () => {
    const many = Array.from({ length: 4 }, (_, at) => group(at + 1, `G${at}`, {}));
    const yaml = `groups:\n${many.map(({ name }) => `  ${name}: { auto_join: { role: read, scope: all } }\n`).join('')}`;
    const planned = tryPlan(yaml, snapshotOf(many, members('ada', 'kim')));
    if (!planned.ok) throw new Error('it is right');
    const said = renderPlanText(planned.plan, { palette: createPalette(false), verbose: false });
    expect(said).toContain('auto-join of 4 groups lets people in, 8 at once');
  });
});

describe('what a group has used this month', () => {
  const usage = (inference: unknown, spaces: unknown, jobs: unknown) => ({
    usage: {
      periods: [
        {
          period: '2026-11',
          resourceGroups: [
            {
              id: idOf(1),
              inference: { costCents: inference },
              compute: { spaces: { costCents: spaces }, jobs: { costCents: jobs } },
            },
          ],
        },
      ],
    },
  });
  const plan = (body: string, used: object, fields: Partial<HubGroup> = {}) =>
    planOf(declared(body), { ...one(fields), ...used });
  const found = (...input: Parameters<typeof plan>) =>
    plan(...input).violations.map(({ guard, message }) => `${guard}: ${message}`);

  test('stands with each limit, and is asked for only where one is declared', () => {
    const used = usage(100, 250.5, null);
    const shown = plan('spend_limits: { total: 500, spaces: 5, jobs: 1, endpoints: null }', used, {
      spendLimits: { endpoints: 7 },
    });
    expect(shown.changes.map((change) => change.kind === 'setting' && [change.subject, change.used])).toEqual(
      [
        ['spend_limits.jobs', null],
        ['spend_limits.spaces', '2.51'],
        ['spend_limits.total', '3.51'],
        ['spend_limits.endpoints', null],
      ],
    );
    expect(renderPlanText(shown, { palette: createPalette(false), verbose: false })).toContain(
      '$3.51 used this month',
    );
    expect(
      renderPlanText(plan('spend_limits: { total: 9 }', used), {
        palette: createPalette(false),
        verbose: false,
      }),
    ).toContain('"One" may spend $9.00 a month in all ($3.51 used this month)');
    const usedOf = (inference: number) =>
      plan('spend_limits: { total: 9 }', usage(inference, null, null)).changes.map(
        (change) => change.kind === 'setting' && change.used,
      );
    expect([usedOf(0), usedOf(-5), usedOf(1e300)]).toEqual([['0.00'], [null], [null]]);
    const needs = (body: string) => settingKind.needs(configurationOf(declared(body)));
    expect([
      needs('spend_limits: { jobs: 5 }'),
      needs('description: x, spend_limits: { jobs: null, total: 5 }, auto_join: off'),
      needs('spend_limits: { jobs: 5 } }, Two: { description: x'),
      needs('spend_limits: { jobs: null }'),
      needs('description: x'),
    ]).toEqual([['usage'], ['usage'], ['usage'], [], []]);
    expect(shown.changes.map((change) => change.kind === 'setting' && settingKind.needsOf(change))).toEqual([
      ['usage'],
      ['usage'],
      ['usage'],
      [],
    ]);
    expect(settingKind.needsOf(settingOf('description', null, 'x'))).toEqual([]);
  });

  test.each<[string, string, object, Partial<HubGroup>, readonly string[]]>([
    [
      'refuses a limit at it or below',
      'spend_limits: { total: 3.51, spaces: 2, jobs: 1 }',
      usage(100, 250.5, null),
      {},
      [
        'spend-below-usage: "One" would have spend limits at or below what it has used this month: total $3.51, with $3.51 used and spaces $2.00, with $2.51 used',
      ],
    ],
    ['lets one above it pass', 'spend_limits: { total: 3.52 }', usage(100, 250.5, null), {}, []],
    [
      'leaves a limit alone that stays',
      'spend_limits: { total: 1 }',
      usage(100, 0, 0),
      { spendLimits: { total: 100 } },
      [],
    ],
    ['refuses no cent where nothing is used', 'spend_limits: { total: 0.01 }', usage(0, 0, 0), {}, []],
    [
      'refuses none at all where nothing is used, since that is what is used',
      'spend_limits: { total: 0 }',
      usage(0, 0, 0),
      {},
      [
        'spend-below-usage: "One" would have a spend limit at or below what it has used this month: total $0.00, with nothing used',
      ],
    ],
    ['refuses nothing where nothing is known', 'spend_limits: { total: 0 }', {}, {}, []],
    ['takes nothing for a usage that is none', 'spend_limits: { total: 1 }', usage(-5, 0, 0), {}, []],
    [
      'refuses nothing where the live limit cannot be read, since it is blocked',
      'spend_limits: { spaces: 1 }, description: x',
      usage(0, 500, 0),
      { spendLimits: { spaces: 'many' } },
      [],
    ],
  ])('%s', (_what, body, used, fields, expected) => {
    expect(found(body, used, fields)).toEqual(expected);
  });
});

describe('a setting, as the rest of the program asks about it', () => {
  const all: readonly (readonly [SettingChange, string])[] = [
    [settingOf('name', 'Uno', 'One'), 'name'],
    [settingOf('description', null, 'x'), 'description'],
    [settingOf('auto_join', 'off', 'read/all'), 'autoJoin'],
    [settingOf('spend_limits.jobs', null, '5.00'), 'spendLimits'],
  ];

  test('has no end, takes nothing away, is about no one person, and shows in its property', () => {
    for (const [change, property] of all) {
      const live = liveOf(one({}));
      const view = viewsOf(live)([change.group]);
      expect([
        settingKind.lastDay(change),
        settingKind.isDestructive(change),
        settingKind.overreach(change, view, view),
        settingKind.provider(change, live),
        settingKind.person(change),
        settingKind.afresh(change),
        settingKind.hindrance(change, [], live),
        settingKind.property(change),
      ]).toEqual([null, false, null, null, null, false, null, property]);
      expect(settingKind.spelled(change, view)).toBe(change);
    }
  });

  test('says of a limit that is reached what to do instead', () => {
    const usage = {
      periods: [{ period: '2026-11', resourceGroups: [{ id: idOf(1), inference: { costCents: 500 } }] }],
    };
    const plan = planOf(declared('spend_limits: { total: 5 }'), { ...one({}), usage });
    expect(renderPlanText(plan, { palette: createPalette(false), verbose: false })).toContain(
      'Set a limit above what is used, or wait for the next month; $0.00 is reached then too.',
    );
  });

  test('of a description that is new is told as written', () => {
    const plan = planOf(declared('description: New'), one({}));
    expect(renderPlanText(plan, { palette: createPalette(false), verbose: false })).toContain(
      'the description of "One" is written',
    );
  });

  test('of another name alone is told as one', () => {
    const plan = planOf(declared(`id: "${idOf(1)}"`), one({ name: 'Uno' }));
    expect(renderPlanText(plan, { palette: createPalette(false), verbose: false })).toContain(
      '"Uno" is renamed "One"',
    );
    expect(settingKind.givesMuch(settingOf('auto_join', 'off', 'read/all'))).toBe(true);
    expect(settingKind.bearing(settingOf('name', 'Uno', 'One'))).toBe('none');
  });

  const hostile = '<script>alert(1)</script> @everyone ::error:: ``` \u202e [x](javascript:y)';

  test.each([
    ['Markdown', (plan: Plan) => renderPlanMarkdown(plan)],
    ['HTML', (plan: Plan) => renderPlanHtml(plan)],
    ['text', (plan: Plan) => renderPlanText(plan, { palette: createPalette(false), verbose: true })],
  ])('of hostile words stays data in %s', (format, render) => {
    const text = JSON.stringify(hostile);
    const said = render(
      planOf(
        `groups: { One: { description: ${text} }, "H <b>@x</b> \`\`\`": { create: true, description: ${text} } }`,
        one({ description: '</details><img src=x>' }),
      ),
    );
    expect(said).not.toContain('\u202e');
    expect(said).not.toMatch(/^::error/m);
    if (format === 'HTML') expect(said).not.toMatch(/<script>alert|<img src|<b>@x/);
  });
});

test('a group that keeps its name takes it from nobody, where the Hub has another of that name', () => {
  const [live, other] = liveOf(snapshotOf([group(1, 'One', {}), group(2, 'One', {})], [])).groups;
  const [declaredGroup] = configurationOf('groups: { One: {} }').groups;
  if (live === undefined || other === undefined || declaredGroup === undefined) throw new Error('no group');
  const { id, name: title } = live.info;
  const taken = takenNames([{ declared: declaredGroup, live, ref: { id, name: title } }], {
    ...liveOf(snapshotOf([], [])),
    groups: [live, other],
  });
  expect([...taken]).toEqual([]);
});
