import { describe, expect, test } from 'vitest';
import { unreadableValue } from '../../src/kinds/kind.ts';
import { membershipKind as kind } from '../../src/kinds/membership/kind.ts';
import { isLoss } from '../../src/kinds/membership/only.ts';
import { allKinds, blockedWordsOf, kindOf, rankOfKind } from '../../src/kinds/registry.ts';
import { stages } from '../../src/kinds/stage.ts';
import { liveGroupOf } from '../../src/live/group.ts';
import { liveOf } from '../../src/live/live.ts';
import { type LiveView, viewsOf } from '../../src/live/view.ts';
import type { DeclaredGroupRef } from '../../src/model/change.ts';
import type { MembershipBlocked, MembershipChange } from '../../src/model/membership.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { name } from '../../src/text/phrase.ts';
import { blocked, change as changeOf, group as groupOf } from '../render/builders.ts';
import { configurationOf, group, members, snapshotOf } from '../support/planning.ts';

const one = groupOf('One');
const two = groupOf('Two');
const isNew = { id: null, name: 'New' };

const change = (
  user: string,
  before: string | null,
  after: string | null,
  fields: Partial<MembershipChange> = {},
) => changeOf(one, user, before, after, fields);

const view = (...groups: readonly ReturnType<typeof group>[]): LiveView => {
  const live = groups.map(liveGroupOf);
  const refs = live.map(({ info }) => info);
  return viewsOf({ groups: live, people: new Map(), repositories: new Map(), usage: null })(refs);
};

/** `One` with these users, as the Hub sends it. */
const oneWith = (users: Readonly<Record<string, string>>) => view({ ...group(1, 'One', users), id: one.id });

describe('when and how it is made', () => {
  test.each<[string | null, string | null, string]>([
    [null, 'admin', 'add'],
    ['read', 'write', 'raise'],
    ['write', 'read', 'lower'],
    ['odd', 'admin', 'lower'],
    ['write', null, 'remove'],
  ])('%s -> %s: %s', (before, after, stage) => {
    expect(kind.stage(change('ada', before, after))).toBe(stage);
  });

  test('a call adds many, and changes or removes one', () => {
    expect(stages.map((stage) => kind.perCall(stage, 50))).toEqual(
      stages.map((stage) => (stage === 'add' ? 50 : 1)),
    );
  });

  const idOf = (ref: DeclaredGroupRef) => ref.id ?? 'made';
  const callOf = (...changes: readonly MembershipChange[]) =>
    kind.call(
      'acme ai',
      changes.map((one, at) => ({ change: one, index: at + 3 })),
      [],
      idOf,
      null,
    );
  const path = `/api/organizations/acme%20ai/resource-groups/${one.id}/users`;

  test.each<[string, readonly MembershipChange[], unknown]>([
    [
      'adds',
      [change('ada', null, 'read'), change('kim', null, 'admin')],
      {
        method: 'POST',
        path,
        body: {
          users: [
            { user: 'ada', role: 'read' },
            { user: 'kim', role: 'admin' },
          ],
        },
        changes: [3, 4],
      },
    ],
    [
      'a role',
      [change('a/b', 'read', 'write')],
      { method: 'PATCH', path: `${path}/a%2Fb`, body: { role: 'write' }, changes: [3] },
    ],
    [
      'a removal',
      [change('ada', 'read', null)],
      { method: 'DELETE', path: `${path}/ada`, body: null, changes: [3] },
    ],
    [
      'adds to a group that is made on the way',
      [change('ada', null, 'read', { group: isNew })],
      {
        method: 'POST',
        path: path.replace(one.id, 'made'),
        body: { users: [{ user: 'ada', role: 'read' }] },
        changes: [3],
      },
    ],
  ])('%s', (_, changes, call) => {
    expect(callOf(...changes)).toEqual(call);
  });

  test('there is no call without a change', () => {
    expect(() => callOf()).toThrow('a call without a change');
  });
});

describe('what it is', () => {
  const made = change('ADA', 'read', 'write', {
    expires: '2026-12-31',
    afterwards: { role: 'read', via: 'research' },
    first_access: true,
  });

  test('it is named, digested, and told without what the digest does not stand for', () => {
    expect([kind.subject(made), kind.digestValue('read'), kind.person(made), kind.lastDay(made)]).toEqual([
      'ada',
      'read',
      'ADA',
      '2026-12-31',
    ]);
    expect(kind.bare(made)).toEqual({ ...made, afterwards: null, first_access: false });
    expect(kind.touches(made)).toEqual([made.group]);
    expect(kind.property(made)).toBe('users');
  });

  test('it takes access away or gives some, and is looked at in its own answer', () => {
    const loss = { ...made, destructive: true };
    expect([kind.bearing(made), kind.bearing(loss)]).toEqual(['more', 'less']);
    expect([kind.afresh(made), kind.lost(made, view(), view()), isLoss(made), isLoss(loss)]).toEqual([
      false,
      null,
      false,
      true,
    ]);
    const elsewhere = { kind: 'setting', destructive: true } as unknown as MembershipChange;
    expect(isLoss(elsewhere)).toBe(false);
  });

  test('the name is spelled as the members list has it, else as the group does', () => {
    const { people } = liveOf(snapshotOf([], members('Ada')));
    const inGroup = oneWith({ aDa: 'read', KIM: 'read' });
    const spelled = (user: string, live: LiveView) => kind.spelled(change(user, 'read', null), live).user;
    expect(spelled('ADA', { ...inGroup, people })).toBe('Ada');
    expect(spelled('ADA', inGroup)).toBe('aDa');
    expect(spelled('kim', inGroup)).toBe('KIM');
    expect(spelled('Zoe', inGroup)).toBe('Zoe');
    expect(spelled('ADA', view())).toBe('ADA');
  });

  test('it makes no group, reads nothing else, and has its place among all kinds', () => {
    expect(kind.carries(made, [], 50)).toEqual([]);
    expect([kind.needs(configurationOf('')), kind.needsOf(made)]).toEqual([[], []]);
    expect(kindOf(made)).toBe(kind);
    expect(rankOfKind(made)).toBe(allKinds.findIndex((one) => Object.is(one, kind)));
    expect(rankOfKind({ kind: 'no such kind' })).toBe(allKinds.length);
  });

  test.each<[string | null, string | null, Partial<MembershipChange>, boolean]>([
    [null, 'admin', {}, true],
    ['write', 'admin', {}, true],
    [null, 'read', { first_access: true }, true],
    [null, 'write', {}, false],
    ['read', 'write', {}, false],
    ['admin', 'read', { destructive: true, first_access: true }, false],
    ['odd', 'admin', { destructive: true }, false],
    ['admin', null, {}, false],
  ])('%s -> %s %j gives much: %s', (before, after, fields, much) => {
    expect(kind.givesMuch(change('ada', before, after, fields))).toBe(much);
  });
});

describe('how it stands', () => {
  const now = view({
    ...group(1, 'One', { Ada: 'read' }),
    id: one.id,
    users: [
      { name: 'Ada', role: 'read' },
      { name: 'Odd', role: 7 },
    ],
  } as unknown as ReturnType<typeof group>);

  test.each<[string, MembershipChange, unknown]>([
    ['as planned', change('ADA', 'read', 'write'), { kind: 'pending' }],
    ['as declared', change('ada', 'write', 'read'), { kind: 'inSync' }],
    ['as somebody else made it', change('ada', null, 'write'), { kind: 'conflict', now: 'read' }],
    ['gone already', change('kim', 'read', null), { kind: 'inSync' }],
    ['not there any more', change('kim', 'read', 'write'), { kind: 'conflict', now: null }],
    ['not there yet', change('kim', null, 'read'), { kind: 'pending' }],
    ['unreadable', change('odd', 'read', null), { kind: 'conflict', now: unreadableValue }],
    ['unreadable, where nobody was', change('ODD', null, 'read'), { kind: 'conflict', now: unreadableValue }],
    ['in a group that is not there', changeOf(two, 'ada', null, 'read'), { kind: 'pending' }],
  ])('%s', (_, made, standing) => {
    expect(kind.standing(made, now)).toEqual(standing);
  });

  test.each<[string | null, string]>([
    [null, 'Ada is not in the group meanwhile, which the plan did not know.'],
    ['write', 'Ada has the role write meanwhile, which the plan did not know.'],
    [unreadableValue, 'What the Hub says of Ada by now cannot be read.'],
  ])('found as %s', (found, sentence) => {
    expect(kind.found(change('Ada', 'read', null), found)).toBe(sentence);
  });

  test('a value is a word', () => {
    expect([kind.value(null), kind.value('read'), kind.value('a\u200b')]).toEqual([
      'not in the group',
      'read',
      'a\\u{200b}',
    ]);
  });
});

describe('what is live when it is made', () => {
  const rolesIn = (live: LiveView, key = one.id): readonly string[] =>
    [...(live.groups.get(key)?.members ?? [])].map(([at, { user, role }]) => `${at} ${user} ${role}`);

  test('is what it says, and what was before is as it was', () => {
    const before = oneWith({ Ada: 'read', bob: 'write', Zoe: 'admin' });
    const after = kind.after(
      [change('ADA', 'read', 'write'), change('BOB', 'write', null), change('Kim', null, 'read')],
      before,
    );
    expect(rolesIn(after)).toEqual(['ada ADA write', 'zoe Zoe admin', 'kim Kim read']);
    expect(rolesIn(before)).toEqual(['ada Ada read', 'bob bob write', 'zoe Zoe admin']);
  });

  test('is of each group its own', () => {
    const both = {
      ...oneWith({ ada: 'read' }),
      groups: new Map([...oneWith({ ada: 'read' }).groups, [two.id, liveGroupOf(group(2, 'Two', {}))]]),
    };
    const after = kind.after([change('ada', 'read', null), changeOf(two, 'kim', null, 'read')], both);
    expect([rolesIn(after), rolesIn(after, two.id)]).toEqual([[], ['kim kim read']]);
  });

  test('begins with nobody in a group that is to be made, and leaves out one that is gone', () => {
    const after = kind.after(
      [
        change('ada', null, 'admin', { group: isNew }),
        change('kim', null, 'read', { group: isNew }),
        changeOf(two, 'ada', 'read', null),
      ],
      view(),
    );
    expect([...after.groups.keys()]).toEqual(['new:New']);
    expect(rolesIn(after, 'new:New')).toEqual(['ada ada admin', 'kim kim read']);
  });
});

describe('what the plan did not know', () => {
  const only = (what: string) => `ada is the only ${what} by now, which the plan did not know. Plan again.`;
  const removal = change('ada', 'admin', null);
  const lower = change('ada', 'admin', 'write');

  test.each<
    [
      string,
      MembershipChange,
      Readonly<Record<string, string>>,
      Readonly<Record<string, string>>,
      string | null,
    ]
  >([
    ['the only admin would go', removal, { ada: 'admin', kim: 'read' }, { kim: 'admin' }, only('admin')],
    [
      'the only admin would be lowered',
      lower,
      { ada: 'admin' },
      { ada: 'write', kim: 'admin' },
      only('admin'),
    ],
    ['another admin is left', removal, { ada: 'admin', kim: 'admin' }, { kim: 'admin' }, null],
    ['the plan meant to leave no admin', removal, { ada: 'admin', kim: 'read' }, { kim: 'read' }, null],
    [
      'who is no admin',
      change('ada', 'write', 'read'),
      { ada: 'write' },
      { ada: 'read', kim: 'admin' },
      null,
    ],
    [
      'the only member would go',
      change('ada', 'read', null),
      { ada: 'read' },
      { kim: 'read' },
      only('member'),
    ],
    [
      'another member is left',
      change('ada', 'read', null),
      { ada: 'read', kim: 'read' },
      { kim: 'read' },
      null,
    ],
    ['the plan meant to leave nobody', change('ada', 'read', null), { ada: 'read' }, {}, null],
    ['who gains harms nobody', change('ada', null, 'admin'), {}, { ada: 'admin', kim: 'admin' }, null],
  ])('%s', (_, made, now, planned, said) => {
    expect(kind.overreach(made, oneWith(now), oneWith(planned))).toBe(said);
  });

  test('somebody whose role cannot be read is somebody', () => {
    const odd = (...users: readonly unknown[]): LiveView =>
      view({ ...group(1, 'One', {}), id: one.id, users } as unknown as ReturnType<typeof group>);
    const gone = change('ada', 'read', null);
    const ada = { name: 'ada', role: 'read' };
    expect(kind.overreach(gone, odd(ada, { name: 'kim' }), oneWith({ kim: 'read' }))).toBeNull();
    expect(kind.overreach(gone, odd(ada), odd({ name: 'kim' }))).toBe(only('member'));
    const bob = { name: 'bob', role: 'read' };
    expect(kind.overreach(gone, odd(ada, bob, { name: 'kim' }), oneWith({ bob: 'read' }))).toBeNull();
  });

  test('nothing is known of a group that is not there', () => {
    expect(kind.overreach(removal, view(), oneWith({ kim: 'admin' }))).toBeNull();
    expect(kind.overreach(removal, oneWith({ ada: 'admin' }), view())).toBeNull();
  });
});

test('an identity provider decides on members, and not on service accounts', () => {
  const live = liveOf(snapshotOf([group(1, 'One', {})], members('Ada')));
  const source = { file: 'groups.yaml', line: 6, column: 7 };
  expect(kind.provider(change('ADA', null, 'read', { source }), live)).toMatchObject({
    kind: 'membership',
    group: { id: one.id, name: 'One' },
    user: null,
    after: null,
    reason: 'scim_managed',
    source,
  });
  expect(kind.provider(change('ci-bot', null, 'read'), live)).toBeNull();
});

describe('what is blocked', () => {
  const words = blockedWordsOf({ kind: 'membership' });
  const nameOf = (ref: { readonly name: string } | null) => [name(ref?.name ?? '')];
  const line = (...entries: readonly [MembershipBlocked, ...MembershipBlocked[]]): string => {
    const { what, why, place } = words.line(entries, nameOf);
    return `${phraseText(what)}: ${phraseText(why)} @${place?.line ?? '-'}`;
  };
  const left = (fields: Partial<MembershipBlocked> = {}) =>
    blocked(one, 'lea', 'not_in_organization', fields);
  const held = (user: string, fields: Partial<MembershipBlocked> = {}) =>
    blocked(one, user, 'unmatched_entry', { after: null, held_by: 'efil', ...fields });

  test('has one line for all whom an entry holds', () => {
    const keys = [
      left(),
      blocked(one, 'x@acme.ai', 'email_not_found'),
      held('ada'),
      held('kim'),
      held('kim', { held_by: 'zoe' }),
      held('kim', { group: { id: two.id, name: 'Two' } }),
      held('kim', { source: null }),
    ].map(words.lineKey);
    expect(keys.slice(0, 2)).toEqual([null, null]);
    expect(keys[2]).toBe(keys[3]);
    expect(new Set(keys.slice(2)).size).toBe(4);
  });

  test.each<[string, readonly [MembershipBlocked, ...MembershipBlocked[]], string]>([
    [
      'somebody who has left',
      [left()],
      'lea read in "One": not a member of the organization; if they have left, delete the entry @18',
    ],
    [
      'and what to do',
      [left({ hint: 'Ask them.' })],
      'lea read in "One": not a member of the organization; if they have left, delete the entry. Ask them. @18',
    ],
    [
      'somebody who may be meant otherwise',
      [left({ suggestion: 'leo', via: 'research' })],
      'lea read in "One", team research: not a member of the organization; did you mean leo? @18',
    ],
    [
      'a group of an identity provider',
      [blocked(one, null, 'scim_managed')],
      'every change of people in "One": the group is managed by SCIM: change it in the identity provider @18',
    ],
    [
      'one who stays on account of an entry',
      [held('ada')],
      'removal of ada from "One": the entry efil there matches nobody, and may mean this person @18',
    ],
    [
      'several',
      [held('ada', { suggestion: 'elif', hint: 'Look.' }), held('kim')],
      'removal of ada and kim from "One": the entry efil there matches nobody, and may mean one of them; did you mean elif? Look. @18',
    ],
    [
      'of an entry that is not known',
      [held('ada', { held_by: null, hint: 'Look.' })],
      'removal of ada from "One": an entry there matches nobody, and may mean this person. Look. @18',
    ],
    [
      'a role that cannot be read',
      [blocked(one, 'ada', 'unreadable', { after: null })],
      'ada removal in "One": what the Hub says of it cannot be read @18',
    ],
  ])('%s', (_, entries, expected) => {
    expect(line(...entries)).toBe(expected);
  });

  test('is not taken on, with a reason', () => {
    const reasons = [
      'not_in_organization',
      'email_not_found',
      'scim_managed',
      'unmatched_entry',
      'unreadable',
    ] as const;
    expect(reasons.map((reason) => words.notAdopted(blocked(one, 'ada', reason)))).toEqual([
      'nobody of this name is in the organization; mend the name, or delete the entry',
      'nobody is known to have this address; mend it, or delete the entry',
      'the group is managed by an identity provider',
      'an entry of the group matches nobody, and may mean this person; mend that entry first',
      'what the Hub says of it cannot be read',
    ]);
  });
});
