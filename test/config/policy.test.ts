import { describe, expect, test } from 'vitest';
import { mayDeclare } from '../../src/config/policy-check.ts';
import { ConfigError } from '../../src/errors.ts';
import { desiredOf } from '../../src/run/desired.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { configurationOf, group, inDays, members, snapshotOf, today, tryPlan } from '../support/planning.ts';

const head = 'version: 1\norganization: acme-ai\n';

/** What is wrong with files, as `FILE:LINE:COLUMN code: message`. */
function told(files: Readonly<Record<string, string>>): readonly string[] {
  const sources = Object.entries(files).map(([name, text]) => new SourceFile(name, head + text));
  try {
    desiredOf({ files: sources, unreadable: [], people: null }, [], today);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.diagnostics.map(
      ({ code, message, hint, source }) =>
        `${source?.file}:${source?.line}:${source?.column} ${code}: ${message}${hint === null ? '' : `. ${hint}`}`,
    );
  }
}

const one = (policy: string, rest: string): readonly string[] =>
  told({ 'g.yaml': `policy: { ${policy} }\n${rest}` });
const entry = (text: string): string => `groups: { One: { members: { ${text} } } }\n`;
const team = (text: string): string =>
  `teams: { t: { members: [ada] } }\ngroups: { One: { teams: { t: ${text} } } }\n`;

describe('a policy', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a reason that is there', 'reasons: [admin]', entry('ada: { role: admin, reason: OPS-1 }'), []],
    ['a reason of another role', 'reasons: [admin]', entry('ada: write, kim: absent'), []],
    [
      'a reason that is missing',
      'reasons: [admin, write]',
      entry('ada: admin, kim: { role: write, expires: 2026-12-01 }'),
      [
        'g.yaml:4:29 policy-reason: The entry of `ada` gives `admin`, for which the policy asks for a reason. Give the reason: `ada: { role: admin, reason: OPS-412 }`.',
        'g.yaml:4:41 policy-reason: The entry of `kim` gives `write`, for which the policy asks for a reason. Give the reason: `kim: { role: write, reason: OPS-412 }`.',
      ],
    ],
    [
      'a reason of a team',
      'reasons: [read]',
      team('read'),
      [
        'g.yaml:5:27 policy-reason: The entry of the team `t` gives `read`, for which the policy asks for a reason. Give the reason: `t: { role: read, reason: OPS-412 }`.',
      ],
    ],
    [
      'an end that is near enough',
      'lifetimes: { admin: 30d }',
      entry(`ada: { role: admin, expires: ${inDays(30)} }`),
      [],
    ],
    [
      'an end that has passed',
      'lifetimes: { admin: 30d }',
      entry(`ada: { role: admin, expires: ${inDays(-3)} }`),
      [],
    ],
    ['an end of another role', 'lifetimes: { admin: 30d }', entry('ada: write'), []],
    [
      'an end that is too far ahead',
      'lifetimes: { admin: 30d }',
      entry(`ada: { role: admin, expires: ${inDays(31)} }`),
      [
        `g.yaml:4:58 policy-lifetime: The entry of \`ada\` ends in 31 days, and the policy lets \`admin\` be given for 30 days at most. Give an end that is near enough: \`expires: ${inDays(30)}\`, or a day before it.`,
      ],
    ],
    [
      'an end that is missing',
      'lifetimes: { read: 9d }',
      team('read'),
      [
        `g.yaml:5:27 policy-lifetime: The entry of the team \`t\` has no end, and the policy lets \`read\` be given for 9 days at most. Give an end that is near enough: \`t: { role: read, expires: ${inDays(9)} }\`.`,
      ],
    ],
  ])('asks for %s', (_, policy, rest, expected) => {
    expect(one(policy, rest)).toEqual(expected);
  });

  const two = (a: string, b: string): string =>
    `teams: { t: { members: [Ada], include: [u] }, u: { members: [kim] } }\ngroups: { Pay: { ${a} }, Audit: { ${b} }, Third: {} }\n`;
  const apart = 'separate: [[Pay, Audit, Third]]';
  const both = (who: string) =>
    expect.stringMatching(
      new RegExp(
        `policy-separate: \`${who}\` has a role in \`Audit\` and in \`Pay\`, which the policy keeps apart. Take \`${who}\` out of one of the two groups, or out of the team that gives the role.$`,
      ),
    );
  test.each<[string, string, readonly unknown[]]>([
    ['nobody in both', two('members: { ada: read }', 'members: { kim: read }, teams: { }'), []],
    [
      'own entries, whatever the letters',
      two('members: { ada: read }', 'members: { ADA: read }'),
      [both('ADA')],
    ],
    ['an entry and a team', two('members: { kim: read }', 'teams: { t: write }'), [both('kim')]],
    ['two teams', two('teams: { u: read }', 'teams: { t: write, u: read }'), [both('kim')]],
    [
      'who is kept out of one',
      two('teams: { t: read }', 'teams: { t: read }, members: { ada: absent, kim: absent }'),
      [],
    ],
    [
      'whose entry has ended',
      two('members: { ada: read }', `members: { ada: { role: read, expires: ${inDays(-1)} } }`),
      [],
    ],
    [
      'whose entry ends today',
      two('members: { ada: read }', `members: { ada: { role: read, expires: ${today} } }`),
      [both('ada')],
    ],
    [
      'whose teams have ended in both',
      two(
        `teams: { t: { role: read, expires: ${inDays(-1)} } }`,
        `teams: { t: { role: read, expires: ${inDays(-1)} } }`,
      ),
      [],
    ],
    [
      'whose team has ended',
      two('members: { kim: read }', `teams: { t: { role: read, expires: ${inDays(-1)} } }`),
      [],
    ],
  ])('keeps apart: %s', (_, rest, expected) => {
    expect(one(apart, rest).filter((line) => !line.includes(' unused-team: '))).toEqual(expected);
  });

  const opened = (place: string, group: string, other: string): string =>
    `${place} policy-separate: \`auto_join\` lets everybody into \`${group}\`, which the policy keeps apart from \`${other}\`. Leave out \`auto_join\` of \`${group}\`, or write \`auto_join: off\`.`;
  test.each<[string, string, readonly unknown[]]>([
    [
      'one of them',
      two('auto_join: { role: read, scope: all }', ''),
      [opened('g.yaml:5:18', 'Pay', 'Audit')],
    ],
    [
      'two of them',
      two('auto_join: { role: read, scope: all }', 'auto_join: { role: read, scope: read_plus }'),
      [opened('g.yaml:5:18', 'Pay', 'Audit'), opened('g.yaml:5:68', 'Audit', 'Pay')],
    ],
    ['none of them', two('auto_join: off', 'auto_join: off'), []],
    [
      'from one that is to be deleted',
      two('auto_join: { role: read, scope: all }', `state: absent, id: "${'1'.repeat(24)}"`).replace(
        'Third: {}',
        `Third: { state: absent, id: "${'2'.repeat(24)}" }`,
      ),
      [],
    ],
  ])('keeps apart groups that let people in by themselves: %s', (_, rest, expected) => {
    expect(one(apart, rest).filter((line) => !line.includes(' unused-team: '))).toEqual(expected);
  });

  test('lets people into a group that is kept apart from none that there is', () => {
    const open = 'groups: { One: { auto_join: { role: read, scope: all } } }\n';
    expect(one('separate: [[One, One, "Tow"]]', open)).toEqual([
      'g.yaml:3:33 policy-group: No file declares the group `Tow`, which the policy keeps apart from others. Mend the name: it is that of the group in the files, to the letter.',
    ]);
  });

  test('keeps a group that is listed twice not apart from itself', () => {
    expect(one('separate: [[One, One]]', entry('ada: read'))).toEqual([]);
  });

  test('that keeps apart a group that nobody declares keeps nobody apart', () => {
    expect(one('separate: [[One, "Ona"]]', entry('ada: read'))).toEqual([
      'g.yaml:3:28 policy-group: No file declares the group `Ona`, which the policy keeps apart from others. Did you mean `One`?',
    ]);
  });

  const files =
    'policy: { files: [{ path: "access/*/**", groups: ["Research *", Lab] }, { path: ./b.yaml, groups: [B] }] }\n';
  const groups = (...names: readonly string[]): string =>
    `groups: { ${names.map((name) => `${name}: {}`).join(', ')} }\n`;
  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'what they may',
      {
        'o.yaml': `${files}guards: {}\n${groups('Any')}`,
        'access/r/x/y.yaml': groups('Research a/b', 'Lab'),
        './b.yaml': groups('B'),
        'access/z.yaml': groups('Z'),
      },
      [],
    ],
    [
      'a group that they may not',
      {
        'o.yaml': files,
        'access/r/y.yaml': groups('Payments', 'xResearch y', 'LabX'),
        'b.yaml': groups('BB'),
      },
      ['access/r/y.yaml:3:11', 'access/r/y.yaml:3:25', 'access/r/y.yaml:3:42', 'b.yaml:3:11'],
    ],
    [
      'what one of several rules for them permits, and no more',
      {
        'o.yaml':
          'policy: { files: [{ path: "**/y.yaml", groups: [A] }, { path: "a/*", groups: ["B-*"] }] }\n',
        'a/y.yaml': groups('A', 'B-1', 'B'),
      },
      ['a/y.yaml:3:27'],
    ],
    [
      'what they may by any way to write their paths',
      {
        'o.yaml':
          'policy: { files: [{ path: ././a-b/c$.yaml, groups: ["(A)", "B[1]"] }, { path: "d./**", groups: [D] }] }\n',
        '././a-b/c$.yaml': groups('"(A)"', '"B[1]"', 'B1'),
        './d./e.yaml': groups('D', 'X'),
        'dx/e.yaml': groups('E'),
      },
      ['././a-b/c$.yaml:3:34', './d./e.yaml:3:18'],
    ],
    [
      'no more by a line feed in the name of a file',
      { 'o.yaml': files, 'access/r/a\nb.yaml': groups('Lab', 'Payments') },
      ['access/r/a\nb.yaml:3:20'],
    ],
    [
      'what only others may say',
      { 'b.yaml': `defaults: {}\nguards: {}\nwaivers: []\norganization_members: {}\n${files}` },
      [3, 4, 5, 6, 7].map((line) => `b.yaml:${line}:1`),
    ],
    [
      'files by a path that no pattern can fit',
      {
        'o.yaml': files,
        '/x/access/r/y.yaml': groups('Lab'),
        '../b.yaml': '',
        'x/../access/r/y.yaml': '',
        'access//r/y.yaml': '',
        'access/./r/y.yaml': '',
        'c:access/r/y.yaml': '',
        'x/c:/y.yaml': '',
      },
      [
        '../b.yaml:1:1',
        '/x/access/r/y.yaml:1:1',
        'access/./r/y.yaml:1:1',
        'access//r/y.yaml:1:1',
        'c:access/r/y.yaml:1:1',
        'x/../access/r/y.yaml:1:1',
      ],
    ],
  ])('lets files declare %s', (_, texts, expected) => {
    const found = told(texts);
    expect(found.map((line) => line.replace(/ policy-file: .*/s, '')).sort()).toEqual(expected);
    for (const line of found) expect(line).toContain(' policy-file: ');
  });

  test('says what files may not declare', () => {
    const texts = { 'b.yaml': `guards: {}\n${groups('A')}${files}`, '../c.yaml': '' };
    expect(told(texts).map((line) => line.replace(/.*? policy-file: /, ''))).toEqual([
      '`../c.yaml` is no path from the root, by which the policy says what a file may declare. Run it in the root of the repository, with a path that begins there.',
      '`guards` stands in a file that the policy lets declare some groups only. Move `guards` into a file that no entry of `policy.files` names, or ask those who keep the policy.',
      'This file may not declare the group `A`, by the policy. Move `A` into a file that may have it, or ask those who keep the policy.',
      '`policy` stands in a file that the policy lets declare some groups only. Move `policy` into a file that no entry of `policy.files` names, or ask those who keep the policy.',
    ]);
  });

  test('without rules for files takes them by any path', () => {
    expect(told({ '../b.yaml': 'policy: { reasons: [admin] }\n' })).toEqual([]);
  });

  const live = snapshotOf([group(1, 'Pay', {}), group(2, 'Audit', {})], members('ada', 'kim'));
  const codes = (yaml: string, base: string | null = null): readonly unknown[] => {
    const planned = tryPlan(yaml, live, { base });
    return planned.ok
      ? []
      : planned.diagnostics.map(({ code, message }) => [code, /policy of the base/.test(message)]);
  };

  test('knows by what is live who an address is', () => {
    const yaml =
      'policy: { separate: [[Pay, Audit]] }\ngroups: { Pay: { members: { ada@acme.ai: read } }, Audit: { members: { ada: read } } }\n';
    expect(told({ 'g.yaml': yaml })).toEqual([]);
    expect(codes(yaml)).toEqual([['policy-separate', false]]);
  });

  test('of the base holds for what would loosen it', () => {
    const rest = 'groups: { Pay: { members: { ada: admin } } }\n';
    const strict = `policy: { reasons: [admin], separate: [[Pay, Gone]] }\n`;
    expect(codes(rest, strict + rest)).toEqual([['policy-reason', true]]);
    expect(codes(`policy: { reasons: [admin] }\n${rest}`, strict + rest)).toEqual([['policy-reason', false]]);
    expect(
      codes('groups: { Pay: { members: { ada: { role: admin, reason: x } } } }\n', strict + rest),
    ).toEqual([]);
  });
});

test('who asks beforehand is told which groups a file may declare, and without a policy all of them', () => {
  const { policy } = configurationOf(
    'policy: { files: [{ path: "access/**", groups: ["Research *"] }, { path: access/b.yaml, groups: [B] }] }\n',
  );
  const may = mayDeclare(policy);
  const asked = ['access/a.yaml', './access/b.yaml', 'groups.yaml'].map((file) =>
    ['Research 1', 'B', 'C'].map((name) => may(file, name)),
  );
  expect(asked).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
  expect(mayDeclare(null)('access/a.yaml', 'C')).toBe(true);
});
