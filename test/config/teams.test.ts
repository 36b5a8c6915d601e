import { describe, expect, it } from 'vitest';
import { maxMemberships } from '../../src/config/teams.ts';
import { configurationOf, diagnosticsOf, head, load, toldOf } from './support/load.ts';

/** Teams as written, and a group that names each of them. */
function withTeams(
  teams: Readonly<Record<string, { members?: readonly string[]; include?: readonly string[] }>>,
): string {
  const lines = Object.entries(teams).map(([name, { members = [], include = [] }]) => {
    return `  ${name}: { members: [${members.join(', ')}], include: [${include.join(', ')}] }\n`;
  });
  const uses = Object.keys(teams).map((name) => `      ${name}: read\n`);
  return `${head}teams:\n${lines.join('')}groups:\n  g:\n    teams:\n${uses.join('')}`;
}

function peopleOf(text: string): Readonly<Record<string, readonly string[]>> {
  const { teams } = configurationOf(text);
  return Object.fromEntries(
    [...teams].map(([name, { everybody }]) => [name, everybody.map(({ written }) => written)]),
  );
}

describe('everybody of a team', () => {
  it('are its own people, then those of the teams it includes, nobody twice', () => {
    const text = withTeams({
      all: { members: ['Zoe'], include: ['a', 'b'] },
      a: { members: ['ada', 'kim'], include: ['c'] },
      b: { members: ['KIM', 'lee'], include: ['c', 'c'] },
      c: { members: ['zoe', 'noor'] },
    });
    expect(peopleOf(text)).toEqual({
      all: ['Zoe', 'ada', 'kim', 'noor', 'lee'],
      a: ['ada', 'kim', 'zoe', 'noor'],
      b: ['KIM', 'lee', 'zoe', 'noor'],
      c: ['zoe', 'noor'],
    });
  });

  it('are nobody in an empty team', () => {
    expect(peopleOf(`${head}teams: { t: {} }\ngroups: { g: { teams: { t: read } } }\n`)).toEqual({ t: [] });
  });
});

describe('teams that include each other', () => {
  it.each<readonly [string, string, readonly string[], string]>([
    ['a team itself', withTeams({ a: { include: ['a'] } }), ['4:31 team-cycle'], 'a -> a'],
    [
      'two teams',
      withTeams({ a: { include: ['b'] }, b: { include: ['a'] } }),
      ['5:31 team-cycle'],
      'a -> b -> a',
    ],
    [
      'a cycle behind a chain',
      withTeams({
        s: { include: ['a'] },
        a: { include: ['b'] },
        b: { include: ['c', 's2'] },
        c: { include: ['a'] },
        s2: {},
      }),
      ['7:31 team-cycle'],
      'a -> b -> c -> a',
    ],
    [
      'a name of hostile characters',
      withTeams({ '"a`b"': { include: ['"a`b"'] } }),
      ['4:35 team-cycle'],
      'a`b -> a`b',
    ],
  ])('%s', (_, text, expected, path) => {
    expect(toldOf(text)).toEqual(expected);
    expect(diagnosticsOf(load(text))[0]).toMatchObject({
      message: `Teams include each other: ${path}`,
      hint: 'Remove one `include`.',
    });
  });

  it('two cycles are two errors', () => {
    const text = withTeams({ a: { include: ['b', 'c'] }, b: { include: ['a'] }, c: { include: ['a', 'c'] } });
    expect(toldOf(text)).toEqual(['5:31 team-cycle', '6:31 team-cycle', '6:34 team-cycle']);
  });

  it('a long cycle is cut', () => {
    const teams = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`t${at}`, { include: [`t${(at + 1) % 30}`] }]),
    );
    expect(diagnosticsOf(load(withTeams(teams)))[0]?.message).toBe(
      'Teams include each other: t0 -> t1 -> t2 -> t3 -> t4 -> t5 -> t6 -> t7 -> t8 -> t9 -> (20 more) -> t0',
    );
  });
});

describe('teams that are not declared', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      'in an include',
      withTeams({ interns: { include: ['itnerns'] } }),
      ['4:37 unknown-team (Did you mean `interns`?)'],
    ],
    ['in a group', `${head}groups:\n  g:\n    teams: { research: read }\n`, ['5:14 unknown-team']],
    [
      'by another letter case',
      `${head}teams: { Research: {} }\ngroups: { g: { teams: { research: read } } }\n`,
      ['4:25 unknown-team (Did you mean `Research`?)'],
    ],
  ])('%s', (_, text, expected) => {
    expect(toldOf(text)).toEqual(expected);
  });
});

describe('teams that nothing uses', () => {
  it('are warned of', () => {
    const text = `${head}teams:\n  s: { include: [t] }\n  t: {}\n  u: {}\ngroups:\n  g: { teams: { u: read } }\n`;
    expect(toldOf(text)).toEqual(['4:3 unused-team']);
    expect(load(text).ok).toBe(true);
  });

  it('are not warned of when an entry that is wrong may use them', () => {
    expect(toldOf(`${head}teams: { t: {} }\ngroups: { g: { teams: { t: raed } } }\n`)).toEqual([
      '4:28 wrong-value (Did you mean `read`?)',
    ]);
  });
});

describe('memberships without bound', () => {
  const crowd = (size: number) => Array.from({ length: size }, (_, at) => `user-${at}`);

  it('are refused where teams multiply', () => {
    const base = `${head}teams:\n  base: { members: [${crowd(2_000).join(', ')}] }\n`;
    const teams = Array.from({ length: 1_003 }, (_, at) => `  t${at}: { include: [base] }\n`);
    const errors = diagnosticsOf(load(base + teams.join('')));
    expect(errors.map(({ code, source }) => [code, source?.line])).toEqual([['too-many-memberships', 1_005]]);
    expect(errors[0]?.message).toBe(
      'The teams include more than 2000000 people, each counted in every team that includes them',
    );
  });

  it('are refused where a group names a large team once too often', () => {
    const base = `${head}teams:\n  base: { members: [${crowd(2_000).join(', ')}] }\ngroups:\n`;
    const groups = (count: number) =>
      Array.from({ length: count }, (_, at) => `  g${at}: { teams: { base: read } }\n`).join('');
    expect(maxMemberships).toBe(2_000_000);
    expect(toldOf(base + groups(1_000))).toEqual([]);
    expect(toldOf(`${base}${groups(1_000)}  h: { members: { ada: read } }\n`)).toEqual([
      '1006:3 too-many-memberships',
    ]);
    expect(toldOf(base + groups(1_003))).toEqual(['1006:21 too-many-memberships']);
    const [error] = diagnosticsOf(load(base + groups(1_001)));
    expect(error?.message).toBe(
      'The groups have more than 2000000 memberships together, counting everybody of their teams',
    );
  });
});
