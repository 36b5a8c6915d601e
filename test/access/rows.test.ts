import { describe, expect, it } from 'vitest';
import { group, idOf, members, snapshotOf } from '../support/planning.ts';
import { accessOf, accessReport, lineOf, rootAsAdmin } from './samples.ts';

const people = [...members('ada', 'bob', 'kim', 'lee')];

/** The rows of one group `Alpha`. */
function rowsOf(
  yaml: string | null,
  users: Readonly<Record<string, string>>,
  fields = {},
): readonly string[] {
  const snapshot = snapshotOf([group(1, 'Alpha', users, fields)], people);
  return accessOf(yaml, snapshot).rows.map((row) => lineOf(row).replace('Alpha ', ''));
}

describe('the rows of a group', () => {
  it.each<[what: string, yaml: string | null, users: Record<string, string>, expected: readonly string[]]>([
    ['no files', null, { ada: 'write' }, ['ada write (null): nothing, unmanaged']],
    [
      'another group in the file',
      'groups: { Beta: { members: {} } }',
      { ada: 'read' },
      ['ada read (null): nothing, unmanaged'],
    ],
    [
      'a group without members or teams',
      'groups: { Alpha: {} }',
      { ada: 'read' },
      ['ada read (null): nothing, unmanaged'],
    ],
    [
      'an own entry',
      'groups: { Alpha: { members: { ADA: read } } }',
      { ada: 'read' },
      ['ada read: own entry, as_declared'],
    ],
    [
      'an address',
      'groups: { Alpha: { members: { ada@acme.ai: read } } }',
      {},
      ['ada null (read): own entry, missing'],
    ],
    [
      'another role',
      'groups: { Alpha: { members: { ada: write } } }',
      { ada: 'read' },
      ['ada read (write): own entry, differs'],
    ],
    [
      'absent and there',
      'groups: { Alpha: { members: { ada: absent } } }',
      { ada: 'read' },
      ['ada read (null): own entry, differs'],
    ],
    ['absent and gone', 'groups: { Alpha: { members: { ada: absent } } }', {}, []],
    [
      'ended and there',
      'groups: { Alpha: { members: { ada: { role: read, expires: 2026-01-01 } } } }',
      { ada: 'read' },
      ['ada read (null): own entry, differs'],
    ],
    [
      'ended and gone',
      'groups: { Alpha: { members: { ada: { role: read, expires: 2026-01-01 } } } }',
      {},
      [],
    ],
    [
      'ended, and a team',
      'teams: { t: { members: [ada] } }\ngroups: { Alpha: { members: { ada: { role: admin, expires: 2026-01-01 } }, teams: { t: read } } }',
      { ada: 'read' },
      ['ada read: team t, as_declared', 'ada read (null): own entry, as_declared, also'],
    ],
    [
      'own entry before teams, teams by role',
      'teams: { a: { members: [ada] }, b: { members: [ada] } }\ngroups: { Alpha: { members: { ada: read }, teams: { a: read, b: write } } }',
      { ada: 'read' },
      [
        'ada read: own entry, as_declared',
        'ada read (write): team b, as_declared, also',
        'ada read: team a, as_declared, also',
      ],
    ],
    [
      'a team that has ended',
      'teams: { a: { members: [ada] } }\ngroups: { Alpha: { teams: { a: { role: read, expires: 2026-01-01 } } } }',
      { ada: 'read' },
      ['ada read (null): team a, differs'],
    ],
    [
      'a higher team that has ended, and one that gives',
      'teams: { a: { members: [ada, bob] }, b: { members: [ada, bob] } }\ngroups: { Alpha: { teams: { a: { role: admin, expires: 2026-01-01 }, b: read } } }',
      { ada: 'read' },
      [
        'ada read: team b, as_declared',
        'ada read (null): team a, as_declared, also',
        'bob null (read): team b, missing',
        'bob null: team a, missing, also',
      ],
    ],
    [
      'an included team',
      'teams: { a: { include: [b] }, b: { include: [c] }, c: { members: [ada] } }\ngroups: { Alpha: { teams: { a: read } } }',
      { ada: 'read' },
      ['ada read: team a through c, as_declared'],
    ],
    [
      'not declared, additive',
      'groups: { Alpha: { members: {} } }',
      { ada: 'read' },
      ['ada read (null): nothing, undeclared'],
    ],
    [
      'not declared, exact',
      'groups: { Alpha: { membership: exact, members: { bob: read } } }',
      { ada: 'read', bob: 'read' },
      ['ada read (null): nothing, undeclared', 'bob read: own entry, as_declared'],
    ],
    [
      'nobody of that name',
      'groups: { Alpha: { members: { nobody: read, no@acme.ai: read } } }',
      {},
      [
        'no@acme.ai null (read): own entry, blocked email_not_found',
        'nobody null (read): own entry, blocked not_in_organization',
      ],
    ],
    [
      'held by an unmatched entry',
      'groups: { Alpha: { membership: exact, members: { nobody: read } } }',
      { ada: 'read' },
      [
        'ada read (null): nothing, blocked unmatched_entry',
        'nobody null (read): own entry, blocked not_in_organization',
      ],
    ],
  ])('%s', (_, yaml, users, expected) => {
    expect(rowsOf(yaml, users)).toEqual(expected);
  });

  it('has a member whose role cannot be read, and nothing of a group whose members cannot', () => {
    const users = [{ name: 'ada' }, { name: 'bob', role: 'read' }];
    const yaml = 'groups: { Alpha: { members: { ada: read } } }';
    expect(rowsOf(yaml, {}, { users })).toEqual([
      'ada ? (read): own entry, blocked unreadable',
      'bob read (null): nothing, undeclared',
    ]);
    expect(rowsOf(yaml, {}, { users: 'odd' })).toEqual(['ada null (read): own entry, blocked unreadable']);
  });

  it.each([
    [{ enabled: true, role: 'read', scope: 'all' }, ['ada read (null): auto-join, unmanaged']],
    [{ enabled: true, role: 'read', scope: 'read_plus' }, ['ada read (null): auto-join, unmanaged']],
    [{ enabled: true, role: 'write' }, ['ada read (null): nothing, unmanaged']],
    [{ enabled: false }, ['ada read (null): nothing, unmanaged']],
  ])('with auto-join %j', (autoJoin, expected) => {
    expect(rowsOf(null, { ada: 'read' }, { autoJoin })).toEqual(expected);
  });

  it('takes auto-join for nobody outside the organization, nor for who has no access to it', () => {
    const autoJoin = { enabled: true, role: 'read', scope: 'read_plus' };
    const snapshot = snapshotOf(
      [group(1, 'Alpha', { ada: 'read', bot: 'read' }, { autoJoin })],
      [{ user: 'ada', role: 'no_access' }],
    );
    expect(accessOf(null, snapshot).rows.map(({ via }) => via)).toEqual([null, null]);
  });

  it('has an own entry beside auto-join', () => {
    const autoJoin = { enabled: true, role: 'read', scope: 'all' };
    expect(rowsOf('groups: { Alpha: { members: { ada: read } } }', { ada: 'read' }, { autoJoin })).toEqual([
      'ada read: own entry, as_declared',
      'ada read (null): auto-join, as_declared, also',
    ]);
  });

  it('has every organization admin, member or not', () => {
    const admins = [
      { user: 'root', role: 'admin' },
      { user: 'ada', role: 'admin' },
    ];
    const snapshot = snapshotOf([group(1, 'Alpha', { ada: 'read' })], admins);
    expect(accessOf(null, snapshot).rows.map(lineOf)).toEqual([
      'Alpha ada read (null): nothing, unmanaged',
      'Alpha ada admin (null): organization admin, unmanaged, also',
      'Alpha root admin (null): organization admin, unmanaged',
    ]);
  });

  it('has what the files say of organization admins', () => {
    const roles = { root: 'admin', ada: 'admin', bob: 'write', kim: 'admin' };
    const live = Object.entries(roles).map(([user, role]) => ({ user, role }));
    const snapshot = snapshotOf([group(1, 'Alpha', {})], live, { me: rootAsAdmin });
    const yaml = `organization_members:
  root: admin
  ada: read
  bob: admin
  nobody: admin
groups: { Alpha: {} }`;
    const { rows } = accessOf(yaml, snapshot);
    expect(rows.map(lineOf)).toEqual([
      'Alpha ada admin (read): organization admin, differs',
      'Alpha bob null (admin): organization admin, missing',
      'Alpha kim admin (null): organization admin, unmanaged',
      'Alpha nobody null (admin): organization admin, blocked not_in_organization',
      'Alpha root admin: organization admin, as_declared',
    ]);
    expect(rows[0]?.source).toMatchObject({ line: 5 });
    const people = accessOf(null, snapshot, { groups: ['Alpha'] }).summary;
    expect(people).toMatchObject({ people: 3, memberships: 0, through_organization: 3 });
  });

  it('has the line of a declared auto-join, which declares whoever came by it', () => {
    const autoJoin = { enabled: true, role: 'read', scope: 'all' };
    const yaml = (setting: string): string => `groups: { Alpha: { auto_join: ${setting} } }`;
    const users = { ada: 'read', bob: 'write' };
    expect(rowsOf(yaml('{ role: read, scope: all }'), users, { autoJoin })).toEqual([
      'ada read: auto-join, as_declared',
      'bob write (null): nothing, unmanaged',
    ]);
    expect(rowsOf(yaml('{ role: write, scope: all }'), users, { autoJoin })).toEqual([
      'ada read (write): auto-join, unmanaged',
      'bob write (null): nothing, unmanaged',
    ]);
    expect(rowsOf(yaml('off'), users, { autoJoin })).toEqual([
      'ada read (null): auto-join, unmanaged',
      'bob write (null): nothing, unmanaged',
    ]);
  });

  it('has a declared group that is not on the Hub, without organization admins', () => {
    const snapshot = snapshotOf([], [{ user: 'ada', role: 'admin' }]);
    const { rows, groups } = accessOf('groups: { Ghost: { members: { ada: read } } }', snapshot);
    expect(rows.map(lineOf)).toEqual(['Ghost ada null (read): own entry, blocked group_not_found']);
    expect(groups).toMatchObject([{ id: null, name: 'Ghost', declared: true, managed: true, members: 0 }]);
  });
});

describe('the columns of a row', () => {
  it('say who somebody is, and since which line', () => {
    const row = accessReport().rows.find(({ user, primary }) => user === 'kim' && primary);
    expect(row).toMatchObject({
      user: 'kim',
      fullname: 'Kim Larsen',
      email: 'kim@partner.example',
      organization_role: 'read',
      external: true,
      two_factor: null,
      service_account: false,
    });
    const ada = accessReport({ user: 'ADA@acme.ai' }).rows.find(({ via }) => via === 'own entry');
    expect(ada).toMatchObject({
      two_factor: true,
      reason: 'OPS-1',
      source: { file: 'groups.yaml', line: 14 },
    });
  });

  it('have the line of the team that names the person, and the end of what the team gives', () => {
    const { rows } = accessReport({ groups: ['Foundation Models'], user: 'kim' });
    expect(rows).toMatchObject([
      { via: 'own entry', declared_role: 'write', source: { line: 15 }, primary: true },
      {
        via: 'team',
        team: 'research',
        include: 'interns',
        declared_role: 'read',
        source: { line: 8 },
        expires: '2026-12-31',
        primary: false,
      },
    ]);
  });

  it('know a service account by the files, and do not guess where nothing says so', () => {
    const snapshot = snapshotOf([group(1, 'Alpha', { bot: 'read', other: 'read', ada: 'read' })], people, {
      me: rootAsAdmin,
    });
    const yaml = 'groups: { Alpha: { members: { bot: { role: read, service_account: true } } } }';
    const found = accessOf(yaml, snapshot).rows.map(({ user, service_account: is }) => [user, is]);
    expect(found).toEqual([
      ['ada', false],
      ['bot', true],
      ['other', null],
    ]);
  });

  it('take full name and who added from the group itself', () => {
    const users = [{ name: 'bot', fullname: 'The Bot', role: 'read', addedBy: 'ada' }];
    const snapshot = snapshotOf([{ ...group(1, 'Alpha', {}), users }], people);
    expect(accessOf(null, snapshot).rows).toMatchObject([{ fullname: 'The Bot', added_by: 'ada' }]);
  });
});

describe('the groups of a report', () => {
  it('come by name, then id, with what they hold, private repositories first', () => {
    const resources = [
      { type: 'collection', id: 'acme-ai/c-1' },
      { type: 'space', name: 'acme-ai/b', private: false },
      { type: 'model', name: 'acme-ai/z', private: true },
      { type: 'model', name: 'acme-ai/a', private: true },
      { type: 'job', id: '42' },
    ];
    const snapshot = snapshotOf(
      [
        group(3, 'Beta', {}),
        group(2, 'Alpha', {}, { resources }),
        group(1, 'Alpha', {}, { resources: null }),
      ],
      people,
    );
    const { groups } = accessOf(null, snapshot);
    expect(groups.map(({ id, resources: held }) => [id, held?.map(({ name }) => name)])).toEqual([
      [idOf(1), undefined],
      [idOf(2), ['acme-ai/a', 'acme-ai/z', 'acme-ai/b', 'acme-ai/c-1', '42']],
      [idOf(3), []],
    ]);
  });

  it.each([[['Alpha']], [[idOf(1)]], [['old name']]])('are those of --group %j', (groups) => {
    const snapshot = snapshotOf(
      [group(1, 'Alpha', { ada: 'read' }), group(2, 'Beta', { ada: 'read' })],
      people,
    );
    const yaml = `groups: { old name: { id: "${idOf(1)}", members: {} } }`;
    const report = accessOf(yaml, snapshot, { groups });
    expect([report.groups.map(({ name }) => name), report.rows.length]).toEqual([['Alpha'], 1]);
  });

  it('are not guessed: a name that none has is an error with the nearest', () => {
    const snapshot = snapshotOf([group(1, 'Alpha', {})], people);
    expect(() => accessOf(null, snapshot, { groups: ['Alpa'] })).toThrow('There is no group "Alpa"');
  });
});
