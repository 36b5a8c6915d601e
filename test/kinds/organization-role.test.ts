import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import type { HubMember } from '../../src/hub/hub.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import {
  type DeclaredOrganizationRole,
  declaredRoles,
  sectionName,
} from '../../src/kinds/organization-role/declared.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { Change } from '../../src/model/plan.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { group, idOf, planOf, snapshotOf, tryPlan } from '../support/planning.ts';

const people = (roles: Readonly<Record<string, string | null>>): readonly HubMember[] =>
  Object.entries(roles).map(([user, role]) => ({
    user,
    role,
    verifiedEmail: `${user.toLowerCase()}@acme.ai`,
  }));
const everybody = { root: 'admin', Ada: 'write', bob: 'read', kim: 'odd' };
const groups = [
  group(1, 'One', { Ada: 'admin', bob: 'read' }),
  group(2, 'Two', { ada: 'read' }),
  group(3, 'Three', { bob: 'write' }),
];
const snapshot = (
  roles: Readonly<Record<string, string | null>> = everybody,
  there: readonly unknown[] = groups,
): Snapshot => ({ ...snapshotOf([], people(roles)), groups: there });
const roles = (text: string): string => `organization_members: { ${text} }\n`;
const lines = (changes: readonly Change[]): readonly string[] =>
  changes.map(
    (change) => `${change.kind} ${'user' in change ? change.user : ''} ${change.before} -> ${change.after}`,
  );

describe('a role in the organization', () => {
  test('is read beside what does not fit the schema', () => {
    const text = `version: 1\norganization: acme-ai\n${roles('ada: boss, bob: [read], kim: { role: read }, lee: read')}`;
    let found: readonly DeclaredOrganizationRole[] = [];
    loadConfiguration([new SourceFile('groups.yaml', text)], ['groups.yaml'], [], null, (configuration) => {
      found = declaredRoles(configuration.others.get(sectionName), configuration);
      return [];
    });
    expect(found.map(({ person, role }) => [person.key, role])).toEqual([['lee', 'read']]);
  });

  test.each<[string, string, readonly string[]]>([
    ['that is so', 'ada: write, ROOT: admin', []],
    ['that is higher', 'ADA: admin', ['organization_role Ada write -> admin']],
    ['that is lower', 'ada: no_access', ['organization_role Ada write -> no_access']],
    ['of an address', 'bob@ACME.ai: contributor', ['organization_role bob read -> contributor']],
    ['from one that is not known', 'kim: read', ['organization_role kim odd -> read']],
  ])('%s', (_, text, expected) => {
    expect(lines(planOf(roles(text), snapshot()).changes)).toEqual(expected);
  });

  test('says what takes away, and speaks of every group of the person as the plan leaves it', () => {
    const yaml = `${roles('ada: read, bob: admin')}groups:
  One: { members: { ada: absent, bob: write } }
  Two: { members: { bob: read } }
`;
    const { changes, calls, digest } = planOf(yaml, snapshot());
    const [ada, bob] = changes.filter(({ kind }) => kind === 'organization_role');
    expect(ada).toMatchObject({ destructive: true, group: null, source: { line: 3 } });
    expect(ada).toMatchObject({
      keeps: [
        { id: idOf(2), name: 'Two', role: 'read' },
        { id: idOf(1), name: 'One', role: null },
      ],
    });
    expect(bob).toMatchObject({ destructive: false });
    // All that hangs together is one unit: raised before lowered, and both after the memberships.
    expect(calls.slice(-2)).toEqual([
      {
        method: 'PUT',
        path: '/api/organizations/acme-ai/members/bob/role',
        body: {
          role: 'admin',
          resourceGroups: [
            { id: idOf(1), role: 'write' },
            { id: idOf(3), role: 'write' },
            { id: idOf(2), role: 'read' },
          ],
        },
        changes: [4],
      },
      {
        method: 'PUT',
        path: '/api/organizations/acme-ai/members/Ada/role',
        body: { role: 'read', resourceGroups: [{ id: idOf(2), role: 'read' }] },
        changes: [3],
      },
    ]);
    // What is sent back is not what was reviewed.
    const elsewhere = planOf(roles('ada: read'), snapshot());
    const more = planOf(roles('ada: read'), snapshot(everybody, groups.slice(0, 1)));
    expect([elsewhere.digest === more.digest, elsewhere.digest === digest]).toEqual([true, false]);
  });

  test('is given after the groups are open that the person comes into by themselves, which would be lost else', () => {
    const yaml = `${roles('ada: read, bob: admin, kim: read')}groups:
  One: { auto_join: { role: write, scope: all } }
  Three: { auto_join: { role: read, scope: read_plus } }
`;
    const none = snapshot({ ...everybody, bob: 'no_access' });
    const { changes, calls } = planOf(yaml, none);
    const keeps = changes.flatMap((change) =>
      change.kind === 'organization_role'
        ? [[change.user, ...change.keeps.map(({ name, role }) => `${name} ${role}`)]]
        : [],
    );
    expect(keeps).toEqual([
      ['Ada', 'One admin', 'Three read', 'Two read'],
      ['bob', 'One read', 'Three write'],
      ['kim', 'One write', 'Three read'],
    ]);
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'POST', 'PUT', 'PUT', 'PUT']);
    // Where a group is open already, or shut, nobody comes into it by the plan.
    const open = { autoJoin: { enabled: true, role: 'write', scope: 'all' } };
    const there = [group(1, 'One', {}, open), group(3, 'Three', {}, open)];
    const shut = yaml.replace('{ role: read, scope: read_plus }', 'off');
    const after = planOf(shut, snapshot({ ...everybody, bob: 'no_access' }, there)).changes;
    expect(after.flatMap((change) => (change.kind === 'organization_role' ? change.keeps : []))).toEqual([]);
  });

  test.each<[string, string, Parameters<typeof snapshot>, readonly unknown[]]>([
    ['of nobody', 'aad: admin', [], ['aad', 'not_in_organization', 'Ada', null]],
    ['of an address that nobody has', 'x@acme.ai: admin', [], ['x@acme.ai', 'email_not_found', null, null]],
    [
      'by a token that is no admin’s',
      'ada: admin',
      [{ ...everybody, root: 'write' }],
      ['ada', 'not_organization_admin', null, null],
    ],
    [
      'by a token of somebody who is not listed',
      'ada: admin',
      [{ Ada: 'write' }],
      ['ada', 'not_organization_admin', null, null],
    ],
    [
      'without a role now',
      'ada: admin',
      [{ ...everybody, Ada: null }],
      ['ada', 'unreadable', null, 'The Hub sends no role of Ada in the organization.'],
    ],
    [
      'beside a group whose members cannot be read',
      'ada: admin',
      [everybody, [...groups, { id: idOf(4), name: 'Four' }]],
      ['ada', 'unreadable', null, 'Who is in "Four" cannot be read: the Hub sends no list of its members.'],
    ],
    [
      'beside a group without a name',
      'ada: admin',
      [everybody, [...groups, { id: idOf(4) }]],
      ['ada', 'unreadable', null, 'The Hub lists groups that do not say which they are.'],
    ],
    [
      'of somebody whose role in a group cannot be read',
      'ada: admin',
      [everybody, [...groups, { id: idOf(4), name: 'Four', users: [{ type: 'user', name: 'ada' }] }]],
      ['ada', 'unreadable', null, 'In "Four" the Hub sends no role of ada.'],
    ],
    [
      'of somebody whose role in a group cannot be sent back',
      'ada: admin',
      [everybody, [...groups, group(4, 'Four', { ada: 'auditor' })]],
      ['ada', 'unreadable', null, 'Ada has a role in "Four" that cannot be sent back, auditor.'],
    ],
  ])('is blocked: %s', (_, text, live, [user, reason, suggestion, hint]) => {
    const plan = planOf(roles(text), snapshot(...live));
    expect(plan.changes).toEqual([]);
    expect(plan.blocked).toMatchObject([{ kind: 'organization_role', user, reason, suggestion, hint }]);
  });

  test('is not blocked where nothing is to be changed', () => {
    const plan = planOf(roles('ada: write'), snapshot({ Ada: 'write' }));
    expect([plan.changes, plan.blocked, plan.declared]).toMatchObject([[], [], {}]);
  });

  test.each<[string, readonly unknown[]]>([
    ['ada: admin, ADA: read', [['duplicate-person', 3]]],
    ['ada@acme.ai: admin, ada: read', [['duplicate-person', 3]]],
  ])('of one person, twice: %s', (text, expected) => {
    const planned = (): unknown => {
      const one = tryPlan(roles(text), snapshot());
      return one.ok ? [] : one.diagnostics.map(({ code, source }) => [code, source?.line]);
    };
    if (text.includes('@')) expect(planned()).toEqual(expected);
    else expect(planned).toThrow(/^duplicate-person/);
  });

  test.each([
    ['a list', 'organization_members: [ada]\n', ['wrong-type']],
    ['a role that is none', roles('ada: owner, bob: [read]'), ['wrong-value', 'wrong-type']],
  ])('that does not fit is an error of the file, once: %s', (_, body, codes) => {
    const file = new SourceFile('groups.yaml', `version: 1\norganization: acme-ai\n${body}`);
    const loaded = loadChecked([file], ['groups.yaml']);
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test('is left alone where only groups are looked at', () => {
    const yaml = `${roles('ada: admin')}groups: { One: { members: { bob: write } } }\n`;
    expect(lines(planOf(yaml, snapshot(), { selection: ['One'] }).changes)).toEqual([
      'membership bob read -> write',
    ]);
  });

  test('that is lower counts with the guards', () => {
    const yaml = `guards: { max_removals: 1, protected_members: [bob] }\n${roles('root: write, bob: no_access, ada: admin')}`;
    const { violations } = planOf(yaml, snapshot());
    expect(
      violations.map(({ guard, user, message, source }) => [guard, user, message, source?.line]),
    ).toEqual([
      [
        'max-removals',
        null,
        '2 removals and lower roles, but no more than 1 are allowed in one run (guards.max_removals)',
        4,
      ],
      [
        'self-lockout',
        'root',
        'root, the user of this token, would be demoted to write in the organization',
        4,
      ],
      [
        'protected-member',
        'bob',
        'bob is protected and would be demoted to no_access in the organization',
        4,
      ],
    ]);
  });

  test('is told from drift by the base', () => {
    const { changes } = planOf(roles('ada: admin, bob: write'), snapshot(), { base: roles('ada: admin') });
    expect(changes.map(({ origin }) => origin)).toEqual(['drift', 'this_change']);
  });
});
