import { describe, expect, test } from 'vitest';
import { unreadableValue } from '../../src/kinds/kind.ts';
import type { OrganizationRole, OrganizationRoleChange } from '../../src/kinds/organization-role/change.ts';
import { organizationRoleKind as kind } from '../../src/kinds/organization-role/kind.ts';
import { blockedWordsOf } from '../../src/kinds/registry.ts';
import { liveGroupOf } from '../../src/live/group.ts';
import { liveOf } from '../../src/live/live.ts';
import { type LiveView, viewsOf } from '../../src/live/view.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { configurationOf, group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

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
    const renamed = kind.renamed(ada, (target) => target && { ...target, name: `${target.name}!` });
    expect(renamed).toEqual({ ...ada, keeps: [{ id: 'x', name: 'One!', role: 'read' }] });
    expect(kind.touches(ada)).toEqual([null, { id: 'x', name: 'One', role: 'read' }]);
    expect([kind.lastDay(ada), kind.person(ada), kind.provider(ada, liveOf(snapshotOf([], [])))]).toEqual([
      null,
      'ada',
      null,
    ]);
    expect(kind.carries(ada, [], 50)).toEqual([]);
    expect(kind.property(ada)).toBeNull();
    expect(kind.afresh(ada)).toBe(true);
    expect([kind.needs(configurationOf('')), kind.needsOf(ada)]).toEqual([[], []]);
  });

  test.each<[string, string, boolean, 'less' | 'more', string]>([
    ['admin', 'write', true, 'less', 'gets a lower role in'],
    ['write', 'admin', false, 'more', 'becomes admin of'],
    ['read', 'read', false, 'more', 'gets a higher role in'],
    // More than an admin has nobody, whatever it was.
    ['odd', 'admin', true, 'more', 'becomes admin of'],
    ['odd', 'no_access', true, 'less', 'gets another role in'],
    ['no_access', 'admin', false, 'more', 'becomes admin of'],
  ])('from %s to %s is destructive: %s, and gives %s', (before, after, destructive, bearing, words) => {
    const made = change('ada', before, after as OrganizationRole);
    expect([kind.isDestructive(made), kind.bearing(made)]).toEqual([destructive, bearing]);
    expect(kind.tell([made], () => ['X'], 'all').clauses.map(phraseText)).toEqual([`ada ${words} X`]);
  });

  test.each<[string, object, boolean]>([
    ['a role of a file', {}, true],
    ['a role that no file gives', { after: 'owner' }, false],
    ['another action', { action: 'delete' }, false],
  ])('fits as %s: %o, %s', (_, fields, fits) => {
    expect(kind.fits({ ...ada, ...fields })).toBe(fits);
  });

  test('has a call of its own, with the groups as they are right before', () => {
    const call = (changes: readonly OrganizationRoleChange[], now: LiveView | null) =>
      kind.call(
        'acme-ai',
        changes.map((one, index) => ({ index, change: one })),
        [],
        () => '',
        now,
      );
    expect(call([ada], viewWith(group(2, 'Two', { Ada: 'write' }))).body).toEqual({
      role: 'admin',
      resourceGroups: [{ id: idOf(2), role: 'write' }],
    });
    expect(call([ada], null).body).toEqual({
      role: 'admin',
      resourceGroups: [{ id: 'x', role: 'read' }],
    });
    for (const changes of [[], [ada, ada]])
      expect(() => call(changes, null)).toThrow('a role has a call of its own');
  });

  describe('keeps', () => {
    const open = (scope: string) => ({ autoJoin: { enabled: true, role: 'write', scope } });
    const two = { id: idOf(2), name: 'Two' };
    const seen = (...groups: Parameters<typeof snapshotOf>[0]): LiveView =>
      viewsOf(liveOf(snapshotOf(groups, members('Ada'))))(groups.map(({ id, name }) => ({ id, name })));
    const kept = (before: LiveView, after: LiveView) =>
      kind
        .weigh(
          [ada],
          () => before,
          () => after,
          () => after,
        )
        .map(({ keeps }) => keeps);

    test.each<[string, LiveView, LiveView, readonly unknown[]]>([
      [
        'what is opened',
        seen(group(2, 'Two', {})),
        seen(group(2, 'Two', {}, open('all'))),
        [{ ...two, role: 'write' }],
      ],
      [
        'what is opened to others',
        seen(group(2, 'Two', {}, open('read_plus'))),
        seen(group(2, 'Two', {}, open('all'))),
        [{ ...two, role: 'write' }],
      ],
      [
        'not what was open before',
        seen(group(2, 'Two', {}, open('all'))),
        seen(group(2, 'Two', {}, open('all'))),
        [],
      ],
      ['what is made open', seen(), seen(group(2, 'Two', {}, open('all'))), [{ ...two, role: 'write' }]],
    ])('of the groups that people come into by themselves: %s', (_, before, after, expected) => {
      expect(kept(before, after)).toEqual([expected]);
    });

    test('nothing of a group that the plan deletes, and says that it is lost', () => {
      const before = seen(group(2, 'Two', { ada: 'read' }));
      expect(kept(before, { ...before, groups: new Map() })).toEqual([[{ ...two, role: null }]]);
    });

    test('the place of a group that is to be made, which has no id yet', () => {
      const made = liveGroupOf({ ...group(2, 'New', { ada: 'read' }), id: 'new:New' });
      const after = { ...seen(), groups: new Map([['new:New', made]]) };
      expect(kept(seen(), after)).toEqual([[{ id: null, name: 'New', role: 'read' }]]);
    });
  });

  test('that is blocked is told with the organization', () => {
    const plan = planOf('organization_members: { aad: admin }\n', snapshotOf([], members('Ada')));
    const lines = plan.blocked.map((entry) =>
      phraseText(blockedWordsOf(entry).line([entry], () => ['the organization']).what),
    );
    expect(lines).toEqual(['aad admin in the organization']);
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
    expect([kind.givesMuch(ada), kind.givesMuch(change('ada', 'read', 'write'))]).toEqual([true, false]);
  });

  test.each<[string, OrganizationRole, string | null]>([
    ['read', 'write', null],
    ['write', 'contributor', null],
    ['no_access', 'read', 'sees what is private and in no group'],
    ['no_access', 'admin', 'may see and change everything in the organization'],
    ['admin', 'write', 'no longer sees and changes everything in the organization'],
    ['admin', 'no_access', 'sees nothing private but what is in their groups'],
    ['read', 'no_access', 'sees nothing private but what is in their groups'],
  ])('from %s to %s means what a reviewer is told: %s', (before, after, note) => {
    expect(kind.text(change('ada', before, after)).notes).toEqual(note === null ? [] : [note]);
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
    expect(told([ada], 'all')).toEqual([['ada becomes admin of the organization'], 0]);
  });

  test.each<[string, LiveView, string | null]>([
    ['all can be read', viewWith(group(1, 'One', { ada: 'read', bob: 'odd' }), group(2, 'Two', {})), null],
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
    expect(kind.lost(ada, two, viewWith(group(2, 'Two', { ada: 'write' })))).toContain(
      'but is not in "One" as before',
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
