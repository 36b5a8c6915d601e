import { describe, expect, test } from 'vitest';
import type { Configuration, Person } from '../../src/config/declaration.ts';
import { raises } from '../../src/kinds/membership/ends.ts';
import { heldBySuggestion, holderOf } from '../../src/kinds/membership/holders.ts';
import { NameIndex } from '../../src/kinds/membership/name-index.ts';
import { peopleConflicts } from '../../src/kinds/membership/people.ts';
import { Suggester, withSuggestions } from '../../src/kinds/membership/suggest.ts';
import type { Wanted } from '../../src/kinds/membership/wanted.ts';
import { liveOf } from '../../src/live/live.ts';
import { Effort } from '../../src/text/nearest.ts';
import { blocked, group as groupOf } from '../render/builders.ts';
import { configurationOf, group, linesOf, members, planOf, snapshotOf } from '../support/planning.ts';

const one = groupOf('One');
const two = groupOf('Two');

describe('what the Hub says of a group and cannot be read', () => {
  const users = (list: unknown) =>
    snapshotOf([{ ...group(1, 'One', {}), users: list } as ReturnType<typeof group>], members('Ada', 'Odd'));
  const odd = users([
    { name: 'Ada', role: 'read' },
    { name: 'Odd', role: 7 },
  ]);
  const said = (yaml: string, live = odd) =>
    planOf(yaml, live).blocked.map(({ kind, user, after, reason, hint, source }) => [
      kind,
      user,
      after,
      reason,
      hint,
      source?.line,
    ]);
  const noRole = 'The Hub sends no role of Odd.';

  test('blocks whoever is declared', () => {
    const yaml = 'groups: { One: { members: { ODD: write, ada: admin } } }';
    expect(said(yaml)).toEqual([['membership', 'ODD', 'write', 'unreadable', noRole, 3]]);
    expect(linesOf(planOf(yaml, odd))).toEqual(['~ One: Ada read -> admin']);
    const absent = 'groups: { One: { members: { ODD: absent } } }';
    expect(said(absent)).toEqual([['membership', 'ODD', null, 'unreadable', noRole, 3]]);
  });

  test('blocks the removal of whoever is not', () => {
    const yaml = 'groups:\n  One:\n    membership: exact\n    members: { ada: read }';
    expect(said(yaml)).toEqual([['membership', 'Odd', null, 'unreadable', noRole, 5]]);
    expect(planOf(yaml, odd).changes).toEqual([]);
  });

  test('is somebody whose role is not known, where nobody else is removed', () => {
    const { unmanaged } = planOf('groups: { One: { members: {} } }', odd);
    expect(unmanaged.map(({ user, role }) => [user, role])).toEqual([
      ['Ada', 'read'],
      ['Odd', '?'],
    ]);
  });

  test('blocks the group where it is all of it, and where somebody asks', () => {
    const hint = 'The Hub sends no list of its members.';
    expect(said('groups:\n  One: { members: { ada: read } }', users('nobody'))).toEqual([
      ['group', null, null, 'unreadable', hint, 4],
    ]);
    const { blocked: none, unmanaged } = planOf('groups:\n  One: {}', users('nobody'));
    expect([none, unmanaged]).toEqual([[], []]);
  });
});

describe('who is held by an entry that matches nobody', () => {
  const person = (written: string): Person => ({
    ...(configurationOf(`guards: { protected_members: [${written}] }`).guards.protectedMembers[0] as Person),
  });
  const wants = (written: string, role: Wanted['role']) => ({ role, person: person(written) }) as Wanted;

  test.each<[string, readonly Wanted[], readonly Person[], string | null]>([
    ['nobody', [], [], null],
    ['what would give no role', [wants('b', null)], [], null],
    ['the first by name', [wants('zed', 'read'), wants('Bob', 'read'), wants('bob2', 'read')], [], 'Bob'],
    ['of one name the first as written', [wants('bob', 'read'), wants('BOB', 'read')], [], 'BOB'],
    ['a protected name', [wants('b', null)], [person('zed'), person('kim')], 'kim'],
    ['an entry before a protected name', [wants('zed', 'read')], [person('ada')], 'zed'],
  ])('%s', (_, unmatched, unmatchedProtected, holder) => {
    expect(holderOf(unmatched, unmatchedProtected)?.written ?? null).toBe(holder);
  });

  const at = (line: number) => ({ file: 'groups.yaml', line, column: 1 });
  const missing = (
    user: string | null,
    suggestion: string | null,
    after: string | null = 'read',
    in_ = one,
  ) => blocked(in_, user, 'not_in_organization', { suggestion, after, source: at(user?.length ?? 0) });
  const held = (user: string | null, in_ = one) =>
    blocked(in_, user, 'unmatched_entry', { after: null, held_by: 'first', source: at(99) });
  const holders = (...entries: Parameters<typeof heldBySuggestion>[0]) =>
    heldBySuggestion(entries).map(({ user, held_by, source }) => `${user} ${held_by} ${source?.line}`);

  test('stands beside the entry that suggests them, else beside the first', () => {
    expect(holders(held('Elif'), held('Kim'), missing('elfi', 'ELIF'))).toEqual([
      'Elif elfi 4',
      'Kim first 99',
      'elfi null 4',
    ]);
  });

  test('and of several beside the first by name, whatever comes first', () => {
    const all = [missing('elff', 'Elif'), missing('aelif', 'Elif'), held('Elif')];
    expect(holders(...all)[2]).toBe('Elif aelif 5');
    expect(holders(...all.toReversed())[0]).toBe('Elif aelif 5');
  });

  test('and not beside one of another group, one that gives no role, or one about nobody', () => {
    expect(holders(missing('elfi', 'Elif', 'read', two), held('Elif'))[1]).toBe('Elif first 99');
    expect(holders(missing('elfi', 'Elif', null), held('Elif'))[1]).toBe('Elif first 99');
    expect(holders(missing('elfi', null), held(null))[1]).toBe('null first 99');
    expect(holders(missing('elfi', 'Kim'), missing('kim', null))[1]).toBe('kim null 3');
    expect(holders(missing(null, 'Elif'), held('Elif'))[1]).toBe('Elif null 0');
  });
});

describe('who may have been meant', () => {
  const live = liveOf(snapshotOf([], members('Kim', 'Zoe')));

  test('is said of names that match nobody, and of no others', () => {
    const entries = [
      blocked(one, 'KMI', 'not_in_organization'),
      blocked(one, 'zeo@acme.ai', 'email_not_found'),
      blocked(one, 'kmi', 'unmatched_entry'),
      blocked(one, 'kmi', 'unreadable'),
      blocked(one, null, 'scim_managed'),
    ];
    const suggested = withSuggestions(entries, new Suggester(live, true));
    expect(suggested.map(({ suggestion }) => suggestion)).toEqual(['Kim', 'Zoe', null, null, null]);
  });

  test('is found without letter case, also of those who have no letters', () => {
    const people = [
      { user: 'KIM', fullname: '?!' },
      { user: 'zoe', fullname: null },
    ];
    const index = new NameIndex(people, new Map([['--@acme.ai', 'zoe']]));
    const near = (name: string) => index.nearest(name, new Effort(1_000_000));
    expect(['kmi', 'KMI', 'ZEO', '?', '--', '--@acme.ai'].map(near)).toEqual([
      'KIM',
      'KIM',
      'zoe',
      null,
      null,
      'zoe',
    ]);
  });
});

test.each([
  ['read', 'write', true],
  ['write', 'write', false],
  ['write', 'read', false],
  [null, 'read', false],
  ['read', null, false],
  [null, null, false],
] as const)('the end of %s, then %s, raises: %s', (role, then, expected) => {
  expect(raises(role, { role: then, via: then === null ? null : 'research' })).toBe(expected);
});

test('a file of people that says otherwise than the Hub is told of, wherever the address stands', () => {
  const yaml = `guards: { protected_members: [p@acme.ai] }
teams: { t: { members: [t@acme.ai, ok@acme.ai] } }
groups: { g: { members: { G@acme.ai: read, none@acme.ai: read, ada: read } }, h: {}, i: { teams: { t: read } } }`;
  const read = configurationOf(yaml);
  // As the file of people resolves an address: to a username, which is what it stands for from then on.
  const resolved = (person: Person): Person =>
    person.isEmail ? { ...person, isEmail: false, address: person.key, key: 'filed' } : person;
  const configuration: Configuration = {
    ...read,
    people: new Map([['filed@acme.ai', 'filed']]),
    guards: { ...read.guards, protectedMembers: read.guards.protectedMembers.map(resolved) },
    teams: new Map(
      [...read.teams].map(([name, team]) => [name, { ...team, members: team.members.map(resolved) }]),
    ),
    groups: read.groups.map((one) => ({
      ...one,
      membership: one.membership && {
        ...one.membership,
        members: one.membership.members.map((entry) => ({ ...entry, person: resolved(entry.person) })),
      },
    })),
  };
  const live = liveOf(
    snapshotOf([], [], {
      emails: { 'p@acme.ai': 'Pia', 't@acme.ai': 'Tim', 'g@acme.ai': 'Gus', 'ok@acme.ai': 'FILED' },
    }),
  );
  expect(peopleConflicts(configuration, live).map(({ code, message }) => [code, message])).toEqual(
    [
      ['t@acme.ai', 'Tim'],
      ['G@acme.ai', 'Gus'],
      ['p@acme.ai', 'Pia'],
    ].map(([address, user]) => [
      'people-conflict',
      `${address} is ${user} on the Hub, and filed in the file with people`,
    ]),
  );
  expect(peopleConflicts({ ...configuration, people: new Map() }, live)).toEqual([]);
});
