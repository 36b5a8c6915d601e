import { describe, expect, it } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { kindOf } from '../../src/kinds/registry.ts';
import { digestLine } from '../../src/plan/digest.ts';
import { forkBody } from '../../src/review/fork-body.ts';
import { type ForkDiff, forkDiff } from '../../src/review/fork-diff.ts';
import { exampleConfiguration } from '../support/example.ts';
import { expectGolden } from '../support/golden.ts';
import { configurationOf, linesOf, today } from '../support/planning.ts';

function diffOf(base: string | null, head: string): ForkDiff {
  const diffed = forkDiff(base === null ? null : configurationOf(base), configurationOf(head), today);
  if (diffed.ok) return diffed.diff;
  throw new Error(diffed.diagnostics.map(({ message }) => message).join('\n'));
}

const groups = (yaml: string): string => `groups:\n${yaml}`;

const cases: readonly (readonly [string, string | null, string, readonly string[]])[] = [
  ['nothing', groups('  A: { members: { ada: read } }'), groups('  A: { members: { ada: read } }'), []],
  [
    'an addition',
    groups('  A: { members: { ada: read } }'),
    groups('  A: { members: { ada: read, bob: write } }'),
    ['+ A: bob -> write'],
  ],
  [
    'a removal from an exact group',
    groups('  A: { membership: exact, members: { ada: read, bob: write } }'),
    groups('  A: { membership: exact, members: { ada: read } }'),
    ['- A: bob write'],
  ],
  [
    'a removal that is written down',
    groups('  A: { members: { ada: read } }'),
    groups('  A: { members: { ada: absent } }'),
    ['- A: ada read'],
  ],
  [
    'a role',
    groups('  A: { members: { ada: read } }'),
    groups('  A: { members: { ada: admin } }'),
    ['~ A: ada read -> admin'],
  ],
  [
    'another spelling of a name',
    groups('  A: { members: { ada: read } }'),
    groups('  A: { members: { Ada: read } }'),
    [],
  ],
  [
    'a role, with the spelling of the head',
    groups('  A: { members: { ada: read } }'),
    groups('  A: { members: { Ada: write } }'),
    ['~ A: Ada read -> write'],
  ],
  [
    'a new group',
    groups('  A: { members: { ada: read } }'),
    groups('  A: { members: { ada: read } }\n  B: { members: { bob: read } }'),
    ['+ B: bob -> read'],
  ],
  ['no base', null, groups('  A: { members: { ada: read } }'), ['+ A: ada -> read']],
  [
    'a member of a team',
    `teams: { t: { members: [ada] } }\n${groups('  A: { teams: { t: read } }\n  B: { teams: { t: write } }')}`,
    `teams: { t: { members: [ada, bob] } }\n${groups('  A: { teams: { t: read } }\n  B: { teams: { t: write } }')}`,
    ['+ A: bob -> read', '+ B: bob -> write'],
  ],
  [
    'the role of a team',
    `teams: { t: { members: [ada] } }\n${groups('  A: { teams: { t: admin } }')}`,
    `teams: { t: { members: [ada] } }\n${groups('  A: { teams: { t: read } }')}`,
    ['~ A: ada admin -> read'],
  ],
  [
    'an e-mail address',
    groups('  A: { members: { ada@acme.ai: read } }'),
    groups('  A: { members: { ada@acme.ai: write, bob@acme.ai: read } }'),
    ['~ A: ada@acme.ai read -> write', '+ A: bob@acme.ai -> read'],
  ],
  [
    'a name written for an id',
    groups(`  A: { members: { ada: read } }`),
    groups(`  A: { id: 66670e5163145ca562cb1988, members: { ada: read } }`),
    [],
  ],
  [
    'a service account where an identity provider decides',
    groups('  A: { managed_by: scim }'),
    groups('  A: { managed_by: scim, members: { bot: { role: read, service_account: true } } }'),
    ['+ A: bot -> read'],
  ],
  [
    'an entry that has ended',
    groups('  A: { members: { ada: { role: read, expires: 2027-01-01 } } }'),
    groups('  A: { members: { ada: { role: read, expires: 2026-01-01 } } }'),
    ['- A: ada read'],
  ],
];

describe("the configuration's own difference", () => {
  it.each(cases)('%s', (_, base, head, lines) => {
    expect(linesOf(diffOf(base, head)).toSorted()).toEqual(lines.toSorted());
  });

  it('tells which groups come and go, and whom it leaves alone', () => {
    const diff = diffOf(
      groups('  A: { members: { ada: read, bob: read } }\n  B: { members: { ada: read } }'),
      groups('  A: { members: { ada: read } }\n  C: { members: { ada: read } }'),
    );
    expect(diff.added).toEqual(['C']);
    expect(diff.dropped).toEqual(['B']);
    expect(diff.released.map(({ user, cause }) => [user, cause])).toEqual([
      ['bob', 'line_deleted'],
      ['ada', 'group_not_declared'],
    ]);
    expect(diff.policyChanges).toMatchObject([{ kind: 'membership', group: { name: 'B' }, loosens: true }]);
    expect(linesOf(diff)).toEqual(['+ C: ada -> read']);
  });

  it.each<[string, string | null, string, readonly string[], readonly string[]]>([
    ['an id that is written for a name', '  A: {}', `  A: { id: ${'a'.repeat(24)} }`, [], []],
    ['another name', `  A: { id: ${'a'.repeat(24)} }`, `  B: { id: ${'a'.repeat(24)} }`, [], []],
    ['no base', null, '  A: {}', ['A'], []],
    ['a group that is to be made', '  A: {}', '  A: {}\n  B: { create: true }', ['B'], []],
  ])('tells no other group to come or go: %s', (_, base, head, added, dropped) => {
    expect(diffOf(base === null ? null : groups(base), groups(head))).toMatchObject({ added, dropped });
  });

  it('is an error where the head does what the rules of the base do not permit', () => {
    const head = groups('  A: { members: { ada: admin } }');
    const diffed = forkDiff(
      configurationOf(`policy: { reasons: [admin] }\n${groups('  A: {}')}`),
      configurationOf(head),
      today,
    );
    expect(diffed).toMatchObject({ ok: false, diagnostics: [{ code: 'policy-reason' }] });
  });

  it('has what is in groups and how they are set, and claims nothing of who sees it', () => {
    const diff = diffOf(
      groups(
        '  A: { description: Old, resources: { models: [acme-ai/base] } }\n  B: { resources: { mode: exact, models: [acme-ai/gone] } }',
      ),
      groups(
        '  A: { description: New }\n  B: { resources: { mode: exact, models: [acme-ai/base], datasets: [acme-ai/web] } }',
      ),
    );
    expect(
      diff.changes.map((change) => [
        kindOf(change).subject(change),
        change.action,
        change.group?.name,
        change.kind === 'resource' ? change.audience : change.after,
      ]),
    ).toEqual([
      ['description', 'update', 'A', 'New'],
      ['dataset:acme-ai/web', 'create', 'B', null],
      ['model:acme-ai/base', 'update', 'B', null],
      ['model:acme-ai/gone', 'delete', 'B', null],
    ]);
    expect(diff.policyChanges).toMatchObject([{ kind: 'resources', before: 'additive', after: 'unmanaged' }]);
    expect(forkBody(diff, 60_000)).toContain('~ model:acme-ai/base from "A"');
  });

  it('has roles in the organization, as an admin of it could change them', () => {
    const diff = diffOf('organization_members: { ada: read }', 'organization_members: { ada: admin }');
    expect(diff.changes).toMatchObject([
      { kind: 'organization_role', user: 'ada', before: 'read', after: 'admin' },
    ]);
  });

  it('marks removals and lower roles, for a review', () => {
    const diff = diffOf(
      groups('  A: { members: { ada: admin, bob: read, eve: read } }'),
      groups('  A: { members: { ada: read, bob: admin, eve: absent } }'),
    );
    expect(
      membershipsIn(diff.changes)
        .filter(({ destructive }) => destructive)
        .map(({ user }) => user),
    ).toEqual(['ada', 'eve']);
  });

  it('tells a new organization, and compares all the same', () => {
    const body = groups('  A: { members: { ada: read } }');
    const other = `version: 1\norganization: other\n${body}`;
    expect(diffOf(body, other)).toMatchObject({
      formerOrganization: 'acme-ai',
      organization: 'other',
      changes: [],
    });
    expect(diffOf(body, `version: 1\norganization: ACME-AI\n${body}`).formerOrganization).toBeNull();
    expect(diffOf(null, body).formerOrganization).toBeNull();
  });

  it('says so before all else', () => {
    const body = groups('  A: { members: { ada: read } }');
    const text = forkBody(diffOf(body, `version: 1\norganization: other\n${body}`), 60_000);
    expect(text).toBe(`**By its files alone, this pull request: nobody's access changes.**

The organization was not looked at, since this run has no token for it: who is in the groups, and what is in them, is not known.

> [!CAUTION]
> The configuration is of another organization than before: \`other\`, not \`acme-ai\`.

\`groups.yaml\` for \`other\`.
`);
  });

  it('tells groups of one name apart by their ids', () => {
    const [one, other] = ['1'.repeat(24), '2'.repeat(24)];
    const grouped = (id: string, members: string): string =>
      groups(`  A: { id: "${id}", members: ${members} }`);
    const diff = diffOf(grouped(one, '{ ada: read }'), grouped(other, '{ bob: read }'));
    const body = forkBody({ ...diff, files: ['a.yaml', 'b.yaml'] }, 60_000);
    for (const id of [one, other]) expect(body).toContain(id);
    expect(body).toMatch(/\n`a\.yaml, b\.yaml` for `acme-ai`\.\n$/);
  });

  it('has a title for what neither gives nor takes access, and a word where it is cut', () => {
    const described = (text: string): string =>
      groups(`  A: { description: ${text}, members: { ada: admin } }`);
    const diff = diffOf(described('x'), described('y'));
    expect(forkBody(diff, 60_000)).toContain(
      '### Other changes: 1\n\n**`A`**\n\n```diff\n~ description “x” -> “y”',
    );
    const [change] = diff.changes;
    if (change === undefined) throw new Error('nothing changes');
    const many = { ...diff, changes: Array.from({ length: 300 }, () => change) };
    expect(forkBody(many, 5_000)).toMatch(/\n\*\*Changes: \d+ of 300 shown\.\*\* The rest is cut\.\n/);
  });

  it('folds what is beyond the first rules, and beyond the first people who are let go of', () => {
    const people = Array.from({ length: 30 }, (_, index) => `user-${index}`);
    const base = `guards: { protected_members: [${people.join()}] }\n${groups(
      `  A: { members: { ${people.map((name) => `${name}: read`).join()} } }`,
    )}`;
    const body = forkBody(diffOf(base, groups('  A: { members: {} }')), 60_000);
    expect(body).toContain('<summary>10 more policy changes</summary>');
    expect(body).toContain('<summary>10 more no longer declared</summary>');
  });

  it('folds what is beyond the first groups', () => {
    const many = Array.from({ length: 300 }, (_, index) => `  Group ${index}: { members: {} }\n`).join('');
    const body = forkBody(diffOf(groups('  A: { members: {} }'), groups(many)), 60_000);
    expect(body).toContain('\n- … and 280 more, below\n\n<details>\n<summary>280 more groups</summary>\n');
  });

  it('is not made where the files declare more than can be compared, however short they are', () => {
    const text = `teams: { t: { members: [a, b, c] } }\n${groups('  A: { teams: { t: read } }\n  B: { teams: { t: read }, members: { d: read } }')}`;
    const compared = (most: number): ForkDiff => {
      const diffed = forkDiff(configurationOf(text), configurationOf(text), today, most);
      if (!diffed.ok) throw new Error('the files are in error');
      return diffed.diff;
    };
    expect(compared(14)).toMatchObject({ tooMany: null, changes: [] });
    expect(compared(13)).toMatchObject({ tooMany: 14, changes: [], released: [] });
    const without = `${text}\n  C: { description: x }`;
    expect(forkDiff(null, configurationOf(without), today, 7)).toMatchObject({ diff: { tooMany: null } });
    expect(forkBody(compared(13), 60_000)).toContain(
      'its 14 declared memberships are too many to compare here',
    );
  });

  it('looks the same for people as before', () => {
    const diffed = forkDiff(
      exampleConfiguration(
        [/ {4}membership: exact.*\n/, ''],
        [/ {6}bob: absent.*\n/, '      bob: admin\n'],
        [/\n {2}Inference:\n(.+\n)+/, '\n  Old Answers:\n    members:\n      zoe: admin\n'],
        ['research: contributor', 'research: write'],
      ),
      exampleConfiguration(),
      today,
    );
    if (!diffed.ok) throw new Error('the example is in error');
    expectGolden('github/fork.md', forkBody(diffed.diff, 60_000));
  });
});

describe('whole groups and their settings, by the files alone', () => {
  const lines = (base: string | null, head: string) =>
    diffOf(base, groups(head)).changes.map((change) =>
      digestLine(change)
        .replace(/[0-9a-f]{24}/, 'ID')
        .trimEnd(),
    );
  const id = 'a'.repeat(24);

  it.each<[string, string | null, string, readonly string[]]>([
    [
      'a group that is made, and what it begins with',
      groups('  A: {}'),
      '  A: {}\n  New: { create: true, description: x, members: { ada: admin } }',
      [
        'group\tcreate\tnew:New\tNew\t-\t"New"',
        'setting\tcreate\tnew:New\tdescription\t-\t"x"',
        'membership\tcreate\tnew:New\tada\t-\tadmin',
      ],
    ],
    ['one that was to be made before', groups('  New: { create: true }'), '  New: { create: true }', []],
    [
      'one that is deleted',
      groups(`  Old: { id: ${id}, members: { ada: admin } }`),
      `  Old: { id: ${id}, state: absent }`,
      ['group\tdelete\tID\tOld\t"Old"\t-'],
    ],
    [
      'one that was to be deleted before',
      groups(`  Old: { id: ${id}, state: absent }`),
      `  Old: { id: ${id}, state: absent }`,
      [],
    ],
    [
      'another name',
      groups(`  Old: { id: ${id} }`),
      `  New: { id: ${id} }`,
      ['setting\tupdate\tID\tname\t"Old"\t"New"'],
    ],
    [
      'other settings',
      groups('  A: { description: x, spend_limits: { jobs: 5 }, auto_join: off }'),
      '  A: { description: y, spend_limits: { jobs: 5, total: 9 }, auto_join: { role: read, scope: all } }',
      [
        'setting\tcreate\tID\tspend_limits.total\t-\t"9.00"',
        'setting\tupdate\tID\tauto_join\t"off"\t"read/all"',
        'setting\tupdate\tID\tdescription\t"x"\t"y"',
      ],
    ],
  ])('%s', (_what, base, head, expected) => {
    expect(lines(base, head)).toEqual(expected);
  });
});
