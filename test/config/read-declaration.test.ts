import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/config/parse.ts';
import { readDeclaration } from '../../src/config/read-declaration.ts';
import { Collector } from '../../src/diagnostics/collector.ts';
import { SourceFile } from '../../src/text/source-file.ts';

/** A declaration, whatever the schema says of the text, without the places. */
function read(text: string) {
  const found = new Collector();
  const file = new SourceFile('groups.yaml', text);
  const tree = parseYaml(file, found);
  if (tree === null) throw new Error('YAML was expected');
  const declaration = readDeclaration(file, tree, found);
  const withoutPlaces = JSON.stringify(declaration, (key, value) =>
    key === 'place' ? undefined : value instanceof Map ? [...value] : value,
  );
  return JSON.parse(withoutPlaces);
}

const entries = (members: string) =>
  read(`groups: { g: { members: ${members} } }`).groups[0].membership.members.map(
    ({ person, role, ...rest }: { person: { written: string }; role: string }) => [
      person.written,
      role,
      rest,
    ],
  );
const plain = { expires: null, reason: null, serviceAccount: false };

describe('what does not fit the schema is passed over, and the rest is read', () => {
  it('of a file that is none', () => {
    expect(read('[x]')).toEqual({
      organization: null,
      defaultMode: null,
      guards: null,
      people: null,
      sections: { defaults: null, guards: null, people: null, policy: null },
      policy: null,
      keys: [],
      groups: [],
      defaults: [],
      others: [],
      teams: [],
      waivers: [],
    });
  });

  it.each<readonly [members: string, expected: readonly unknown[]]>([
    ['x', []],
    ['{ ada: rea, kim: read }', [['kim', 'read', plain]]],
    ['{ ada: { role: rea }, kim: { role: read } }', [['kim', 'read', plain]]],
    // Not as if it said that nobody by this name may be there.
    ['{ ada: { role: absent }, kim: absent }', [['kim', null, plain]]],
    ['{ ada: [read] }', []],
    ['{ ada: read, ADA: write }', [['ada', 'read', plain]]],
    ['{ ada: { role: read, expires: 2026-02-30, reason: [x] } }', [['ada', 'read', plain]]],
    ['{ ada: { role: read, expires: [x], service_account: yes } }', [['ada', 'read', plain]]],
    ['{ ada: { role: read, expires: 20260101, reason: 1 } }', [['ada', 'read', plain]]],
  ])('of members %j', (members, expected) => {
    expect(entries(members)).toEqual(expected);
  });

  it.each<readonly [teams: string, expected: readonly unknown[]]>([
    ['x', []],
    ['{ t: absent, u: read }', [{ team: 'u', role: 'read', expires: null, reason: null }]],
    ['{ t: { role: rea }, u: [read], v: { reason: x } }', []],
  ])('of the teams of a group %j', (teams, expected) => {
    expect(read(`groups: { g: { teams: ${teams} } }`).groups[0].membership.grants).toEqual(expected);
  });

  it.each<readonly [team: string, members: readonly string[], includes: readonly string[]]>([
    ['x', [], []],
    ['{ members: x, include: y }', [], []],
    ['{ members: [[x], ada, 1], include: [[x], t, 1] }', ['ada'], ['t']],
    ['{ members: [ada, kim, ADA] }', ['ada', 'kim'], []],
  ])('of a team %j', (team, members, includes) => {
    const [found] = read(`teams: { t: ${team} }`).teams;
    expect(found.members.map(({ written }: { written: string }) => written)).toEqual(members);
    expect(found.includes).toEqual(includes.map((name) => ({ team: name })));
  });

  it.each<readonly [waivers: string, expected: readonly unknown[]]>([
    ['x', []],
    ['[x]', []],
    ['[{ digest: d, reason: r }, { guard: all, digest: d, reason: r }]', []],
    ['[{ guard: last-admin, reason: r }, { guard: last-admin, digest: [d], reason: r }]', []],
    ['[{ guard: last-admin, digest: d }, { guard: last-admin, digest: d, reason: 1 }]', []],
    ['[x, { guard: last-admin, digest: d, reason: r }]', [{ guard: 'last-admin', digest: 'd', reason: 'r' }]],
  ])('of waivers %j', (waivers, expected) => {
    expect(read(`waivers: ${waivers}`).waivers).toEqual(expected);
  });

  it.each<readonly [limit: string, expected: unknown]>([
    ['true', null],
    ['[1]', null],
    ['all', 'all'],
  ])('of a limit %j', (limit, expected) => {
    expect(read(`guards: { max_removals: ${limit} }`).guards.maxRemovals).toBe(expected);
  });

  it.each(['strict', '[exact]', '1'])('of a mode %j', (mode) => {
    const text = `{ defaults: { membership: ${mode} }, groups: { g: { membership: ${mode} } } }`;
    expect(read(text).defaultMode).toBeNull();
    expect(read(text).groups[0].mode).toBeNull();
  });

  it.each<readonly [policy: string, expected: object]>([
    ['x', { reasons: [], lifetimes: [], separate: [], files: [] }],
    ['{ reasons: x, lifetimes: x, separate: x, files: x }', { separate: [], files: [] }],
    ['{ reasons: [all, [read], admin] }', { reasons: ['admin'] }],
    [
      '{ lifetimes: { all: 3d, read: [3d], write: soon, contributor: 3, admin: 3d } }',
      { lifetimes: [['admin', 3]] },
    ],
    ['{ separate: [x, [[y], A, 1]] }', { separate: [[], [{ name: 'A' }]] }],
    [
      '{ files: [x, { groups: [A] }, { path: [p], groups: [A] }, { path: p, groups: x }, { path: q, groups: [[x], A] }] }',
      {
        files: [
          { path: 'p', groups: [] },
          { path: 'q', groups: ['A'] },
        ],
      },
    ],
  ])('of a policy %j', (policy, expected) => {
    expect(read(`policy: ${policy}`).policy).toMatchObject(expected);
  });
});

describe('what fits is read as it is', () => {
  it('of a team of a group', () => {
    const text = 'groups: { g: { teams: { t: { role: write, expires: 2030-01-31, reason: 2024-01-01 } } } }';
    expect(read(text).groups[0].membership.grants).toEqual([
      { team: 't', role: 'write', expires: { day: '2030-01-31' }, reason: '2024-01-01' },
    ]);
  });

  it('as long as it may be', () => {
    const reason = 'x'.repeat(500);
    expect(entries(`{ ada: { role: read, reason: ${reason} } }`)).toEqual([
      ['ada', 'read', { ...plain, reason }],
    ]);
    const names = (length: number) =>
      read(`teams: { t: { include: [${'x'.repeat(length)}] } }`).teams[0].includes;
    expect(names(320)).toHaveLength(1);
    expect(names(321)).toHaveLength(0);
  });
});
