import { describe, expect, it } from 'vitest';
import { configurationOf, diagnosticsOf, head, load, toldOf } from './support/load.ts';

const group = (body: string) => `${head}groups:\n  g:\n    ${body}\n`;
const member = (body: string) => `${head}groups:\n  g:\n    members:\n      ada: ${body}\n`;
const hex = '66670e5163145ca562cb1988';
const digest = `sha256:${'0a'.repeat(32)}`;

describe('types and values', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['no version', 'organization: acme-ai\n', ['1:1 missing-key']],
    ['no organization', 'version: 1\n', ['1:1 missing-key']],
    ['neither', '{}\n', ['1:1 missing-key', '1:1 missing-key']],
    ['another version', 'version: 2\norganization: acme-ai\n', ['1:10 wrong-value']],
    ['the version as text', 'version: "1"\norganization: acme-ai\n', ['1:10 wrong-value']],
    ['the version with a point', 'version: 1.5\norganization: acme-ai\n', ['1:10 wrong-value']],
    ['an organization with a slash', 'version: 1\norganization: acme/ai\n', ['2:15 wrong-value']],
    [
      'an organization that is too long',
      `version: 1\norganization: ${'x'.repeat(97)}\n`,
      ['2:15 wrong-value'],
    ],
    ['an organization that is a list', 'version: 1\norganization: [a]\n', ['2:15 wrong-type']],
    ['an organization that is nothing', 'version: 1\norganization:\n', ['2:14 wrong-type']],
    ['groups that are nothing', `${head}groups:\n`, [`3:8 wrong-type`]],
    ['groups that are a list', `${head}groups:\n  - g\n`, ['4:3 wrong-type']],
    ['teams that are text', `${head}teams: t\n`, ['3:8 wrong-type']],
    ['defaults that are nothing', `${head}defaults:\n`, [`3:10 wrong-type`]],
    ['guards that are a list', `${head}guards: []\n`, ['3:9 wrong-type']],
    ['waivers that are a mapping', `${head}waivers: {}\n`, ['3:10 wrong-type']],
    ['a group that is nothing', `${head}groups:\n  g:\n`, [`4:5 wrong-type`]],
    ['a group that is text', `${head}groups:\n  g: exact\n`, ['4:6 wrong-type']],
    [
      'a team that is a list',
      `${head}teams: { t: [ada] }\ngroups: { g: { teams: { t: read } } }\n`,
      ['3:13 wrong-type'],
    ],
    ['members with nothing', group('members:'), [`5:13 wrong-type`]],
    ['members that are ~', group('members: ~'), [`5:14 wrong-type`]],
    ['members that are a list', group('members: [ada]'), ['5:14 wrong-type']],
    ['teams of a group with nothing', group('teams:'), [`5:11 wrong-type`]],
    ['teams of a group that are a list', group('teams: [t]'), ['5:12 wrong-type']],
    [
      'members of a team with nothing',
      `${head}teams: { t: { members: } }\ngroups: { g: { teams: { t: read } } }\n`,
      ['3:24 wrong-type'],
    ],
    [
      'members of a team that are a mapping',
      `${head}teams: { t: { members: { ada: read } } }\ngroups: { g: { teams: { t: read } } }\n`,
      ['3:24 wrong-type'],
    ],
    [
      'a member of a team that is a mapping',
      `${head}teams: { t: { members: [{ ada: read }] } }\ngroups: { g: { teams: { t: read } } }\n`,
      ['3:25 wrong-type'],
    ],
    [
      'an include that is text',
      `${head}teams: { s: {}, t: { include: s } }\ngroups: { g: { teams: { s: read, t: read } } }\n`,
      ['3:31 wrong-type'],
    ],
    ['a mode that is none', group('membership: strict'), ['5:17 wrong-value']],
    ['a mode by a slip', group('membership: exakt'), ['5:17 wrong-value (Did you mean `exact`?)']],
    ['a mode in capitals', group('membership: Exact'), ['5:17 wrong-value (Did you mean `exact`?)']],
    ['a mode that is nothing', group('membership:'), ['5:16 wrong-type']],
    [
      'a default mode that is none',
      `${head}defaults: { membership: adaptive }\n`,
      ['3:25 wrong-value (Did you mean `additive`?)'],
    ],
    ['an id in capitals', group(`id: ${hex.toUpperCase()}`), [`5:9 wrong-value (Did you mean \`${hex}\`?)`]],
    ['an id that is too short', group(`id: ${hex.slice(1)}`), ['5:9 wrong-value']],
    ['a role that is none', member('reader'), ['6:12 wrong-value (Did you mean `read`?)']],
    ['a role of another program', member('owner'), ['6:12 wrong-value (Did you mean `admin`?)']],
    ['a role that is like none', member('maintainer'), ['6:12 wrong-value']],
    ['a role in capitals', member('READ'), ['6:12 wrong-value (Did you mean `read`?)']],
    ['a role that is nothing', member(''), ['6:12 wrong-type']],
    ['a role that is a list', member('[read]'), ['6:12 wrong-type']],
    ['a role that is a number', member('1'), ['6:12 wrong-value']],
    [
      'the role of a team that is absent',
      `${head}teams: { t: {} }\n${group('teams: { t: absent }').slice(head.length)}`,
      ['6:17 wrong-value'],
    ],
    ['details without a role', member('{ reason: x }'), ['6:12 missing-key']],
    ['details with absent', member('{ role: absent }'), ['6:20 wrong-value']],
    ['details with an empty mapping', member('{}'), ['6:12 missing-key']],
    ['a reason that is too long', member(`{ role: read, reason: ${'x'.repeat(501)} }`), ['6:34 wrong-value']],
    ['a reason that is a list', member('{ role: read, reason: [x] }'), ['6:34 wrong-type']],
    ['a service account that is yes', member('{ role: read, service_account: yes }'), ['6:43 wrong-type']],
    ['a service account that is nothing', member('{ role: read, service_account: }'), ['6:43 wrong-type']],
  ])('%s', (_, text, expected) => {
    expect(toldOf(text)).toEqual(expected);
    expect(load(text).ok).toBe(false);
  });

  it('tells of an entry far down a list what to write', () => {
    const models = Array.from({ length: 11 }, (_, at) => (at < 10 ? `acme-ai/m${at}` : 'm10'));
    const [error] = diagnosticsOf(load(group(`resources: { models: [${models.join(', ')}] }`)));
    expect(error?.hint).toBe('Write the organization, a slash and the name, such as `acme-ai/base`.');
  });

  it('tells only of spaces of a web page where they indent a line, and of all where they stand within a name', () => {
    expect(toldOf(`${head}\u00a0groups: {}\nx: 1\n`)).toEqual([expect.stringMatching(/^3:1 /)]);
    expect(toldOf(`${head}gro\u00a0ups: {}\nx: 1\n`)).toEqual([
      expect.stringMatching(/^3:1 unknown-key/),
      expect.stringMatching(/^4:1 unknown-key/),
    ]);
  });

  it('names the place where a key is missing', () => {
    const [error] = diagnosticsOf(load(member('{ reason: x }')));
    expect(error?.message).toBe('The key `role` is missing in groups / g / members / ada');
  });

  it('tells everything that is wrong, not only the first', () => {
    const text = [
      'version: 2',
      'organization: acme/ai',
      'grops: {}',
      'defaults: { membership: x }',
      'guards: { max_removals: 101%, protected_members: [a/b, no] }',
      'teams:',
      '  t: { members: [a b, 1e3], include: [u, u] }',
      'groups:',
      '  g: { id: 1a, members: { ada: rea, ADA: read, kim: { role: read, expires: tomorrow } }, teams: { v: read } }',
      'waivers: [{ guard: all, digest: x, reason: "" }]',
    ].join('\n');
    expect(toldOf(text)).toEqual([
      '1:10 wrong-value',
      '2:15 wrong-value',
      '3:1 unknown-key (Did you mean `groups`?)',
      '4:25 wrong-value',
      '5:25 wrong-value',
      '5:51 invalid-name',
      '5:56 name-not-text (Quote it: "no")',
      '7:18 invalid-name',
      '7:23 name-not-text (Quote it: "1e3")',
      '7:39 unknown-team (Did you mean `t`?)',
      '7:42 unknown-team (Did you mean `t`?)',
      '9:12 wrong-value',
      '9:32 wrong-value (Did you mean `read`?)',
      '9:37 duplicate-person',
      '9:76 invalid-date',
      '9:99 unknown-team (Did you mean `t`?)',
      '10:20 wrong-value',
      '10:33 wrong-value',
      '10:44 wrong-value',
    ]);
  });
});

describe('dates', () => {
  it.each([
    '2026-02-30',
    '2026-1-1',
    '2026-13-01',
    '2025-02-29',
    '0000-00-00',
    '26-01-01',
    '2026/01/01',
    '"2026-01-01 "',
    '"2026-01-01T00:00:00Z"',
    '2026-01-01T10:00:00Z',
    'tomorrow',
    '""',
    '٢٠٢٦-٠١-٠١',
  ])('%s is none', (date) => {
    const [error] = toldOf(member(`{ role: read, expires: ${date} }`));
    expect(error).toMatch(/^6:35 invalid-date(?: \(Did you mean `2026-01-01`\?\))?$/);
  });

  it.each([
    ['20260101', 'Did you mean `2026-01-01`?'],
    ['true', 'Quote it: "true"'],
    ['1230', 'Quote it: "1230"'],
  ])('%s is not even text', (date, hint) => {
    expect(toldOf(member(`{ role: read, expires: ${date} }`))).toEqual([`6:35 name-not-text (${hint})`]);
  });

  it.each(['2026-12-31', '2028-02-29', '"2026-12-31"', "'2026-12-31'", '!!str 2026-12-31'])(
    '%s is one',
    (date) => {
      const { groups } = configurationOf(member(`{ role: read, expires: ${date} }`));
      expect(groups[0]?.membership?.members[0]?.expires?.day).toMatch(/^20\d\d-\d\d-\d\d$/);
    },
  );
});

describe('what a group declares', () => {
  it.each<readonly [string, string, object | null]>([
    ['neither members nor teams', group('membership: exact'), null],
    ['nobody', group('members: {}'), { members: [], grants: [], keys: [{ key: 'members' }] }],
    ['no team', group('teams: {}'), { members: [], grants: [], keys: [{ key: 'teams' }] }],
  ])('%s', (_, text, membership) => {
    const found = configurationOf(text).groups[0]?.membership ?? null;
    if (membership === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ ...membership });
  });

  it('a member with everything', () => {
    const text = member('{ role: write, expires: 2030-01-31, reason: 2024-01-01, service_account: true }');
    expect(configurationOf(text).groups[0]?.membership?.members[0]).toMatchObject({
      person: { written: 'ada', key: 'ada', isEmail: false, place: { offset: text.indexOf('ada') } },
      role: 'write',
      expires: { day: '2030-01-31', place: { offset: text.indexOf('2030') } },
      reason: '2024-01-01',
      serviceAccount: true,
    });
  });

  it('a member who must not be there', () => {
    expect(configurationOf(member('absent')).groups[0]?.membership?.members[0]?.role).toBeNull();
  });

  it('a mode: its own, that of the defaults, or additive', () => {
    const groups = 'groups:\n  g: { membership: exact }\n  h: {}\n';
    const modes = (text: string) =>
      configurationOf(text).groups.map(({ mode }) => [mode.value, mode.place?.offset ?? null]);
    const plain = head + groups;
    expect(modes(plain)).toEqual([
      ['exact', plain.indexOf('exact')],
      ['additive', null],
    ]);
    const exact = `${head}defaults: { membership: exact }\n${groups.replace('exact', 'additive')}`;
    expect(modes(exact)).toEqual([
      ['additive', exact.indexOf('additive')],
      ['exact', exact.indexOf('exact')],
    ]);
    expect(modes(`${head}defaults: {}\n${groups}`)[1]).toEqual(['additive', null]);
  });

  it('an id', () => {
    expect(configurationOf(group(`id: ${hex}`)).groups[0]?.id?.value).toBe(hex);
  });
});

describe('guards', () => {
  it.each<readonly [string, number | string]>([
    ['0', 0],
    ['12', 12],
    ['0%', '0%'],
    ['25%', '25%'],
    ['"25%"', '25%'],
    ['100%', '100%'],
  ])('max_removals: %s', (written, value) => {
    expect(configurationOf(`${head}guards: { max_removals: ${written} }\n`).guards.maxRemovals).toBe(value);
  });

  it.each<readonly [string, string]>([
    ['-1', 'wrong-value'],
    ['1.5', 'wrong-type'],
    ['"12"', 'wrong-value (Did you mean `12`?)'],
    ['101%', 'wrong-value'],
    ['25 %', 'wrong-value (Did you mean `25%`?)'],
    ['-5%', 'wrong-value'],
    ['2.5%', 'wrong-value'],
    ['all', 'wrong-value'],
    ['.inf', 'wrong-type'],
    ['true', 'wrong-type'],
    ['~', 'wrong-type'],
    ['[1]', 'wrong-type'],
  ])('max_removals: %s is refused', (written, code) => {
    expect(toldOf(`${head}guards: { max_removals: ${written} }\n`)).toEqual([`3:25 ${code}`]);
  });

  it('without any', () => {
    const none = { maxRemovals: null, protectedMembers: [], others: new Map() };
    expect(configurationOf(head).guards).toEqual(none);
    expect(configurationOf(`${head}guards: {}\n`).guards).toEqual(none);
  });

  it('protected people', () => {
    const { guards } = configurationOf(`${head}guards: { protected_members: [CI-bot, a@acme.ai] }\n`);
    expect(guards.protectedMembers.map(({ key, isEmail }) => [key, isEmail])).toEqual([
      ['ci-bot', false],
      ['a@acme.ai', true],
    ]);
  });
});

describe('waivers', () => {
  const waiver = (body: string) => `${head}waivers:\n  - ${body}\n`;

  it('are read', () => {
    const text = waiver(`{ guard: last-admin, digest: ${digest}, reason: no }`);
    expect(configurationOf(text).waivers).toMatchObject([
      { guard: 'last-admin', digest, reason: 'no', place: { offset: text.indexOf('sha256') } },
    ]);
    expect(configurationOf(head).waivers).toEqual([]);
    expect(configurationOf(`${head}waivers: []\n`).waivers).toEqual([]);
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      'an unknown guard',
      `{ guard: last-admins, digest: ${digest}, reason: x }`,
      ['4:14 wrong-value (Did you mean `last-admin`?)'],
    ],
    ['another digest', `{ guard: last-admin, digest: sha256:abc, reason: x }`, ['4:34 wrong-value']],
    [
      'a digest in capitals',
      `{ guard: last-admin, digest: ${digest.toUpperCase()}, reason: x }`,
      ['4:34 wrong-value'],
    ],
    ['no reason', `{ guard: last-admin, digest: ${digest} }`, ['4:5 missing-key']],
    ['an empty reason', `{ guard: last-admin, digest: ${digest}, reason: "" }`, ['4:115 wrong-value']],
    ['nothing', '{}', ['4:5 missing-key', '4:5 missing-key', '4:5 missing-key']],
    ['text', 'last-admin', ['4:5 wrong-type']],
  ])('%s', (_, body, expected) => {
    expect(toldOf(waiver(body))).toEqual(expected);
  });
});
