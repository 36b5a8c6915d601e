import { describe, expect, test } from 'vitest';
import { errorsOf, group, members, planOf, snapshotOf } from '../support/planning.ts';

const live = snapshotOf([group(1, 'Pay', {}), group(2, 'Audit', {})], members('ada', 'kim'));

describe('a policy that changes is shown as a rule, and whether it loosens', () => {
  const of = (policy: string): string =>
    `${policy === '' ? '' : `policy: { ${policy} }\n`}groups: { Pay: {}, Audit: {}, Lab: {} }\n`;
  const changes = (now: string, was: string): readonly string[] =>
    planOf(of(now), live, { base: of(was) }).policy_changes.map(
      ({ kind, group: target, subject, before, after, loosens, source }) => {
        expect([kind, target, source]).toEqual(['policy', null, null]);
        return `${loosens ? '! ' : ''}${subject}: ${before} -> ${after}`;
      },
    );
  const file = (...groups: readonly string[]): string => `{ path: a/**, groups: [${groups.join(', ')}] }`;

  test.each<[string, string, string, readonly string[]]>([
    ['no policy in either', '', '', []],
    [
      'the same',
      'reasons: [admin], lifetimes: { write: 9d }',
      'lifetimes: { write: 9d }, reasons: [admin]',
      [],
    ],
    ['a reason asked for', 'reasons: [read]', '', ['reasons.read: null -> asked for']],
    ['a reason not asked for any more', '', 'reasons: [read]', ['! reasons.read: asked for -> null']],
    [
      'a reason of another role',
      'reasons: [admin]',
      'reasons: [read]',
      ['! reasons.read: asked for -> null', 'reasons.admin: null -> asked for'],
    ],
    ['a longest time', 'lifetimes: { write: 9d }', '', ['lifetimes.write: null -> 9d']],
    ['one that is gone', '', 'lifetimes: { write: 9d }', ['! lifetimes.write: 9d -> null']],
    [
      'a longer one',
      'lifetimes: { write: 10d }',
      'lifetimes: { write: 9d }',
      ['! lifetimes.write: 9d -> 10d'],
    ],
    [
      'a shorter one',
      'lifetimes: { write: 9d }',
      'lifetimes: { write: 10d }',
      ['lifetimes.write: 10d -> 9d'],
    ],
    ['groups kept apart', 'separate: [[Pay, Audit]]', '', ['separate: null -> Pay, Audit']],
    ['groups kept apart, named in another order', 'separate: [[Pay, Audit]]', 'separate: [[Audit, Pay]]', []],
    [
      'more groups kept apart from each other',
      'separate: [[Pay, Lab, Audit]]',
      'separate: [[Pay, Audit]]',
      ['separate: Pay, Audit -> null', 'separate: null -> Pay, Lab, Audit'],
    ],
    [
      'fewer groups kept apart from each other',
      'separate: [[Pay, Audit]]',
      'separate: [[Pay, Lab, Audit]]',
      ['! separate: Pay, Lab, Audit -> null', 'separate: null -> Pay, Audit'],
    ],
    ['groups kept apart no more', '', 'separate: [[Pay, Audit]]', ['! separate: Pay, Audit -> null']],
    [
      'others kept apart besides, which loosens nothing',
      'separate: [[Pay, Audit], [Pay, Lab]]',
      'separate: [[Pay, Audit]]',
      ['separate: null -> Pay, Lab'],
    ],
    [
      'files that are given groups, where there was no rule',
      `files: [${file('A')}]`,
      '',
      ['files: null -> a/**: A'],
    ],
    [
      'files that are given other groups besides a rule that stays: it permits what no rule did',
      `files: [${file('A')}, { path: b.yaml, groups: [B, C] }]`,
      `files: [${file('A')}]`,
      ['! files: null -> b.yaml: B, C'],
    ],
    [
      'files that are given other groups',
      `files: [${file('A', 'B')}]`,
      `files: [${file('A')}]`,
      ['! files: a/**: A -> null', '! files: null -> a/**: A, B'],
    ],
    ['files without a rule', '', `files: [${file('A')}]`, ['! files: a/**: A -> null']],
  ])('%s', (_, now, was, expected) => {
    expect(changes(now, was)).toEqual(expected);
  });
});

describe('what a policy does not permit is an error', () => {
  const admin = 'groups: { Pay: { members: { ada: admin } } }\n';
  const both =
    'groups: { Pay: { members: { ada@acme.ai: read } }, Audit: { members: { ada: read, kim: read } } }\n';
  const apart = 'policy: { separate: [[Pay, Audit]] }\n';
  const reasons = 'policy: { reasons: [admin] }\n';
  const lifetime = (days: number): string => `policy: { lifetimes: { admin: ${days}d } }\n`;
  const ends = 'groups: { Pay: { members: { ada: { role: admin, expires: 2026-12-20 } } } }\n';

  test.each<[string, string, string | null, readonly (readonly [string, 'head' | 'base'])[]]>([
    ['that of the head, without a base', reasons + admin, null, [['policy-reason', 'head']]],
    ['that of the base, which the head has no more', admin, reasons + admin, [['policy-reason', 'base']]],
    ['that of both, told once', reasons + admin, reasons + admin, [['policy-reason', 'head']]],
    [
      'that of both, where they are about something else',
      lifetime(9) + admin,
      reasons + admin,
      [
        ['policy-lifetime', 'head'],
        ['policy-reason', 'base'],
      ],
    ],
    [
      'two people in groups that are kept apart',
      `${apart}groups: { Pay: { members: { ada: read } }, Audit: { members: { kim: read } } }\n`,
      null,
      [],
    ],
    ['by who an address is on the Hub', apart + both, null, [['policy-separate', 'head']]],
    ['also by the policy of the base', both, apart + both, [['policy-separate', 'base']]],
    ['by the day', lifetime(29) + ends, null, [['policy-lifetime', 'head']]],
    ['not yet by the day', lifetime(30) + ends, null, []],
  ])('%s', (_, head, base, expected) => {
    const found = errorsOf(head, live, { base }).map(({ code, message }) => [
      code,
      message.includes('the policy of the base') ? 'base' : 'head',
    ]);
    expect(found).toEqual(expected);
  });

  test('at two places twice', () => {
    const two = 'groups: { Pay: { members: { ada: admin } }, Audit: { members: { kim: admin } } }\n';
    expect(errorsOf(two, live, { base: reasons + two }).map(({ source }) => source?.column)).toEqual([
      29, 65,
    ]);
  });

  test('and none that of a base which cannot be read', () => {
    expect(planOf(admin, live, { base: 'unreadable' }).changes).toHaveLength(1);
  });
});
