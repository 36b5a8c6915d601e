import { describe, expect, test } from 'vitest';
import { groupInfoOf, resourcesOf } from '../../src/live/contents.ts';
import { liveGroupOf } from '../../src/live/group.ts';
import { liveOf } from '../../src/live/live.ts';
import { group, idOf, linesOf, members, planOf, snapshotOf } from '../support/planning.ts';

describe('a group', () => {
  const contentsOf = (fields: Parameters<typeof group>[3]) =>
    groupInfoOf(liveGroupOf(group(1, 'One', { Ada: 'odd' }, fields)));
  const model = { type: 'model', name: 'a/b', private: true };
  const users = group(1, 'One', { Ada: 'read', kim: 'write' }).users;
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

  test.each<[string, unknown, readonly string[]]>([
    ['without a role', { name: 'Bob' }, ['the Hub sends no role of Bob']],
    ['with a role that is no text', { name: 'Bob', role: 3 }, ['the Hub sends no role of Bob']],
    [
      'twice with two roles, also by another letter case',
      { name: 'ADA', role: 'write' },
      ['the Hub lists ADA twice, with different roles'],
    ],
    ['twice with one role, which says the same', { name: 'ada', role: 'read' }, []],
  ])('a user %s is odd, and the others are not', (_, user, problems) => {
    const read = liveGroupOf({ ...group(1, 'One', { Ada: 'read', kim: 'write' }), users: [...users, user] });
    expect([...read.odd.values()].map(({ problem }) => problem)).toEqual(problems);
    expect(read.members.get('kim')).toEqual({ user: 'kim', role: 'write' });
    expect(read.members.get('ada')?.user ?? 'Ada').toBe('Ada');
    expect(read.unreadable).toBeNull();
    expect([...read.odd.keys()].some((key) => read.members.has(key))).toBe(false);
    expect(groupInfoOf(read).members).toBe(problems.length === 0 || read.odd.has('ada') ? 2 : 3);
  });

  test.each<[string, unknown, string]>([
    ['no list of users', 'nobody', 'the Hub sends no list of its members'],
    ['none at all', undefined, 'the Hub sends no list of its members'],
    ['a user without a name', [...users, { role: 'read' }], 'a member has no name in the Hub’s answer'],
    ['a user whose name is empty', [{ name: '', role: 'read' }], 'a member has no name in the Hub’s answer'],
    ['users that are none', [7, null], '2 members have no name in the Hub’s answer'],
  ])('with %s is unreadable', (_, odd, problem) => {
    expect(liveGroupOf({ ...group(1, 'One', {}), users: odd }).unreadable).toBe(problem);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['a resource without a type', { resources: [model, { name: 'a/x' }] }],
    ['resources that are no list', { resources: 'many' }],
    ['a resource that is none', { resources: [null] }],
  ])('with %s has contents that are not known, and everything else', (_, fields) => {
    const read = liveGroupOf({ ...group(1, 'One', { Ada: 'read' }), ...fields });
    expect(groupInfoOf(read)).toMatchObject({
      repositories: null,
      private: null,
      other_resources: null,
      repository_names: [],
      members: 1,
    });
    expect([read.unreadable, read.odd.size]).toEqual([null, 0]);
  });

  test('has resources with their names and ids', () => {
    const resources = [{ ...model, id: 'x' }, { type: 'collection' }];
    expect(resourcesOf({ resources })).toEqual([
      { type: 'model', name: 'a/b', id: 'x', private: true },
      { type: 'collection', name: null, id: null, private: null },
    ]);
  });

  test.each([['on'], [{ enabled: 'yes' }], [null], [[true]]])(
    'auto-join of another shape is off: %j',
    (autoJoin) => {
      expect(liveGroupOf({ ...group(1, 'One', {}), autoJoin }).autoJoin).toBeNull();
    },
  );

  test('names its first repositories, private ones first, and does not take an unknown `private` for private', () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      type: 'model',
      name: `a/m${10 + at}`,
      private: false,
    }));
    const resources = [
      ...many,
      { type: 'space', name: 'a/z', private: true },
      { type: 'model', name: 'a/0' },
    ];
    const info = groupInfoOf(liveGroupOf(group(1, 'One', {}, { resources })));
    expect([info.repositories, info.private]).toEqual([32, 1]);
    expect(info.repository_names.slice(0, 3)).toEqual([
      { type: 'space', name: 'a/z', private: true },
      { type: 'model', name: 'a/0', private: null },
      { type: 'model', name: 'a/m10', private: false },
    ]);
    expect(info.repository_names).toHaveLength(20);
  });
});

describe('a snapshot', () => {
  test('that lists a group twice says nothing of that one', () => {
    const { groups } = liveOf(
      snapshotOf([group(1, 'One', {}), group(2, 'Two', {}), group(1, 'One', {})], []),
    );
    expect(groups.map(({ info, unreadable }) => [info.name, unreadable])).toEqual([
      ['One', 'the Hub lists it twice'],
      ['Two', null],
    ]);
  });

  test('passes over what does not say which or who it is, and counts it', () => {
    const odd = {
      ...snapshotOf([], []),
      groups: [
        group(1, 'One', {}),
        7,
        null,
        { name: 'x' },
        { id: '', name: 'x' },
        { id: idOf(2) },
        { id: idOf(2), name: 3 },
      ],
      members: [{ user: 'ada' }, { user: 3 }],
    };
    const live = liveOf(odd);
    expect(live.unread).toEqual({ groups: 6, members: 1 });
    expect([live.groups.length, live.people.size]).toEqual([1, 1]);
  });

  test.each([
    ['resource-groups', 'group', { groups: [{ name: 'x' }] }],
    ['members', 'member', { members: [{}, 7] }],
  ])('in which no object of the list of %s can be read is unreadable, never empty', (list, what, fields) => {
    const odd = { ...snapshotOf([], []), ...fields };
    expect(() => liveOf(odd)).toThrow(
      expect.objectContaining({
        name: 'HubError',
        code: 'hub-unreadable',
        message: `The Hub’s list of ${list} has no ${what} in it that can be read`,
        details: expect.objectContaining({ request: `GET ${list}` }),
        hint: expect.stringContaining('endpoint'),
      }),
    );
  });

  test('has the problems with addresses without letter case, and its endpoint without slashes at the end', () => {
    const snapshot = snapshotOf([], [], { email_problems: { 'Kim@acme.ai': 'refused' } });
    const live = liveOf({ ...snapshot, endpoint: 'https://hub.acme.ai/hf//' });
    expect([...live.emailProblems]).toEqual([['kim@acme.ai', 'refused']]);
    expect(live.endpoint).toBe('https://hub.acme.ai/hf');
    expect([...liveOf(snapshotOf([], [])).emailProblems]).toEqual([]);
  });

  test.each([
    [
      'all are shown',
      [
        { user: 'ada', verifiedEmail: 'a@acme.ai' },
        { user: 'bob', verifiedEmail: null },
      ],
      true,
    ],
    ['one is not', [{ user: 'ada', verifiedEmail: 'a@acme.ai' }, { user: 'bob' }], false],
    ['one has another form', [{ user: 'ada', verifiedEmail: 7 }], false],
    ['somebody is nobody', [{ user: 'ada', verifiedEmail: null }, {}], false],
    [
      'two show one',
      [
        { user: 'ada', verifiedEmail: 'a@acme.ai' },
        { user: 'bob', verifiedEmail: 'A@acme.ai' },
      ],
      false,
    ],
  ])('knows whether addresses can be seen: %s', (_, people, visible) => {
    expect(liveOf({ ...snapshotOf([], []), members: people }).emailsVisible).toBe(visible);
  });

  test('has people and addresses without letter case', () => {
    const live = liveOf(
      snapshotOf(
        [],
        [
          { user: 'Ada', verifiedEmail: 'Ada@Acme.AI', role: 'admin', fullname: 'Ada Lovelace' },
          { user: 'bob', verifiedEmail: null },
          { user: 'kim' },
        ],
        {
          emails: { 'Kim@acme.ai': 'kim', 'ghost@acme.ai': null, 'ada@acme.ai': 'other' },
        },
      ),
    );
    expect([...live.people]).toEqual([
      ['ada', { user: 'Ada', email: 'ada@acme.ai', role: 'admin', fullname: 'Ada Lovelace' }],
      ['bob', { user: 'bob', email: null, role: null, fullname: null }],
      ['kim', { user: 'kim', email: undefined, role: null, fullname: null }],
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
    const { people: known, emails } = liveOf(snapshotOf([], shared));
    expect([...known.values()].map(({ email }) => email)).toEqual([
      undefined,
      'bob@acme.ai',
      'root@acme.ai',
      undefined,
    ]);
    expect([emails.get('ada@acme.ai'), emails.get('bob@acme.ai')]).toEqual([null, 'bob']);
    const snapshot = snapshotOf(
      [group(1, 'One', { ada: 'read', bob: 'read', Twin: 'read', root: 'admin' })],
      shared,
    );
    const yaml = 'groups: { One: { membership: exact, members: { root: admin, ada@acme.ai: write } } }';
    for (const people of [shared, shared.toReversed()]) {
      const plan = planOf(yaml, { ...snapshot, members: people });
      expect(linesOf(plan)).toEqual([]);
      expect(plan.blocked.map(({ user, reason }) => [user, reason])).toEqual([
        ['ada', 'unmatched_entry'],
        ['ada@acme.ai', 'email_not_found'],
        ['bob', 'unmatched_entry'],
        ['Twin', 'unmatched_entry'],
      ]);
    }
  });
});
