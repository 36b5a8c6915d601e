import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparedColumns } from '../../src/access/digest.ts';
import { createAccess } from '../../src/access/report.ts';
import { isMembership } from '../../src/access/summary.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { AccessReport } from '../../src/model/access.ts';
import { accessJson } from '../../src/render/access-json.ts';
import { anyCaseOfPlanning, yamlOf } from '../support/organizations.ts';
import { configurationOf, group, members, planOf, snapshotOf, today, tryPlan } from '../support/planning.ts';
import { accessOf, accessReport, rootAsAdmin, sampleSnapshot, sampleYaml } from './samples.ts';

const schema = JSON.parse(readFileSync('schemas/access.schema.json', 'utf8'));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, one) => total + one, 0);
}

/** What counts that add up say of each other. */
function expectToAddUp({ rows, groups, summary }: AccessReport): void {
  const primary = rows.filter((row) => row.primary);
  expect(summary.rows).toBe(rows.length);
  expect(sum(summary.ways)).toBe(rows.length);
  expect(sum(summary.statuses) + summary.through_organization).toBe(primary.length);
  expect(groups.reduce((total, one) => total + one.rows, 0)).toBe(rows.length);
  expect(summary.groups).toBe(groups.length);
  // One primary row for everybody in every group.
  const pairs = new Set(
    rows.map(({ group_id, group: name, user }) => JSON.stringify([group_id, name, user])),
  );
  expect(primary.length).toBe(pairs.size);
  const readable = groups.filter(({ problem }) => problem === null);
  const live = primary.filter((row) => isMembership(row) && row.live_role !== null);
  expect(summary.memberships).toBe(live.length);
  if (readable.length === groups.length)
    expect(summary.memberships).toBe(groups.reduce((total, one) => total + one.members, 0));
  expect(summary.people).toBe(
    new Set(rows.filter((row) => row.live_role !== null).map(({ user }) => user.toLowerCase())).size,
  );
}

describe('a report', () => {
  it('adds up, fits its schema, and agrees with the plan, whatever the organization', () => {
    fc.assert(
      fc.property(anyCaseOfPlanning, ({ snapshot, declaration }) => {
        const yaml = yamlOf(declaration);
        const planned = tryPlan(yaml, snapshot);
        fc.pre(planned.ok);
        const report = accessOf(yaml, snapshot);
        expectToAddUp(report);
        expect(validate(JSON.parse(accessJson(report)))).toBe(true);
        if (!planned.ok) return;
        const key = (id: string | null, user: string): string => `${id} ${user.toLowerCase()}`;
        const statuses = new Map(
          report.rows
            .filter((row) => row.primary && isMembership(row))
            .map(({ group_id: id, user, status }) => [key(id, user), status]),
        );
        const changed = new Map(
          membershipsIn(planned.plan.changes).map((change) => [
            key(change.group.id, change.user),
            change.action === 'create'
              ? 'missing'
              : change.cause === 'not_declared'
                ? 'undeclared'
                : 'differs',
          ]),
        );
        for (const [one, status] of changed) expect([one, statuses.get(one)]).toEqual([one, status]);
        for (const [one, status] of statuses)
          if (status === 'as_declared' || status === 'unmanaged') expect(changed.has(one)).toBe(false);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 40) },
    );
  });

  it('is the same whatever the order in which the Hub answers', () => {
    const { groups, members: people } = sampleSnapshot;
    const turned = {
      ...sampleSnapshot,
      groups: groups.toReversed().map((one) => ({ ...one, users: one.users.toReversed() })),
      members: people.toReversed(),
    };
    expect(accessOf(sampleYaml, turned)).toEqual(accessReport());
  });
});

describe('the digest', () => {
  const digestOf = (yaml: string | null, snapshot = sampleSnapshot): string =>
    accessOf(yaml, snapshot).digest;

  it('is what the documentation says', () => {
    const report = accessReport();
    const lines = report.rows.map((row) => JSON.stringify(comparedColumns.map((column) => row[column])));
    const text = ['hf-groups-access/1\thttps://huggingface.co\tacme-ai', ...lines].map((line) => `${line}\n`);
    expect(report.digest).toBe(`sha256:${createHash('sha256').update(text.join('')).digest('hex')}`);
  });

  it('stays when only a line moves, and changes with access, with a name, and with the organization', () => {
    const same = digestOf(sampleYaml);
    expect(digestOf(`# moved\n${sampleYaml}`)).toBe(same);
    expect(digestOf(sampleYaml.replace('OPS-1', 'OPS-2'))).not.toBe(same);
    expect(digestOf(null)).not.toBe(same);
    expect(digestOf(sampleYaml, { ...sampleSnapshot, endpoint: 'https://hub.example' })).not.toBe(same);
    const [first, ...rest] = sampleSnapshot.groups;
    const raised = {
      ...first,
      id: first?.id ?? '',
      name: first?.name ?? '',
      users: [{ name: 'zoe', role: 'admin' }],
    };
    expect(digestOf(sampleYaml, { ...sampleSnapshot, groups: [raised, ...rest] })).not.toBe(same);
  });
});

describe('completeness', () => {
  const codesOf = (snapshot: Snapshot, options = {}): readonly string[] =>
    accessOf(null, snapshot, options).incomplete.map(({ code }) => code);
  const known = snapshotOf([group(1, 'Alpha', { ada: 'read' })], members('ada'), { me: rootAsAdmin });
  const listed = { ...known, service_accounts: [] };

  it('is yes for an organization admin who could read everything', () => {
    expect(accessOf(null, listed)).toMatchObject({ complete: true, incomplete: [] });
  });

  it.each<[what: string, snapshot: Snapshot, codes: readonly string[]]>([
    ['no role of who asked', { ...listed, me: { name: 'root' } }, ['role_unknown']],
    [
      'another organization',
      { ...listed, me: { name: 'root', orgs: [{ name: 'other', roleInOrg: 'admin' }] } },
      ['role_unknown'],
    ],
    ['orgs that are none', { ...listed, me: { name: 'root', orgs: [null, 1, {}] } }, ['role_unknown']],
    [
      'no admin',
      { ...listed, me: { name: 'root', orgs: [{ name: 'ACME-ai', roleInOrg: 'write' }] } },
      ['not_organization_admin'],
    ],
    ['a group that does not say which', { ...listed, groups: [...listed.groups, {}] }, ['unreadable_entry']],
    ['a member who does not say who', { ...listed, members: [...listed.members, {}] }, ['unreadable_entry']],
    [
      'members of a group that are no list',
      { ...listed, groups: [group(1, 'Alpha', {}), { ...group(2, 'Beta', {}), users: 1 }] },
      ['unreadable_group'],
    ],
    [
      'a member without a role',
      { ...listed, groups: [{ ...group(1, 'Alpha', {}), users: [{ name: 'ada' }] }] },
      ['unreadable_member'],
    ],
    ['service accounts that were not listed', known, ['service_accounts_unknown']],
  ])('is no with %s', (_, snapshot, codes) => {
    expect(codesOf(snapshot)).toEqual(codes);
    expect(accessOf(null, snapshot).complete).toBe(false);
  });

  it('names a few of many who cannot be read', () => {
    const users = Array.from({ length: 9 }, (_, at) => ({ name: `user-${at}` }));
    const snapshot = { ...listed, groups: [{ ...group(1, 'Alpha', {}), users }] };
    const [why] = accessOf(null, snapshot).incomplete;
    expect(why?.message).toMatch(/^"Alpha": the Hub sends no role of user-0, .*, 4 more cannot be read\.$/);
  });

  it('speaks of a group only where it is asked for', () => {
    const odd = { ...group(2, 'Beta', {}), users: 1 };
    const snapshot = { ...listed, groups: [group(1, 'Alpha', {}), odd] };
    expect(codesOf(snapshot, { groups: ['Alpha'] })).toEqual([]);
  });

  it('counts what was read', () => {
    const snapshot = { ...listed, service_accounts: [{ user: 'ci-bot', name: 'CI' }], repositories: [] };
    expect(accessOf(null, snapshot).evidence).toEqual({
      user: 'root',
      organization_role: 'admin',
      from: 'hub',
      calls: 3,
      groups: 1,
      members: 1,
      service_accounts: 1,
      repositories: 0,
    });
  });
});

describe('--user', () => {
  it.each([
    ['KIM', 'kim'],
    ['kim@partner.example', 'kim'],
    ['ci-bot', 'ci-bot'],
  ])('%s has only the rows of that person', (user, found) => {
    const report = accessReport({ user });
    expect(new Set(report.rows.map((row) => row.user))).toEqual(new Set([found]));
    expect(report.subject).toMatchObject({ asked: user, user: found, message: null });
    expectToAddUpFor(report);
  });

  it.each([
    ['lee', 'lee', /without access to anything/],
    ['kimm', null, /Nobody .* has this name\. Did you mean "kim"\?/],
    ['nobody@acme.ai', null, /known by this address\./],
    ['nobody', null, /Nobody .* has this name/],
  ])('%s has no live row, and it is said', (user, found, message) => {
    const report = accessReport({ user });
    expect(report.rows.filter(({ live_role }) => live_role !== null)).toEqual([]);
    expect(report.subject).toMatchObject({ user: found, message: expect.stringMatching(message) });
  });

  it('knows an address by the file of people of the configuration', () => {
    const snapshot = snapshotOf([group(1, 'Alpha', { ada: 'read' })], [{ user: 'ada', role: 'read' }]);
    const configuration = {
      ...configurationOf('groups: { Alpha: {} }'),
      people: new Map([['a@x.example', 'Ada']]),
    };
    const report = createAccess({
      snapshot,
      live: liveOf(snapshot),
      declared: { configuration, plan: planOf(configuration, snapshot) },
      files: [],
      scope: { groups: null, user: 'A@x.example', repository: null },
      read: { from: 'hub', calls: 3 },
      today,
      createdAt: '2026-11-20T12:00:00.000Z',
      toolVersion: '0.1.0',
    });
    expect(report.subject).toMatchObject({ user: 'ada', member: true });
    expect(report.rows.length).toBe(1);
  });

  it('says of an address that it may only be hidden', () => {
    const snapshot = snapshotOf([], [{ user: 'ada', role: 'read' }]);
    expect(accessOf(null, snapshot, { user: 'ada@acme.ai' }).subject?.message).toBe(
      'Nobody in the organization is known by this address, or the Hub does not show it.',
    );
  });
});

/** What still holds of a selection of rows. */
function expectToAddUpFor({ rows, groups, summary }: AccessReport): void {
  expect(sum(summary.ways)).toBe(rows.length);
  expect(groups.reduce((total, one) => total + one.rows, 0)).toBe(rows.length);
}

describe('--repo', () => {
  const repositories = [
    { id: 'acme-ai/base', type: 'model', visibility: 'private' },
    { id: 'acme-ai/open', type: 'model', visibility: 'public' },
    { id: 'acme-ai/loose', type: 'dataset', visibility: 'private' },
    { id: 'acme-ai/shop', type: 'space', visibility: 'protected' },
    { id: 'acme-ai/twice', type: 'model', visibility: 'private' },
    { id: 'acme-ai/twice', type: 'dataset', visibility: 'private' },
  ];
  const listed = { ...sampleSnapshot, repositories };
  const repositoryOf = (repository: string, snapshot: Snapshot = listed) =>
    accessOf(null, snapshot, { repository });

  it('in a group has the rows of the group, organization admins too', () => {
    const report = repositoryOf('acme-ai/base');
    expect(report.groups.map(({ name }) => name)).toEqual(['Foundation Models']);
    expect(report.rows.map(({ user }) => user)).toEqual(['ada', 'ci-bot', 'grace', 'kim', 'root', 'zoe']);
    expect(report.repository).toMatchObject({
      type: 'model',
      visibility: 'private',
      group: { name: 'Foundation Models' },
      everybody_else: expect.stringContaining('nobody has access but those who are listed here'),
    });
  });

  it.each([
    [
      'acme-ai/demo',
      'space',
      'public',
      /in the group "Foundation Models": everybody on the Internet may read it/,
    ],
    ['MODELS/acme-ai/OPEN', 'model', 'public', /in no group: everybody on the Internet may read it/],
    ['dataset/acme-ai/loose', 'dataset', 'private', /in no group: every member .* Nobody else has/],
    ['acme-ai/shop', 'space', 'protected', /everybody may use what it serves/],
    ['acme-ai/shopp', null, null, /no such repository .* Did you mean "acme-ai\/shop"\?/],
  ])('%s says what it means for everybody else', (repository, type, visibility, meaning) => {
    expect(repositoryOf(repository).repository).toMatchObject({
      type,
      visibility,
      everybody_else: expect.stringMatching(meaning),
    });
  });

  it('in no group has every member who has a role in the organization', () => {
    const people = [...sampleSnapshot.members, { user: 'out', role: 'no_access' }, { user: 'what' }];
    const { rows, summary } = repositoryOf('acme-ai/loose', { ...listed, members: people });
    expect(rows.map(({ user, live_role, via }) => [user, live_role, via])).toEqual([
      ['ada', 'write', 'organization role'],
      ['bob', 'read', 'organization role'],
      ['grace', 'write', 'organization role'],
      ['kim', 'read', 'organization role'],
      ['lee', 'read', 'organization role'],
      ['root', 'admin', 'organization admin'],
      ['what', '?', 'organization role'],
      ['zoe', 'read', 'organization role'],
    ]);
    expect(summary).toMatchObject({ rows: 8, through_organization: 8, groups: 0, memberships: 0 });
  });

  it('that nothing read has says so, and that the report is not complete', () => {
    const report = repositoryOf('acme-ai/none', sampleSnapshot);
    expect(report.repository?.everybody_else).toContain('It is in no group that this token sees.');
    expect(report.incomplete.map(({ code }) => code)).toContain('repository_unknown');
  });

  it('does not guess: several of one name, and what names none', () => {
    expect(() => repositoryOf('acme-ai/twice')).toThrow('Several repositories are called "acme-ai/twice"');
    for (const type of ['model/', 'models/', 'model:', 'Models:'])
      expect(repositoryOf(`${type}acme-ai/twice`).repository?.type).toBe('model');
    for (const wrong of ['base', 'model:base', 'a/b/c/d', 'acme-ai/', '/x'])
      expect(() => repositoryOf(wrong)).toThrow('names no repository');
  });
});
