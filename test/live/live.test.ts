import { describe, expect, test } from 'vitest';
import { HubError } from '../../src/errors.ts';
import { liveGroupOf, liveOf } from '../../src/live/live.ts';
import { group, idOf, linesOf, members, planOf, snapshotOf } from '../support/planning.ts';

describe('a group', () => {
  const contentsOf = (fields: Parameters<typeof group>[3]) =>
    liveGroupOf(group(1, 'One', { Ada: 'odd' }, fields)).info;
  const model = { type: 'model', name: 'a/b', private: true };
  const open = { type: 'dataset', name: 'a/c', private: false };

  test('has its members by name in lower case, in the spelling of the Hub', () => {
    expect([...liveGroupOf(group(1, 'One', { Ada: 'odd' })).members]).toEqual([
      ['ada', { user: 'Ada', role: 'odd' }],
    ]);
  });

  test.each([
    [
      'repositories and other things',
      { resources: [model, open, { type: 'collection', private: true }, { type: 'job' }] },
      [2, 1, 2],
    ],
    ['a new type with a name', { resources: [{ type: 'kernel', name: 'a/k', private: true }] }, [1, 1, 0]],
    ['the name of the field before July 2026', { resources: null, repos: [model] }, [1, 1, 0]],
    ['both fields, of which the newer counts', { resources: [model, open], repos: [model] }, [2, 1, 0]],
    ['nothing', { resources: [] }, [0, 0, 0]],
    ['none of the fields', { resources: null }, [null, null, null]],
  ])('counts %s', (_, fields, [repositories, secret, other]) => {
    expect(contentsOf(fields)).toEqual({
      id: idOf(1),
      name: 'One',
      members: 1,
      repositories,
      private: secret,
      other_resources: other,
      repository_names: expect.any(Array),
    });
  });

  test.each([
    ['is off', { enabled: false, role: 'write' }, null],
    ['gives its role', { enabled: true, role: 'write' }, 'write'],
    ['gives read when it does not say', { enabled: true }, 'read'],
  ])('auto-join %s', (_, autoJoin, role) => {
    expect(liveGroupOf(group(1, 'One', {}, { autoJoin })).autoJoin).toBe(role);
  });

  test('that lists a user twice is an error, also by another letter case', () => {
    const twice = group(1, 'One', { Ada: 'read', ADA: 'write' });
    expect(() => liveGroupOf(twice)).toThrow(HubError);
    expect(() => liveGroupOf(twice)).toThrow('The Hub lists twice: ADA in the group One');
  });
});

describe('a snapshot', () => {
  test('that lists a group twice is an error', () => {
    expect(() => liveOf(snapshotOf([group(1, 'One', {}), group(1, 'Two', {})], []))).toThrow(
      `The Hub lists twice: the group Two (${idOf(1)})`,
    );
  });

  test('has people and addresses without letter case', () => {
    const live = liveOf(
      snapshotOf(
        [],
        [
          { user: 'Ada', verifiedEmail: 'Ada@Acme.AI', role: 'admin' },
          { user: 'bob', verifiedEmail: null },
          { user: 'kim' },
        ],
        {
          emails: { 'Kim@acme.ai': 'kim', 'ghost@acme.ai': null, 'ada@acme.ai': 'other' },
        },
      ),
    );
    expect([...live.people]).toEqual([
      ['ada', { user: 'Ada', email: 'ada@acme.ai', role: 'admin' }],
      ['bob', { user: 'bob', email: null, role: null }],
      ['kim', { user: 'kim', email: undefined, role: null }],
    ]);
    expect([...live.emails]).toEqual([
      ['ada@acme.ai', 'Ada'],
      ['kim@acme.ai', 'kim'],
      ['ghost@acme.ai', null],
    ]);
  });

  test('counts a member once who comes twice', () => {
    const live = liveOf(snapshotOf([], [...members('Ada', 'bob'), ...members('ADA')]));
    expect([...live.people.values()].map(({ user }) => user)).toEqual(['Ada', 'bob']);
    expect(live.emails.get('ada@acme.ai')).toBe('Ada');
  });

  test('an address that two members show says nothing of either', () => {
    const shared = [...members('ada', 'bob', 'root'), { user: 'Twin', verifiedEmail: 'ADA@acme.ai' }];
    const snapshot = snapshotOf(
      [group(1, 'One', { ada: 'read', bob: 'read', Twin: 'read', root: 'admin' })],
      shared,
    );
    const yaml = 'groups: { One: { membership: exact, members: { root: admin, ada@acme.ai: write } } }';
    for (const people of [shared, shared.toReversed()]) {
      const plan = planOf(yaml, { ...snapshot, members: people });
      expect(linesOf(plan)).toEqual(['- One: bob read']);
      expect(plan.blocked.map(({ user, reason }) => [user, reason])).toEqual([
        ['ada@acme.ai', 'email_not_found'],
      ]);
      expect(plan.unmanaged.map(({ user }) => user)).toEqual(['ada', 'Twin']);
    }
  });
});
