import { describe, expect, test } from 'vitest';
import schemaOfFiles from '../../../schemas/groups.schema.json' with { type: 'json' };
import schemaOfPlans from '../../../schemas/plan.schema.json' with { type: 'json' };
import schemaOfReports from '../../../schemas/report.schema.json' with { type: 'json' };
import { kindOf } from '../../../src/kinds/registry.ts';
import { type Change, type GuardName, guardNames } from '../../../src/model/plan.ts';
import { Concerned } from '../../../src/plan/guards/concerned.ts';
import { guards } from '../../../src/plan/guards/run.ts';
import { group, idOf, members, planOf, snapshotOf } from '../../support/planning.ts';

const model = (name: string, secret: boolean) => ({
  type: 'model',
  name: `acme-ai/${name}`,
  private: secret,
});

/** One change of every sort. A group may be called like a setting, and is none. */
const plan = planOf(
  `organization_members: { lee: read, zoe: admin }
groups:
  auto_join: { create: true, members: { lee: admin } }
  Old: { id: "${idOf(2)}", state: absent }
  One:
    description: ""
    auto_join: { role: read, scope: read_plus }
    spend_limits:
      total: 1
    members:
      ada: read
      bob: absent
      kim: write
    resources:
      mode: exact
`,
  snapshotOf(
    [
      group(
        1,
        'One',
        { Ada: 'admin', Bob: 'read', lee: 'admin' },
        { description: 'Old', resources: [model('secret', true), model('open', false)] },
      ),
      group(2, 'Old', { Ada: 'read', root: 'read' }),
    ],
    [
      ...members('Ada', 'kim', 'lee', 'zoe'),
      { user: 'root', role: 'admin' },
      { user: 'Bob', role: 'no_access' },
    ],
  ),
);

const nameOf = (change: Change): string =>
  `${change.group?.name ?? '-'} ${change.action} ${kindOf(change).subject(change)}`;

const losses = ['One update ada', 'One delete bob', '- update lee'];
const away = [
  'Old delete Old',
  'One update ada',
  'One delete bob',
  'One delete model:acme-ai/secret',
  '- update lee',
];

test.each<[GuardName, readonly string[]]>([
  ['max-removals', losses],
  ['emptied-group', ['One delete bob']],
  ['last-admin', ['One update ada']],
  ['self-lockout', away],
  ['protected-member', away],
  ['group-deletion', ['Old delete Old']],
  ['resource-exposure', ['Old delete Old', 'One delete model:acme-ai/secret']],
  ['mass-join', ['One update auto_join']],
  ['spend-below-usage', ['One create spend_limits.total']],
])('the guard %s concerns what it would refuse, and nothing beside it', (name, expected) => {
  expect(plan.changes.map(nameOf)).toContain('auto_join create auto_join');
  expect(plan.changes.filter((change) => guards[name].concerns(change)).map(nameOf)).toEqual(expected);
});

describe('a finding', () => {
  const about = (id: number | null, user: string | null) => {
    const target = id === null ? null : { id: idOf(id), name: '' };
    const violation = { guard: 'protected-member', message: '', source: null, waived: false } as const;
    return new Concerned(plan.changes).by({ ...violation, group: target, user }).map(nameOf);
  };

  test.each<[string, number | null, string | null, readonly string[]]>([
    ['of nobody and no group is about all that takes from people', null, null, losses],
    ['of a person in a group is about what takes from this one there', 1, 'BOB', ['One delete bob']],
    ['of a person in the organization is about the role there', null, 'Lee', ['- update lee']],
    ['of a person whose group is deleted is about the deletion', 2, 'root', ['Old delete Old']],
    ['of a person who gets more is about nothing', 1, 'kim', []],
  ])('%s', (_, id, user, expected) => {
    expect(about(id, user)).toEqual(expected);
  });
});

describe('every guard', () => {
  test.each([
    ['the waivers of files', schemaOfFiles.$defs.waiver.properties.guard.enum],
    ['plans', schemaOfPlans.$defs.violation.properties.guard.enum],
    ['reports', schemaOfReports.$defs.violation.properties.guard.enum],
  ])('is in the schema of %s', (_, names) => {
    expect(names).toEqual(guardNames);
  });

  test.each(Object.entries(guards))(
    '%s says what it refuses, when, and what to do',
    (name, { title, cause, cure }) => {
      expect(guardNames).toContain(name);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const text of [cause, cure]) expect(text).toMatch(/^[A-Z].*\.$/);
    },
  );
});

test.each(guardNames)('the guard %s says in a sentence what to do before a waiver is thought of', (name) => {
  expect(guards[name].instead('pull request')).toMatch(/^[A-Z].{20,}\.$/);
});

test.each<GuardName>([
  'emptied-group',
  'last-admin',
  'max-removals',
  'protected-member',
  'group-deletion',
  'resource-exposure',
])('the guard %s says it of what is looked at', (name) => {
  expect(guards[name].instead('pull request')).toMatch(/ (one|same|a) pull request/);
});

describe('a finding without a line of its own stands at the first that it is about', () => {
  const crowd = snapshotOf([group(1, 'One', { k1: 'admin' })], members('ada', 'k1', 'kim'), {
    usage: {
      periods: [{ period: '2026-11', resourceGroups: [{ id: idOf(1), inference: { costCents: 500 } }] }],
    },
  });
  test.each<[GuardName, string, number]>([
    ['mass-join', '    description: New\n    auto_join: { role: read, scope: all }\n', 7],
    ['spend-below-usage', '    description: New\n    spend_limits:\n      total: 3\n', 8],
    [
      'spend-below-usage',
      '    spend_limits:\n      inference_providers: 1\n      jobs: 1\n      total: 3\n',
      7,
    ],
  ])('%s', (name, body, line) => {
    const { violations } = planOf(`guards: { max_joins: 0 }\ngroups:\n  One:\n${body}`, crowd);
    expect(violations.map(({ guard, source }) => [guard, source?.line])).toEqual([[name, line]]);
  });
});

test('a group that is made loses nobody', () => {
  const yaml = 'guards: { max_removals: 0 }\ngroups: { New: { create: true, members: { ada: admin } } }';
  expect(planOf(yaml, snapshotOf([], members('ada'))).violations).toEqual([]);
});
