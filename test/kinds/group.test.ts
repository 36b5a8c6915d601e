import { describe, expect, test } from 'vitest';
import type { HubGroup } from '../../src/hub/hub.ts';
import type { GroupChange } from '../../src/kinds/group/change.ts';
import { groupKind } from '../../src/kinds/group/kind.ts';
import { liveOf } from '../../src/live/live.ts';
import { viewsOf } from '../../src/live/view.ts';
import type { Change } from '../../src/model/plan.ts';
import { digestLine } from '../../src/plan/digest.ts';
import { claimedPlan, contradictionIn, derivedPlan, groundedPlan } from '../../src/plan/saved-plan.ts';
import { createPalette } from '../../src/render/palette.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { configurationOf, group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const lines = (changes: readonly Change[]): readonly string[] =>
  changes.map((change) => digestLine(change).trimEnd().replaceAll('\t', ' '));
const text = (...input: Parameters<typeof planOf>): string =>
  renderPlanText(planOf(...input), { palette: createPalette(false), verbose: false });

const old: Partial<HubGroup> = {
  resources: [
    { type: 'model', name: 'acme-ai/base', private: true },
    { type: 'dataset', name: 'acme-ai/raw', private: false },
    { type: 'collection', id: 'c' },
  ],
};
const live = snapshotOf(
  [group(1, 'Old', { ada: 'admin', kim: 'read' }, old), group(2, 'Red Teem', {})],
  [...members('ada', 'kim', 'lee'), { user: 'root', role: 'admin' }],
);

describe('a group that is to be made', () => {
  const yaml = `groups:
  New:
    create: true
    description: Fresh
    members: { ada: admin, kim: read, lee: write }
    auto_join: { role: read, scope: all }
    spend_limits: { total: 5 }
`;

  test('is made with all that its call carries, and what it does not take comes after', () => {
    const plan = planOf(yaml, live);
    expect(lines(plan.changes)).toEqual([
      'group create new:New New - "New"',
      'setting create new:New description - "Fresh"',
      'setting create new:New spend_limits.total - "5.00"',
      'setting update new:New auto_join "off" "read/all"',
      'membership create new:New ada - admin',
      'membership create new:New kim - read',
      'membership create new:New lee - write',
    ]);
    const path = '/api/organizations/acme-ai/resource-groups';
    expect(plan.calls).toEqual([
      {
        method: 'POST',
        path,
        body: {
          name: 'New',
          description: 'Fresh',
          autoJoin: { enabled: true, role: 'read', scope: 'all' },
          users: [
            { user: 'ada', role: 'admin' },
            { user: 'kim', role: 'read' },
            { user: 'lee', role: 'write' },
          ],
        },
        changes: [0, 1, 4, 5, 6, 3],
      },
      { method: 'PATCH', path: `${path}/new%3ANew`, body: { spendLimits: { total: 500 } }, changes: [2] },
    ]);
  });

  test('takes admins along first, and lets nobody in by themselves before all are added', () => {
    const plan = planOf(yaml.replace('kim: read, lee: write', 'kim: read, lee: admin'), live, {
      batchSize: 2,
    });
    expect(plan.calls.map(({ method, body }) => [method, Object.keys(body ?? {})])).toEqual([
      ['POST', ['name', 'description', 'users']],
      ['PATCH', ['spendLimits']],
      ['POST', ['users']],
      ['POST', ['autoJoin']],
    ]);
    expect(plan.calls[0]?.body).toMatchObject({
      users: [
        { user: 'ada', role: 'admin' },
        { user: 'lee', role: 'admin' },
      ],
    });
  });

  test('with nothing in it is made by its name alone', () => {
    expect(planOf('groups: { New: { create: true } }', live).calls.map(({ body }) => body)).toEqual([
      { name: 'New' },
    ]);
  });

  test('is there already when the Hub has one of its name', () => {
    const there = snapshotOf([group(5, 'New', { ada: 'admin' })], live.members);
    expect(
      lines(planOf('groups: { New: { create: true, members: { ada: admin } } }', there).changes),
    ).toEqual([]);
  });

  test('is blocked without `create`, which is hinted at', () => {
    const { changes, blocked } = planOf('groups: { New: { create: false, members: { ada: admin } } }', live);
    expect(changes).toEqual([]);
    expect(blocked).toMatchObject([{ reason: 'group_not_found' }]);
    expect(blocked[0]?.hint).toContain('for a new group write `create: true`');
  });

  test('is warned of when nothing declares one of nearly its name', () => {
    const warned = (declared: string) => planOf(declared, live).warnings.map(({ message }) => message);
    expect(warned('groups: { Red Team: { create: true } }')).toEqual([
      '"Red Team" is to be made, and the Hub has "Red Teem", which nothing declares and may be meant',
    ]);
    expect(warned('groups: { Red Team: { create: true }, Red Teem: {} }')).toEqual([]);
  });

  describe('by somebody who is no admin of the organization', () => {
    const by = (role: string | undefined) =>
      snapshotOf([], [...members('ada'), role === undefined ? { user: 'root' } : { user: 'root', role }]);
    const plan = (body: string, role: string | undefined) =>
      planOf(`groups: { New: { create: true, description: x, members: { ${body} } } }`, by(role));

    test('needs an admin, and goes with all that is in it', () => {
      const { changes, blocked } = plan('ada: write', 'write');
      expect(changes).toEqual([]);
      expect(blocked).toMatchObject([
        {
          kind: 'group',
          group: { id: null, name: 'New' },
          reason: 'not_organization_admin',
          source: { line: 3 },
        },
      ]);
    });

    test.each([
      ['with an admin in it', 'ada: admin', 'write'],
      ['where the role is not known', 'ada: write', undefined],
      ['by an admin', 'ada: write', 'admin'],
    ])('is made %s', (_what, body, role) => {
      expect(plan(body, role).blocked).toEqual([]);
      expect(plan(body, role).changes).toHaveLength(3);
    });
  });
});

describe('a group that is to be deleted', () => {
  const yaml = `groups: { Whatever: { id: "${idOf(1)}", state: absent } }`;

  test('goes by its id, with all that is in it, and guards for that and for what would be seen', () => {
    const plan = planOf(yaml, live);
    expect(lines(plan.changes)).toEqual([`group delete ${idOf(1)} Old "Old" -`]);
    expect(plan.changes).toMatchObject([
      {
        destructive: true,
        loss: {
          members: [
            { user: 'ada', role: 'admin' },
            { user: 'kim', role: 'read' },
          ],
          repositories: 2,
          private: 1,
          other_resources: 1,
        },
      },
    ]);
    expect(plan.calls).toEqual([
      {
        method: 'DELETE',
        path: `/api/organizations/acme-ai/resource-groups/${idOf(1)}`,
        body: null,
        changes: [0],
      },
    ]);
    expect(
      plan.violations.slice(0, 1).map(({ guard, message, source }) => [guard, message, source?.line]),
    ).toEqual([
      [
        'group-deletion',
        '"Old" would be deleted; 2 people lose it (ada admin, kim read); 2 repositories (1 private) and 1 other resource would be in no group',
        3,
      ],
    ]);
    expect(plan.violations.map(({ guard }) => guard)).toEqual(['group-deletion', 'resource-exposure']);
  });

  test('counts as no removals, but protected members and the user of the token are spoken of', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`u${at}`, 'read']));
    const crowd = snapshotOf(
      [group(1, 'Old', { ...many, root: 'admin' })],
      members('root', ...Object.keys(many)),
    );
    const plan = planOf(`guards: { max_removals: 0, protected_members: [u3] }\n${yaml}`, crowd);
    expect(plan.violations.map(({ guard, user }) => [guard, user])).toEqual([
      ['self-lockout', 'root'],
      ['protected-member', 'u3'],
      ['group-deletion', null],
    ]);
    expect(plan.violations.map(({ source }) => source?.line)).toEqual([4, 4, 4]);
    expect(text(`guards: { protected_members: [u3] }\n${yaml}`, crowd)).toContain(
      'and 15 more lose all access to it',
    );
  });

  test('is nothing to do when it is gone, which is said', () => {
    const { changes, blocked, warnings } = planOf(yaml.replace(idOf(1), idOf(9)), live);
    expect([changes, blocked]).toEqual([[], []]);
    expect(warnings).toMatchObject([{ code: 'already-absent' }]);
  });

  test('is a line of the plan that says who loses what', () => {
    expect(text(yaml, live)).toMatchInlineSnapshot(`
      "the group "Old" is deleted: ada and kim lose all access to it, and 2 repositories (1 private) and 1 other resource would be in no group; apply would refuse it.

      Less access: 1

      "Old"  2 repositories, 1 private, 1 other resource; 2 members
      - group "Old"  groups.yaml:3  2 people lose access: ada admin, kim read, 2 repositories (1 private) and 1 other resource in no group then

      Refused by guards: apply makes nothing of the plan
        group-deletion: "Old" would be deleted; 2 people lose it (ada admin, kim read); 2 repositories (1 private) and 1 other resource would be in no group
          Old (groups.yaml:3)
          Keep the group. If it is to go, move what it holds into other groups first, in a change of its own.
        resource-exposure: 2 private resources (model:acme-ai/base and collection:acme-ai/c) would leave "Old" for no group, and be seen by 1 more person
          Old (groups.yaml:3)
          Declare the resource in another group in the same change, or leave it where it is.

      If all of this is meant, write into groups.yaml:

          waivers:
            - guard: group-deletion
              digest: sha256:643a02b4a30c78f2baf60712ef53e6804d000e1a228ccec4516e0f43b79bd4fb
              reason: say here why
            - guard: resource-exposure
              digest: sha256:643a02b4a30c78f2baf60712ef53e6804d000e1a228ccec4516e0f43b79bd4fb
              reason: say here why

      It holds for exactly this plan: when anything in it changes, it is void.

      acme-ai on https://huggingface.co, from groups.yaml
      Digest sha256:643a02b4a30c78f2baf60712ef53e6804d000e1a228ccec4516e0f43b79bd4fb
      Apply would refuse this plan, because of the guards group-deletion and resource-exposure.
      Plan: 0 to add, 0 to change, 1 to remove.
      "
    `);
  });

  test('with a base is no change of a mode, and releases nobody', () => {
    const base = `groups: { Old: { id: "${idOf(1)}", membership: exact, members: { ada: admin, kim: read } } }`;
    const plan = planOf(yaml, live, { base });
    expect([plan.policy_changes, plan.released]).toEqual([[], []]);
    expect(plan.changes).toMatchObject([{ origin: 'this_change' }]);
    expect(planOf(yaml, live, { base: yaml }).changes).toMatchObject([{ origin: 'drift' }]);
  });

  test.each<[string, Partial<HubGroup>, RegExp]>([
    ['nothing', { users: [], resources: [] }, /nobody is in it; it holds nothing/],
    [
      'what the Hub does not say',
      { resources: null },
      /an unknown number of repositories would be in no group/,
    ],
    [
      'public things alone',
      { resources: [{ type: 'model', name: 'acme-ai/a', private: false }] },
      /1 repository would be in no group$/,
    ],
    ['somebody of no known role', { users: [{ name: 'zed' } as never] }, /1 person loses it \(zed "\?"\)/],
  ])('holds %s', (_what, fields, message) => {
    const snapshot = snapshotOf([group(1, 'Old', { ada: 'read' }, fields)], live.members);
    expect(planOf(yaml, snapshot).violations[0]?.message).toMatch(message);
  });

  test('several are told together', () => {
    const groups = Array.from({ length: 3 }, (_, at) => group(at + 1, `G${at}`, { ada: 'read' }));
    const all = `groups:\n${groups.map(({ id, name }) => `  ${name}: { id: "${id}", state: absent }\n`).join('')}`;
    expect(text(all, snapshotOf(groups, members('ada')))).toMatch(
      /^3 groups \("G0", "G1" and "G2"\) are deleted, to which 1 person loses all access; apply would refuse it/,
    );
  });
});

test('several new groups are told together', () => {
  expect(text('groups: { A: { create: true }, B: { create: true } }', live)).toMatch(
    /^2 groups are made \("A" and "B"\)\./,
  );
});

describe('a group that SCIM manages', () => {
  const people = members('ada', 'kim');
  const snapshot = snapshotOf([group(1, 'IdP', { ada: 'read' })], people);
  const plan = (body: string) => planOf(`groups: { IdP: { managed_by: scim, ${body} } }`, snapshot);

  test('takes service accounts, and leaves all others alone', () => {
    const { changes, blocked, unmanaged } = plan(
      'description: x, members: { bot: { role: write, service_account: true } }',
    );
    expect(lines(changes)).toEqual([
      `setting create ${idOf(1)} description - "x"`,
      `membership create ${idOf(1)} bot - write`,
    ]);
    expect(blocked).toEqual([]);
    expect(unmanaged.map(({ user }) => user)).toEqual(['ada']);
  });

  test('blocks whoever turns out to be a person, and wants nothing of who is as declared', () => {
    const { changes, blocked } = plan(
      'members: { kim: { role: write, service_account: true }, ada: absent, zoe: absent }',
    );
    expect(changes).toEqual([]);
    expect(blocked.map(({ user, reason }) => [user, reason])).toEqual([
      ['ada', 'scim_managed'],
      ['kim', 'scim_managed'],
    ]);
    expect(plan('members: { ada: { role: read, service_account: true } }').blocked).toEqual([]);
  });

  test('with a base is a rule that changes', () => {
    const base = 'groups: { IdP: { membership: exact, members: { ada: read } } }';
    const head = 'groups: { IdP: { managed_by: scim } }';
    expect(planOf(head, snapshot, { base }).policy_changes).toMatchObject([
      { kind: 'membership', before: 'exact', after: 'scim', loosens: true },
    ]);
  });

  test('may have auto-join off', () => {
    expect(plan('auto_join: off').blocked).toEqual([]);
  });
});

describe('the guard mass-join', () => {
  const crowd = snapshotOf(
    [group(1, 'One', { u0: 'read' })],
    members(...Array.from({ length: 60 }, (_, at) => `u${at}`)),
  );
  const found = (body: string, guards = '') =>
    planOf(`${guards}groups: { One: { ${body} } }`, crowd).violations.map(({ message, source }) => [
      message,
      source?.line,
    ]);

  test.each<[string, string, string, readonly string[]]>([
    [
      'too many',
      'auto_join: { role: read, scope: all }',
      '',
      [
        '59 people would join "One" at once, but no more than 50 may (where guards.max_joins says nothing else)',
      ],
    ],
    [
      'too many for the file',
      'auto_join: { role: read, scope: all }',
      'guards: { max_joins: 58 }\n',
      ['59 people would join "One" at once, but no more than 58 may (guards.max_joins)'],
    ],
    ['as many as may', 'auto_join: { role: read, scope: all }', 'guards: { max_joins: 59 }\n', []],
    ['nobody', 'auto_join: off', '', []],
  ])('%s', (_what, body, guards, expected) => {
    expect(found(body, guards).map(([message]) => message)).toEqual(expected);
  });

  test('looks at a new group, too, and names the line', () => {
    const [violation] = planOf(
      'groups:\n  New:\n    create: true\n    auto_join: { role: read, scope: all }\n',
      crowd,
    ).violations;
    expect(violation).toMatchObject({
      guard: 'mass-join',
      group: { id: null, name: 'New' },
      source: { line: 6 },
    });
  });

  test('is a rule whose change a base shows', () => {
    const plan = planOf('guards: { max_joins: 500 }\ngroups: { One: {} }', crowd, {
      base: 'groups: { One: {} }',
    });
    expect(plan.policy_changes).toMatchObject([
      { kind: 'guard', subject: 'max_joins', after: '500', loosens: true },
    ]);
  });
});

describe('a whole group against what is live', () => {
  const change = (fields: Partial<GroupChange>): GroupChange => ({
    kind: 'group',
    action: 'create',
    group: { id: null, name: 'New' },
    subject: 'New',
    before: null,
    after: 'New',
    destructive: false,
    origin: null,
    source: null,
    loss: null,
    ...fields,
  });
  const deleting = change({
    action: 'delete',
    group: { id: idOf(1), name: 'Old' },
    subject: 'Old',
    before: 'Old',
    after: null,
  });
  const standing = (one: GroupChange, groups: readonly HubGroup[]) =>
    groupKind.standing(one, viewsOf(liveOf(snapshotOf(groups, [])))([one.group]));

  test('stands by whether it is there, and by its name', () => {
    expect(standing(change({}), [])).toEqual({ kind: 'pending' });
    expect(standing(change({}), [group(7, 'New', {})])).toEqual({ kind: 'inSync' });
    expect(standing(deleting, [group(1, 'Old', {})])).toEqual({ kind: 'pending' });
    expect(standing(deleting, [])).toEqual({ kind: 'inSync' });
    expect(standing(deleting, [group(1, 'Renamed', {})])).toEqual({ kind: 'conflict', now: 'Renamed' });
  });

  test('says what it found', () => {
    expect(groupKind.found(deleting, 'Renamed')).toContain('is called "Renamed" meanwhile');
    expect(groupKind.found(deleting, null)).toContain('is not there any more');
    expect([groupKind.value(null), groupKind.value('New')]).toEqual(['not there', 'New']);
    expect(() => groupKind.call('acme-ai', [], [], () => '', viewsOf(liveOf(live))([]))).toThrow(RangeError);
  });

  test('that is there is not made empty by being made', () => {
    const view = viewsOf(liveOf(snapshotOf([group(7, 'New', { ada: 'read' })], [])))([
      { id: null, name: 'New' },
    ]);
    expect(groupKind.after([change({})], view)).toBe(view);
  });

  test('in a saved plan has the name of its group', () => {
    const plan = planOf('groups: { New: { create: true } }', live);
    const wrong = (one: GroupChange) => contradictionIn({ ...plan, changes: [one] });
    expect(wrong(change({}))).toBeNull();
    expect(wrong(deleting)).toBeNull();
    for (const fields of [{ subject: 'Other' }, { after: 'Other' }, { group: { id: idOf(1), name: 'New' } }])
      expect(wrong(change(fields))).toContain('what no file can declare');
    expect(wrong({ ...deleting, before: 'Other' })).toContain('what no file can declare');
    expect(wrong({ ...deleting, group: { id: null, name: 'Old' } })).toContain('what no file can declare');
  });

  test('in a saved plan says what goes by what is live, and nothing of its own', () => {
    const plan = planOf(`groups: { Old: { id: "${idOf(1)}", state: absent } }`, live);
    const forged = { ...plan, changes: plan.changes.map((one) => ({ ...one, loss: null }) as Change) };
    expect(groundedPlan(derivedPlan(forged, 50), liveOf(live), []).changes).toEqual(plan.changes);
    expect(claimedPlan(plan, 'p.json').changes).toMatchObject([{ loss: null }]);
    const gone = liveOf(snapshotOf([], live.members));
    expect(groundedPlan(derivedPlan(forged, 50), gone, []).changes).toMatchObject([{ loss: null }]);
  });
});

describe('a whole group, as the rest of the program asks about it', () => {
  const plan = planOf(`groups: { Old: { id: "${idOf(1)}", state: absent }, New: { create: true } }`, live);
  const changes = plan.changes.filter((one) => one.kind === 'group');

  test('has no end, is about no one person, waits for no look and for no other list', () => {
    for (const change of changes) {
      const view = viewsOf(liveOf(live))([change.group]);
      expect([
        groupKind.lastDay(change),
        groupKind.overreach(change, view, view),
        groupKind.provider(change, liveOf(live)),
        groupKind.person(change),
        groupKind.afresh(change),
        groupKind.givesMuch(change),
        groupKind.property(change),
        groupKind.needsOf(change),
      ]).toEqual([null, null, null, null, false, false, 'id', []]);
      expect(groupKind.spelled(change, view)).toBe(change);
      expect(groupKind.perCall(groupKind.stage(change), 50)).toBe(1);
    }
    expect(changes.map((change) => [groupKind.isDestructive(change), groupKind.bearing(change)])).toEqual([
      [false, 'none'],
      [true, 'less'],
    ]);
    expect(groupKind.needs(configurationOf('groups: {}'))).toEqual([]);
  });

  test('counts as declared where it is to be made or gone', () => {
    expect(plan.declared).toMatchObject({ groups: 2 });
    expect(text('groups: { Old: { create: true } }', live)).toContain(
      'No changes. acme-ai matches groups.yaml.',
    );
  });

  test('reads as blocked where nobody may make it', () => {
    const by = snapshotOf([], [{ user: 'root', role: 'write' }]);
    expect(text('groups: { New: { create: true } }', by)).toContain(
      'every change in "New"  groups.yaml:3  the user of this token is no admin of the organization, and no admin of the new group is declared. Declare an admin of the group, such as `ada: admin`, or use the token of an admin of the organization.',
    );
  });

  test('that is deleted is what its members’ guards are about', () => {
    const guarded = text(
      `guards: { protected_members: [kim] }\ngroups: { Old: { id: "${idOf(1)}", state: absent } }`,
      live,
    );
    expect(guarded).toContain('protected-member: kim is protected and would be removed from "Old"');
  });

  test('says of a mass join what to do instead', () => {
    const crowd = snapshotOf(
      [group(1, 'One', {})],
      members(...Array.from({ length: 60 }, (_, at) => `u${at}`)),
    );
    const said = text('groups: { One: { auto_join: { role: read, scope: all } } }', crowd);
    expect(said).toContain('Take the narrower scope, or name in `members` who is to be in the group.');
    expect(said).toContain('60 people join at once');
  });
});
