import { describe, expect, test } from 'vitest';
import type { HubGroup } from '../../../src/hub/hub.ts';
import type { SettingChange } from '../../../src/kinds/setting/change.ts';
import { Concerned } from '../../../src/plan/guards/concerned.ts';
import { guards } from '../../../src/plan/guards/run.ts';
import { group, idOf, members, planOf, snapshotOf } from '../../support/planning.ts';

const messages = (...input: Parameters<typeof planOf>): readonly string[] =>
  planOf(...input).violations.map(({ message }) => message);

describe('mass-join', () => {
  const all = { enabled: true, role: 'read', scope: 'all' };
  const found = (body: string, fields: Partial<HubGroup> = {}, people = members('ada', 'kim', 'zoe')) =>
    messages(
      `guards: { max_joins: 0 }\ngroups: { One: { id: "${idOf(1)}", ${body} } }`,
      snapshotOf([group(1, 'One', { ada: 'admin' }, fields)], people),
    );
  const none = 'but no more than 0 may (guards.max_joins)';

  test.each<[string, string, Partial<HubGroup>, readonly string[]]>([
    [
      'switched on',
      'auto_join: { role: read, scope: all }',
      {},
      [`2 people would join "One" at once, ${none}`],
    ],
    [
      'widened',
      'auto_join: { role: read, scope: all }',
      { autoJoin: { ...all, scope: 'read_plus' } },
      [`2 people would join "One" at once, ${none}`],
    ],
    [
      'with another role',
      'auto_join: { role: write, scope: all }',
      { autoJoin: all },
      [`2 people would join "One" at once, ${none}`],
    ],
    [
      'with another role, where all have joined',
      'auto_join: { role: write, scope: all }, members: { kim: read, zoe: read }',
      { autoJoin: all },
      [],
    ],
    [
      'narrowed',
      'auto_join: { role: read, scope: read_plus }',
      { autoJoin: all },
      [`2 people would join "One" at once, ${none}`],
    ],
    ['left as it is, beside another change', 'description: New', { autoJoin: all }, []],
  ])('%s', (_, body, fields, expected) => {
    expect(found(body, fields)).toEqual(expected);
  });

  test('stands at the line of auto-join where it is narrowed, with what it brings', () => {
    const yaml = `guards: { max_joins: 0 }\ngroups:\n  One:\n    auto_join: { role: read, scope: read_plus }\n`;
    const live = snapshotOf([group(1, 'One', {}, { autoJoin: all })], members('ada'));
    const { changes, violations } = planOf(yaml, live);
    expect(violations).toMatchObject([{ guard: 'mass-join', source: { line: 6 } }]);
    const bare = changes.map((change) => ({ ...change, joins: null }));
    expect(violations.flatMap((violation) => new Concerned(bare).by(violation))).toEqual(bare);
  });

  test('counts one person as one', () => {
    expect(found('auto_join: { role: read, scope: all }', {}, members('ada', 'kim'))).toEqual([
      `1 person would join "One" at once, ${none}`,
    ]);
  });

  test('says nothing of a group that is deleted', () => {
    const gone = snapshotOf([group(1, 'One', {}, { autoJoin: all })], members('ada', 'kim'));
    const yaml = `guards: { max_joins: 0 }\ngroups: { One: { id: "${idOf(1)}", state: absent } }`;
    expect(planOf(yaml, gone).violations.map(({ guard }) => guard)).toEqual(['group-deletion']);
  });
});

describe('spend-below-usage', () => {
  const used = {
    inference: { costCents: 100 },
    compute: { spaces: { costCents: 251 }, jobs: { costCents: 0 } },
  };
  const found = (body: string, spendLimits: object = {}, id = idOf(1)) =>
    messages(`groups: { One: { ${body} } }`, {
      ...snapshotOf([group(1, 'One', { ada: 'admin' }, { spendLimits })], members('ada')),
      usage: { periods: [{ period: '2026-11', resourceGroups: [{ id, ...used }] }] },
    });
  const one = '"One" would have a spend limit at or below what it has used this month: ';

  test.each<[string, string, object, readonly string[]]>([
    ['one limit', 'spend_limits: { spaces: 2 }', {}, [`${one}spaces $2.00, with $2.51 used`]],
    ['as much as is used', 'spend_limits: { spaces: 2.51 }', {}, [`${one}spaces $2.51, with $2.51 used`]],
    ['a cent more', 'spend_limits: { spaces: 2.52 }', {}, []],
    [
      'one that is lower than before',
      'spend_limits: { spaces: 1 }',
      { spaces: 200 },
      [`${one}spaces $1.00, with $2.51 used`],
    ],
    [
      'one that is reached and stays, beside one that changes',
      'spend_limits: { jobs: 1 }',
      { spaces: 200 },
      [],
    ],
    ['one that is taken away', 'spend_limits: { spaces: null }', { spaces: 200 }, []],
    [
      'none at all of a product that nobody has used',
      'spend_limits: { jobs: 0 }',
      {},
      [`${one}jobs $0.00, with nothing used`],
    ],
    ['a cent of a product that nobody has used', 'spend_limits: { jobs: 0.01 }', {}, []],
    ['none at all, as it was before', 'spend_limits: { jobs: 0 }, description: New', { jobs: 0 }, []],
    ['none at all of what the Hub does not say', 'spend_limits: { endpoints: 0 }', {}, []],
    [
      'one beside a limit that cannot be read',
      'spend_limits: { spaces: 1 }',
      { jobs: 'many' },
      [`${one}spaces $1.00, with $2.51 used`],
    ],
    [
      'several',
      'spend_limits: { spaces: 1, inference_providers: 1 }',
      {},
      [
        '"One" would have spend limits at or below what it has used this month: inference_providers $1.00, with $1.00 used and spaces $1.00, with $2.51 used',
      ],
    ],
  ])('%s', (_, body, limits, expected) => {
    expect(found(body, limits)).toEqual(expected);
  });

  test('is about the limits that are reached, and no other', () => {
    const limits = { spaces: 200, endpoints: 5 };
    const live = {
      ...snapshotOf([group(1, 'One', {}, { spendLimits: limits })], members('ada')),
      usage: { periods: [{ period: '2026-11', resourceGroups: [{ id: idOf(1), ...used }] }] },
    };
    const yaml = 'groups: { One: { spend_limits: { spaces: 1, total: 900, endpoints: null } } }';
    const { changes, violations } = planOf(yaml, live);
    expect(changes).toHaveLength(3);
    const concerned = violations.flatMap((violation) => new Concerned(changes).by(violation));
    expect(concerned).toEqual([expect.objectContaining({ subject: 'spend_limits.spaces' })]);
    const unknown = changes.map((change) => ({ ...change, used: null }));
    const maybe = violations.flatMap((violation) => new Concerned(unknown).by(violation));
    expect(maybe.map((change) => change.after)).not.toContain(null);
    expect(maybe).toHaveLength(2);
  });

  test('what another group has used is nothing to this one', () => {
    expect(found('spend_limits: { spaces: 2 }', {}, idOf(2))).toEqual([]);
  });

  test('a group that is to be made has used nothing, and one that is deleted has no limit', () => {
    const live = {
      ...snapshotOf([group(1, 'One', {}, { spendLimits: { spaces: 1 } })], members('ada')),
      usage: { periods: [{ period: '2026-11', resourceGroups: [{ id: idOf(1), ...used }] }] },
    };
    const yaml = `groups: { One: { id: "${idOf(1)}", state: absent }, New: { create: true, spend_limits: { spaces: 0 } } }`;
    expect(planOf(yaml, live).violations.map(({ guard }) => guard)).toEqual(['group-deletion']);
  });

  describe('concerns', () => {
    const limit: SettingChange = {
      kind: 'setting',
      group: { id: idOf(1), name: 'One' },
      subject: 'spend_limits.jobs',
      action: 'update',
      before: null,
      after: '5.00',
      destructive: false,
      source: null,
      origin: null,
      joins: null,
      used: '5.00',
    };
    test.each<[string, Partial<SettingChange>, boolean]>([
      ['a limit at what has been used', {}, true],
      ['a limit below it', { used: '5.01' }, true],
      ['a limit above it', { used: '4.99' }, false],
      ['a limit where nobody knows what has been used', { used: null }, true],
      ['no money at all where none has been used', { after: '0.00', used: '0.00' }, true],
      ['a cent where none has been used', { after: '0.01', used: '0.00' }, false],
      ['no limit any more', { before: '5.00', after: null, used: '9.00' }, false],
      ['another setting that reads as money', { subject: 'description', used: null }, false],
    ])('%s', (_, fields, concerned) => {
      expect(guards['spend-below-usage'].concerns({ ...limit, ...fields })).toBe(concerned);
    });

    test('no other kind of change', () => {
      const { changes } = planOf(
        'groups: { One: { members: { zoe: read } } }',
        snapshotOf([group(1, 'One', {})], members('zoe')),
      );
      expect(changes).toHaveLength(1);
      expect(changes.filter(guards['spend-below-usage'].concerns)).toEqual([]);
    });
  });
});
