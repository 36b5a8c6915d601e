import type { Plan } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { group as groupOf, members, planOf, snapshotOf } from '../support/planning.ts';
import { at, blocked, change, group, plan, report, reported } from './builders.ts';
import { kindsPlan } from './kinds-sample.ts';

const foundation = group('Foundation Models');
const evaluation = group('Evaluation', { members: 1, repositories: 1, private: 0, other_resources: 2 });
const unknown = group('Old Answers', {
  members: 0,
  repositories: null,
  private: null,
  other_resources: null,
});

/** Names that try to be something else than names. */
export const hostileNames: readonly string[] = [
  '`code` and ``` a fence',
  '````',
  '<!-- hf-groups --> text -->',
  '::set-output name=x::y',
  '##[add-path]/tmp',
  '@everyone #1 GH-12 acme/repo#3 www.example.org https://example.org',
  '<img src=x onerror=alert(1)>"\' onload=',
  '[x](javascript:alert(1)) ![y](https://example.org/z.png)',
  '\u202egnirts \u200bhidden',
  '\u001b[31mred\u001b[0m',
  'two\nlines\r\n+ ada admin',
  'Plan: 0 to add, 0 to change, 0 to remove.',
  'n'.repeat(250),
];

const [firstHostile = ''] = hostileNames;

/** Plans of all sorts by name. */
export const plans = {
  empty: plan({ unmanaged: [{ group: foundation, user: 'zoe', role: 'write' }] }),
  ordinary: plan({
    groups: [evaluation, foundation, unknown],
    changes: [
      change(evaluation, 'grace', null, 'write', {
        source: at(21),
        expires: '2026-12-31',
        reason: 'OPS-412',
      }),
      change(foundation, 'ada', null, 'admin', { first_access: true }),
      change(foundation, 'kim', null, 'read', { via: 'research', source: at(9, 'teams/research.yaml') }),
      change(foundation, 'user', 'read', 'write', { source: at(15) }),
      change(foundation, 'bob', 'write', null, { source: at(9), cause: 'absent' }),
      change(unknown, 'a-very-long-username-that-is-over-forty-columns', null, 'contributor', {
        source: null,
      }),
    ],
    unmanaged: [
      { group: foundation, user: 'zoe', role: 'write' },
      { group: foundation, user: 'yan', role: 'read' },
    ],
    warnings: [
      { code: 'expires-soon', message: 'The entry of grace ends in 11 days, on 2026-12-01', source: at(21) },
      { code: 'unused-team', message: 'No group and no team names the team `interns`', source: null },
    ],
    files: ['groups.yaml', 'teams/research.yaml'],
  }),
  destructive: plan({
    groups: [evaluation, foundation],
    changes: [
      change(evaluation, 'ada', 'admin', 'read', { destructive: true, source: at(20) }),
      change(evaluation, 'bob', 'write', null, { source: at(6), cause: 'not_declared' }),
      change(foundation, 'kim', 'read', null, { source: at(13), cause: 'expired', expires: '2026-11-01' }),
    ],
    blocked: [
      blocked(evaluation, 'kmi', 'not_in_organization', { suggestion: 'kim' }),
      blocked(evaluation, 'grace@acme.ai', 'email_not_found', { after: 'write', via: 'research' }),
      blocked(foundation, null, 'scim_managed', { source: null }),
    ],
    violations: [
      {
        guard: 'max-removals',
        message: '14 destructive changes, but no more than 5 are allowed in one run',
        group: null,
        user: null,
        source: null,
        waived: false,
      },
      {
        guard: 'last-admin',
        message: 'Evaluation would lose its only admin',
        group: evaluation,
        user: null,
        source: null,
        waived: false,
      },
      {
        guard: 'protected-member',
        message: 'bob is protected and would be removed from Evaluation',
        group: evaluation,
        user: 'bob',
        source: null,
        waived: true,
      },
    ],
  }),
  drift: plan({
    groups: [evaluation, foundation],
    selection: ['Evaluation', 'Foundation Models'],
    changes: [
      change(evaluation, 'ada', null, 'admin', { origin: 'this_change' }),
      change(evaluation, 'eve', null, 'read', { origin: 'drift', source: at(16) }),
      change(foundation, 'bob', 'write', null, { origin: 'this_change', source: at(9) }),
      change(foundation, 'kim', 'admin', null, { origin: 'drift', source: at(3), cause: 'not_declared' }),
    ],
    blocked: [blocked(evaluation, 'kmi', 'not_in_organization', { origin: 'drift' })],
  }),
  kinds: kindsPlan(null),
  resources: planOf(
    `groups:
  Evaluation: { resources: { mode: exact, models: [acme-ai/base], datasets: [acme-ai/benchmraks] } }
  Foundation Models: { resources: { models: [acme-ai/scratch], collections: [acme-ai/best-${'c'.repeat(24)}] } }
`,
    {
      ...snapshotOf(
        [
          groupOf(
            1,
            'Evaluation',
            { ada: 'admin', kim: 'read' },
            {
              resources: ['old', 'older'].map((name) => ({
                type: 'model',
                name: `acme-ai/${name}`,
                private: true,
              })),
            },
          ),
          groupOf(
            2,
            'Foundation Models',
            { grace: 'admin' },
            { resources: [{ type: 'model', name: 'acme-ai/base', private: true }] },
          ),
        ],
        members('ada', 'bob', 'grace', 'kim'),
      ),
      repositories: [
        { type: 'model', id: 'acme-ai/scratch', visibility: 'public' },
        { type: 'dataset', id: 'acme-ai/benchmarks', visibility: 'private' },
      ],
    },
    { base: 'groups: { Evaluation: { resources: { mode: exact } } }' },
  ),
  unknown: plan({
    groups: [unknown],
    changes: [
      change(unknown, 'ada', 'no_access', 'read', { destructive: true }),
      change(unknown, 'bob', 'custom:reviewer', null),
    ],
  }),
  hostile: plan({
    groups: hostileNames.map((name, index) => group(name, { id: `${index}`.padStart(24, '0') })),
    changes: hostileNames.map((name, index) =>
      change(group(name, { id: `${index}`.padStart(24, '0') }), name, 'read', name, {
        reason: name,
        via: name,
        destructive: index % 2 === 0,
        source: { file: name, line: 1, column: 1 },
      }),
    ),
    blocked: hostileNames.map((name) =>
      blocked(group(name), name, 'not_in_organization', { suggestion: name }),
    ),
    unmanaged: hostileNames.map((name) => ({ group: group(name), user: name, role: name })),
    violations: hostileNames.slice(4, 9).map((name) => ({
      guard: 'last-admin' as const,
      message: `${name} would lose its only admin`,
      group: null,
      user: null,
      source: null,
      waived: false,
    })),
    warnings: hostileNames.map((name) => ({
      code: 'auto-join',
      message: `${name} has auto-join`,
      source: at(3, name),
    })),
    files: hostileNames.slice(0, 3),
    selection: hostileNames.slice(3, 6),
    organization: firstHostile,
  }),
} satisfies Readonly<Record<string, Plan>>;

const forbidden = {
  http_status: 403,
  message: 'kim is already in the resource group',
  request_id: 'Root=1-abc',
};
const changes = {
  ada: change(foundation, 'ada', null, 'admin'),
  kim: change(foundation, 'kim', null, 'read'),
  user: change(foundation, 'user', 'read', 'write'),
  bob: change(foundation, 'bob', 'write', null, { cause: 'absent' }),
  eve: change(evaluation, 'eve', 'admin', null, { cause: 'not_declared' }),
};

/** Reports of all results by name. */
export const reports = {
  applied: report({
    groups: [foundation],
    changes: [
      reported(changes.ada, 'applied'),
      reported(changes.user, 'applied'),
      reported(changes.bob, 'already'),
    ],
  }),
  nothing: report({ result: 'nothing_to_do' }),
  partial: report({
    result: 'partial',
    groups: [evaluation, foundation],
    changes: [
      reported(changes.eve, 'blocked', {
        http_status: 403,
        message: 'This group is managed by SCIM',
        request_id: null,
      }),
      reported(changes.ada, 'applied'),
      reported(changes.kim, 'failed', forbidden),
      reported(changes.user, 'already'),
      reported(changes.bob, 'not_attempted'),
    ],
    blocked: [blocked(foundation, 'kmi', 'not_in_organization', { suggestion: 'kim' })],
  }),
  failed: report({
    result: 'failed',
    groups: [foundation],
    changes: [
      reported(changes.ada, 'failed', { http_status: null, message: 'No answer came', request_id: null }),
      reported(changes.bob, 'not_attempted'),
    ],
  }),
  held: report({
    result: 'partial',
    groups: [foundation],
    changes: [
      reported(changes.ada, 'applied'),
      { ...reported(changes.kim, 'not_attempted'), held_back: true },
      { ...reported(changes.bob, 'not_attempted'), held_back: true },
    ],
  }),
  doubt: report({
    result: 'partial',
    groups: [foundation],
    changes: [
      {
        ...reported(changes.ada, 'failed', {
          http_status: null,
          message: 'No answer came',
          request_id: null,
        }),
        in_doubt: true,
      },
      { ...reported(changes.kim, 'not_attempted'), held_back: true },
      reported(changes.bob, 'not_attempted'),
    ],
  }),
  interrupted: report({
    result: 'interrupted',
    groups: [foundation],
    changes: [reported(changes.ada, 'applied'), reported(changes.bob, 'not_attempted')],
  }),
  refused: report({
    result: 'refused',
    groups: [foundation],
    changes: [reported(changes.bob, 'not_attempted')],
    refusal: { code: 'guard', message: 'The guard last-admin stands in the way.', differences: [] },
    violations: [
      {
        guard: 'last-admin',
        message: 'Foundation Models would lose its only admin',
        group: foundation,
        user: null,
        source: null,
        waived: false,
      },
    ],
  }),
  stale: report({
    result: 'refused',
    groups: [foundation],
    changes: [reported(changes.user, 'not_attempted')],
    refusal: {
      code: 'stale-plan',
      message: 'The plan is stale.',
      differences: ['user in Foundation Models: the plan says read, the Hub says admin'],
    },
  }),
  hostile: report({
    result: 'partial',
    groups: hostileNames.map((name) => group(name)),
    changes: hostileNames.map((name) =>
      reported(
        change(group(name), name, 'read', name, { source: { file: name, line: 1, column: 1 } }),
        'failed',
        {
          http_status: 400,
          message: name,
          request_id: name,
        },
      ),
    ),
    refusal: { code: 'stale-plan', message: firstHostile, differences: hostileNames },
  }),
} satisfies Readonly<Record<string, Report>>;
