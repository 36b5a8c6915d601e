import { describe, expect, test } from 'vitest';
import { isDestructive, rankOf } from '../../src/kinds/membership/roles.ts';
import { membershipText } from '../../src/kinds/membership/text.ts';
import { kindOf } from '../../src/kinds/registry.ts';
import { liveGroupOf } from '../../src/live/group.ts';
import type { MembershipChange } from '../../src/model/membership.ts';
import { group } from '../support/planning.ts';

function change(
  before: string | null,
  after: string | null,
  fields: Partial<MembershipChange> = {},
): MembershipChange {
  return {
    kind: 'membership',
    action: before === null ? 'create' : after === null ? 'delete' : 'update',
    group: { id: '1', name: 'One' },
    user: 'Ada',
    before,
    after,
    destructive: isDestructive(before, after),
    origin: null,
    source: null,
    reason: null,
    via: null,
    cause: 'declared',
    expires: null,
    afterwards: null,
    first_access: false,
    ...fields,
  };
}

describe('what is destructive', () => {
  test.each<[string | null, string | null, boolean]>([
    [null, 'read', false],
    [null, 'admin', false],
    ['read', null, true],
    ['odd', null, true],
    ['read', 'contributor', false],
    ['contributor', 'write', false],
    ['write', 'admin', false],
    ['contributor', 'read', true],
    ['write', 'contributor', true],
    ['admin', 'write', true],
    ['odd', 'admin', true],
    ['admin', 'odd', true],
    ['Read', 'admin', true],
    ['odd', 'odd', true],
    ['read', 'read', false],
  ])('%s -> %s: %s', (before, after, destructive) => {
    expect(isDestructive(before, after)).toBe(destructive);
    expect(
      kindOf(change(before, after)).isDestructive(change(before, after, { destructive: !destructive })),
    ).toBe(destructive);
  });

  test('roles have ranks, others have none', () => {
    expect(['read', 'contributor', 'write', 'admin', 'no_access', 'constructor', ''].map(rankOf)).toEqual([
      0, 1, 2, 3, -1, -1, -1,
    ]);
  });
});

describe('a change as people read it', () => {
  test.each<[string, MembershipChange, string, readonly string[]]>([
    ['an add', change(null, 'read'), 'read', []],
    ['a role change', change('read', 'write'), 'read -> write', []],
    ['a demotion', change('write', 'read'), 'write -> read', []],
    ['a removal', change('write', null, { cause: 'absent' }), 'write', ['declared absent']],
    ['not declared', change('write', null, { cause: 'not_declared' }), 'write', ['not declared']],
    [
      'ended',
      change('write', null, { cause: 'expired', expires: '2026-11-19' }),
      'write',
      ['ended 2026-11-19'],
    ],
    [
      'everything',
      change(null, 'read', {
        first_access: true,
        via: 'a\u202eb',
        expires: '2026-12-31',
        reason: 'OPS\n412',
      }),
      'read',
      [
        'first access to its private repositories',
        'team "a\\u{202e}b"',
        'until 2026-12-31',
        'reason “OPS\\u{a}412”',
      ],
    ],
    [
      'what comes after',
      change(null, 'read', { expires: '2026-12-31', afterwards: { role: 'admin', via: 'research' } }),
      'read',
      ['until 2026-12-31, then admin, team research'],
    ],
    [
      'an own entry of a sort after it',
      change(null, 'read', { expires: '2026-12-31', afterwards: { role: 'write', via: null } }),
      'read',
      ['until 2026-12-31, then write'],
    ],
    [
      'nothing after it',
      change(null, 'read', { expires: '2026-12-31', afterwards: { role: null, via: null } }),
      'read',
      ['until 2026-12-31, then removed'],
    ],
    [
      'a reason that would be a note',
      change(null, 'read', { reason: 'x”, declared absent' }),
      'read',
      ['reason “x\\u{201d}, declared absent”'],
    ],
    ['hostile roles', change('\u001b[2J', 'a\nb'), '"\\u{1b}[2J" -> "a\\u{a}b"', []],
  ])('%s', (_, made, detail, notes) => {
    expect(membershipText(made)).toMatchObject({ subject: 'Ada', detail, notes });
  });

  test('the name is made visible', () => {
    expect(membershipText(change(null, 'read', { user: 'a\u200bb' })).subject).toBe('"a\\u{200b}b"');
  });
});

test('what is live now is found without letter case', () => {
  const home = liveGroupOf(group(1, 'One', { ADA: 'write' }));
  const live = {
    groups: new Map([['1', home]]),
    people: new Map(),
    listed: [home],
    repositories: null,
    usage: null,
  };
  const standing = (change: MembershipChange) => kindOf(change).standing(change, live);
  expect(standing(change(null, 'write'))).toEqual({ kind: 'inSync' });
  expect(standing(change('write', 'read'))).toEqual({ kind: 'pending' });
  expect(standing(change(null, 'read'))).toEqual({ kind: 'conflict', now: 'write' });
  expect(standing(change(null, 'read', { user: 'kim' }))).toEqual({ kind: 'pending' });
});
