import { describe, expect, test } from 'vitest';
import { unreadableValue } from '../../src/kinds/kind.ts';
import type { OrganizationRole, OrganizationRoleChange } from '../../src/kinds/organization-role/change.ts';
import { organizationRoleKind as kind } from '../../src/kinds/organization-role/kind.ts';
import { liveOf } from '../../src/live/live.ts';
import { type LiveView, viewsOf } from '../../src/live/view.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { group, members, snapshotOf } from '../support/planning.ts';

const change = (user: string, before: string, after: OrganizationRole): OrganizationRoleChange => ({
  kind: 'organization_role',
  action: 'update',
  group: null,
  user,
  before,
  after,
  destructive: false,
  origin: null,
  source: null,
  keeps: [{ id: 'x', name: 'One', role: 'read' }],
});
const ada = change('ada', 'read', 'admin');
const viewWith = (...groups: Parameters<typeof snapshotOf>[0]): LiveView =>
  viewsOf(liveOf(snapshotOf(groups, members('Ada'))))([null]);

describe('a role in the organization', () => {
  test('is spelled and stripped as the digest has it', () => {
    expect(kind.spelled(ada, viewWith()).user).toBe('Ada');
    expect(kind.spelled(change('gone', 'read', 'write'), viewWith()).user).toBe('gone');
    expect(kind.bare(ada).keeps).toEqual([]);
    expect(kind.touches(ada)).toEqual([null, { id: 'x', name: 'One', role: 'read' }]);
    expect([kind.lastDay(ada), kind.person(ada), kind.provider(ada, liveOf(snapshotOf([], [])))]).toEqual([
      null,
      'ada',
      null,
    ]);
    expect(kind.carries(ada, [], 50)).toEqual([]);
    expect(kind.property(ada)).toBeNull();
    expect(() => kind.call('acme-ai', [], [], () => '', null)).toThrow(RangeError);
  });

  test.each<[string | null, string]>([
    [null, 'ada is not in the organization any more.'],
    [unreadableValue, 'The role of ada in the organization cannot be read by now.'],
    ['owner', 'ada is owner in the organization meanwhile, which the plan did not know.'],
  ])('found at %s is told', (now, text) => {
    expect(kind.found(ada, now)).toBe(text);
  });

  test('has words for what it is', () => {
    expect([kind.value(null), kind.value('read')]).toEqual(['not in the organization', 'read']);
    expect(kind.text(ada)).toEqual({
      subject: 'ada',
      detail: 'read -> admin',
      notes: ['may see and change everything in the organization'],
    });
    expect(kind.text(change('ada', 'read', 'write')).notes).toEqual([]);
    expect([kind.givesMuch(ada), kind.givesMuch(change('ada', 'read', 'write'))]).toEqual([true, false]);
  });

  const told = (changes: readonly OrganizationRoleChange[], choice: 'all' | 'important') => {
    const { clauses, untold } = kind.tell(changes, () => ['the organization'], choice);
    return [clauses.map(phraseText), untold];
  };
  const lower = change('kim', 'write', 'read');
  const raised = change('lee', 'read', 'write');
  test('says who has less, who becomes admin, and who has more', () => {
    expect(told([raised, ada, lower], 'all')).toEqual([
      [
        'kim gets a lower role in the organization',
        'ada becomes admin of the organization',
        'lee gets a higher role in the organization',
      ],
      0,
    ]);
    const twice = [raised, ada, lower].flatMap((one) => [one, { ...one, user: `${one.user}2` }]);
    expect(told(twice, 'all')).toEqual([
      [
        'kim and kim2 get a lower role in the organization',
        'ada and ada2 become admins of the organization',
        'lee and lee2 get a higher role in the organization',
      ],
      0,
    ]);
    expect(told([raised], 'important')).toEqual([[], 1]);
  });

  test.each<[string, LiveView, string | null]>([
    ['all can be read', viewWith(group(1, 'One', { ada: 'read', bob: 'odd' })), null],
    [
      'a group cannot be read',
      viewWith({ ...group(1, 'One', {}), users: [{}] as never }),
      'Who is in "One" cannot be read, and would have to be sent back: a member has no name in the Hub’s answer.',
    ],
    [
      'the person’s role there cannot be read',
      viewWith({ ...group(1, 'One', {}), users: [{ name: 'ada' }] as never }),
      'Who is in "One" cannot be read, and would have to be sent back: the Hub sends no role of ada.',
    ],
    [
      'the role there cannot be sent back',
      viewWith(group(1, 'One', { ada: 'auditor' })),
      'ada is auditor in "One", which cannot be sent back.',
    ],
  ])('goes out only where everything can be sent back: %s', (_, now, why) => {
    expect(kind.overreach(ada, now, now)).toBe(why);
  });

  test('tells how many groups were lost', () => {
    const two = viewWith(group(1, 'One', { ada: 'read' }), group(2, 'Two', { ada: 'write' }));
    expect(kind.lost(ada, two, two)).toBeNull();
    expect(kind.lost(ada, two, viewWith(group(2, 'Two', { ada: 'read' })))).toBe(
      'ada is admin in the organization now, but is not in "One" and 1 more as before: look at the groups of ada, and plan again.',
    );
  });

  test('stands by the role that the members list has', () => {
    const view = viewWith();
    const people = (role: string | null): LiveView => ({
      ...view,
      people: new Map([['ada', { user: 'Ada', email: undefined, role, fullname: null }]]),
    });
    expect(
      [people('read'), people('admin'), people('x'), people(null), { ...view, people: new Map() }].map(
        (one) => kind.standing(ada, one),
      ),
    ).toEqual([
      { kind: 'pending' },
      { kind: 'inSync' },
      { kind: 'conflict', now: 'x' },
      { kind: 'conflict', now: unreadableValue },
      { kind: 'conflict', now: null },
    ]);
    const after = kind.after([ada, change('gone', 'read', 'write')], people('read'));
    expect([...after.people].map(([key, { role }]) => [key, role])).toEqual([['ada', 'admin']]);
  });
});
