import { describe, expect, test } from 'vitest';
import type { HubGroup } from '../../src/hub/hub.ts';
import type { GroupChange, GroupLoss } from '../../src/kinds/group/change.ts';
import { groupKind } from '../../src/kinds/group/kind.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { liveOf } from '../../src/live/live.ts';
import { emptyGroup, groupIn, viewsOf } from '../../src/live/view.ts';
import type { Change } from '../../src/model/plan.ts';
import { digestLine } from '../../src/plan/digest.ts';
import { claimedPlan, contradictionIn, derivedPlan, groundedPlan } from '../../src/plan/saved-plan.ts';
import { createPalette } from '../../src/render/palette.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { name } from '../../src/text/phrase.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import {
  configurationOf,
  group,
  idOf,
  members,
  mistakesIn,
  planOf,
  snapshotOf,
} from '../support/planning.ts';

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

  test('takes as many people along as its call takes', () => {
    const yaml = 'groups: { New: { create: true, members: { ada: admin, kim: read, lee: admin } } }';
    expect(planOf(yaml, live, { batchSize: 3 }).calls[0]?.body).toEqual({
      name: 'New',
      users: [
        { user: 'ada', role: 'admin' },
        { user: 'kim', role: 'read' },
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

  test('is blocked, with all that is in it, where the Hub lists a group that may be this one', () => {
    const yaml = 'groups: { New: { create: true, members: { ada: read } }, One: { members: { ada: read } } }';
    const odd = { id: idOf(5), users: [] };
    const known = snapshotOf([group(1, 'One', {})], members('ada'));
    const { changes, blocked } = planOf(yaml, { ...known, groups: [...known.groups, odd] });
    expect(changes.map((change) => change.group?.name)).toEqual(['One']);
    expect(blocked).toMatchObject([
      {
        kind: 'group',
        group: { id: null, name: 'New' },
        reason: 'unreadable',
        hint: 'The Hub lists groups that do not say which they are, and this may be one of them.',
      },
    ]);
  });

  describe('by somebody who is no admin of the organization', () => {
    const by = (role: string | undefined) =>
      snapshotOf([], [...members('ada'), role === undefined ? { user: 'root' } : { user: 'root', role }]);
    const plan = (body: string, role: string | undefined) =>
      planOf(`groups: { New: { create: true, description: x, members: { ${body} } } }`, by(role));

    test('needs an admin among its people: no other word of it is one', () => {
      const yaml = 'groups: { New: { create: true, description: admin, members: { ada: write } } }';
      expect(planOf(yaml, by('write')).blocked).toMatchObject([{ reason: 'not_organization_admin' }]);
    });

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
          Keep the group. If it is to go, declare what it holds in other groups in the same change: it is moved first.
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

  describe('from which something moves to another group first', () => {
    const moving = (body: string, fields: Partial<HubGroup> = old) =>
      [
        `groups: { Old: { id: "${idOf(1)}", state: absent }, ${body} }`,
        snapshotOf([group(1, 'Old', { ada: 'read' }, fields), group(2, 'Two', {})], live.members),
      ] as const;
    const said = (...input: Parameters<typeof planOf>) => {
      const { changes, violations } = planOf(...input);
      return {
        loss: changes.flatMap((one) =>
          one.kind === 'group' && one.loss !== null
            ? [[one.loss.repositories, one.loss.private, one.loss.other_resources]]
            : [],
        ),
        guards: violations.map(({ guard, message }) => `${guard}: ${message}`),
      };
    };

    test.each(['Two: ', 'New: { create: true, '])('does not lose that: %s', (other) => {
      const body = `${other}${other.includes('{') ? '' : '{ '}resources: { models: [acme-ai/base] } }`;
      expect(said(...moving(body))).toEqual({
        loss: [[1, 0, 1]],
        guards: [
          'group-deletion: "Old" would be deleted; 1 person loses it (ada read); 1 repository and 1 other resource would be in no group',
          'resource-exposure: 1 private resource (collection:acme-ai/c) would leave "Old" for no group, and be seen by 2 more people',
        ],
      });
      const page = text(...moving(body));
      expect(page).toContain(
        'ada loses all access to it, and 1 repository and 1 other resource would be in no group',
      );
      expect(page).toContain(
        '1 person loses access: ada read, 1 repository and 1 other resource in no group then',
      );
    });

    test('holds nothing any more when that is all', () => {
      const base = { resources: [{ type: 'model', name: 'acme-ai/base', private: true }] };
      const input = moving('Two: { resources: { models: [acme-ai/base] } }', base);
      expect(said(...input)).toEqual({
        loss: [[0, 0, 0]],
        guards: [
          'group-deletion: "Old" would be deleted; 1 person loses it (ada read); what it holds moves to other groups first',
        ],
      });
      expect(text(...input)).not.toContain('in no group');
      expect(text(...input)).toContain(
        'declare what it holds in other groups in the same change: it is moved first.',
      );
    });

    test('loses what it did when the other group is deleted as well', () => {
      const both = `Two: { id: "${idOf(2)}", state: absent }`;
      expect(said(...moving(both)).loss).toEqual([
        [2, 1, 1],
        [0, 0, 0],
      ]);
    });
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
    const hint = 'Only a service account can be declared there.';
    expect(blocked).toMatchObject([
      { user: 'ada', reason: 'scim_managed', hint },
      { user: 'kim', reason: 'scim_managed', hint },
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
    expect(() => groupKind.call('acme-ai', [], [], () => '', viewsOf(liveOf(live))([]))).toThrow(
      new RangeError('a call without a change'),
    );
  });

  test('that is there is not made empty by being made', () => {
    const view = viewsOf(liveOf(snapshotOf([group(7, 'New', { ada: 'read' })], [])))([
      { id: null, name: 'New' },
    ]);
    const there = groupKind.after([change({})], view).groups;
    expect(there.get('new:New')).toBe(view.groups.get('new:New'));
    expect(there.size).toBe(1);
  });

  test('in a saved plan has the name of its group', () => {
    const plan = planOf('groups: { New: { create: true } }', live);
    const wrong = (one: GroupChange) => contradictionIn({ ...plan, changes: [one] });
    expect(wrong(change({}))).toBeNull();
    expect(wrong(deleting)).toBeNull();
    for (const fields of [
      { subject: 'Other' },
      { after: 'Other' },
      { subject: 'Other', after: 'Other' },
      { group: { id: idOf(1), name: 'New' } },
    ])
      expect(wrong(change(fields))).toContain('what no file can declare');
    expect(wrong({ ...deleting, before: 'Other' })).toContain('what no file can declare');
    expect(wrong({ ...deleting, group: { id: null, name: 'Old' } })).toContain('what no file can declare');
  });

  test('in a saved plan says what goes by what is live; shown without the Hub, as the file says', () => {
    const plan = planOf(`groups: { Old: { id: "${idOf(1)}", state: absent } }`, live);
    const forged = { ...plan, changes: plan.changes.map((one) => ({ ...one, loss: null }) as Change) };
    expect(groundedPlan(derivedPlan(forged, 50), liveOf(live), []).changes).toEqual(plan.changes);
    expect(claimedPlan(plan, 'p.json').changes).toMatchObject([
      { loss: (plan.changes[0] as GroupChange).loss },
    ]);
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

  test('reads as blocked in its people alone where nobody can say who is in it', () => {
    const odd = snapshotOf([group(1, 'One', {}, { users: [{} as never] })], members('ada'));
    const plan = text('groups: { One: { description: New, members: { ada: read } } }', odd);
    expect(plan).toContain(
      'every change of people in "One"  groups.yaml:3  what the Hub says of it cannot be read',
    );
    expect(plan).toContain('+ description');
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

describe('what contradicts itself in a declared group', () => {
  const id = `id: "${idOf(1)}"`;
  const noId =
    '"G" is to be deleted, and has no `id`: a name alone may mean another group tomorrow -> Add the `id` of the group, 24 hexadecimal digits, beside `state: absent`.';
  const alone = 'beside that -> Keep `id` and `state: absent` alone, or delete `state`.';
  const scim = '"G" is managed by SCIM,';
  const wouldRemove = `${scim} and \`exact\` would remove whom the identity provider puts there or takes away -> Write \`membership: additive\` for the group.`;
  const noJoin = `${scim} which the Hub does not let stand beside auto-join -> Delete \`auto_join\`, or write \`auto_join: off\`.`;

  test.each<[string, string, readonly string[]]>([
    ['deleted by its id', `{ ${id}, state: absent }`, []],
    ['deleted without an id', '{ state: absent }', [`4:8 group-absent: ${noId}`]],
    [
      'deleted, with something else beside that',
      `{ ${id}, state: absent, description: x }`,
      [`4:55 group-absent: "G" is to be deleted, and \`description\` stands ${alone}`],
    ],
    [
      'deleted, with several things before and behind that',
      `{ teams: {}, description: x, ${id}, state: absent, membership: exact, members: {} }`,
      [
        `4:8 group-absent: "G" is to be deleted, and \`teams\`, \`description\`, \`membership\` and \`members\` stand ${alone}`,
      ],
    ],
    [
      'deleted without an id, with something beside that',
      '{ description: x, state: absent }',
      [
        `4:8 group-absent: "G" is to be deleted, and \`description\` stands ${alone}`,
        `4:24 group-absent: ${noId}`,
      ],
    ],
    [
      'deleted as what is made',
      '{ state: absent, create: true, managed_by: scim }',
      [
        `4:8 group-absent: ${noId}`,
        `4:23 group-absent: "G" is to be deleted, and \`create\` and \`managed_by\` stand ${alone}`,
      ],
    ],
    [
      'made, and known by an id',
      `{ ${id}, create: true }`,
      [
        '4:40 group-create: "G" has an `id`, so that it is there already, and is to be made besides -> Delete `create`, or the `id`.',
      ],
    ],
    ['not to be made, and known by an id', `{ ${id}, create: false }`, []],
    ['of SCIM and exact', '{ managed_by: scim, membership: exact }', [`4:8 scim-managed: ${wouldRemove}`]],
    [
      'of SCIM and exact, with its accounts',
      '{ membership: exact, managed_by: scim, members: { bot: { role: read, service_account: true } } }',
      [`4:27 scim-managed: ${wouldRemove}`],
    ],
    ['of SCIM and additive', '{ managed_by: scim, membership: additive, members: {} }', []],
    [
      'of SCIM, exact by the defaults, with its accounts',
      '{ managed_by: scim, members: { bot: { role: read, service_account: true } } }\ndefaults: { membership: exact }',
      [`4:8 scim-managed: ${wouldRemove}`],
    ],
    [
      'deleted by its id, with defaults below',
      `{ ${id}, state: absent }\ndefaults: { membership: exact }`,
      [],
    ],
    [
      'of SCIM, exact by the defaults, whose members nobody manages',
      '{ managed_by: scim }\ndefaults: { membership: exact }',
      [],
    ],
    [
      'of SCIM with people, of whom those who are to go are no matter',
      '{ managed_by: scim, members: { ada: write, bob: absent, bot: { role: read, service_account: true } } }',
      [
        `4:37 scim-managed: ${scim} and ada is not declared as a service account -> Give people access in the identity provider. A service account is \`ada: { role: write, service_account: true }\`.`,
      ],
    ],
    [
      'of SCIM with auto-join',
      '{ managed_by: scim, auto_join: { role: read, scope: all } }',
      [`4:26 scim-managed: ${noJoin}`],
    ],
    ['of SCIM with auto-join off', '{ managed_by: scim, auto_join: off }', []],
    ['not of SCIM, exact, with people', '{ membership: exact, members: { ada: read } }', []],
  ])('%s', (_what, body, mistakes) => {
    expect(mistakesIn(`groups:\n  G: ${body}\n`)).toEqual(mistakes);
  });

  test('of SCIM takes no team, which is of people', () => {
    expect(
      mistakesIn(
        'teams: { all: { members: [ada] } }\ngroups: { G: { managed_by: scim, teams: { all: read } } }\n',
      ),
    ).toEqual([
      `4:43 scim-managed: ${scim} and the team all is of people -> Give the team access in the identity provider.`,
    ]);
  });

  test.each([
    ['before the group', 'defaults: { membership: exact }\ngroups: { G: BODY }\n', []],
    ['behind the group', 'groups: { G: BODY }\n', ['defaults: { membership: exact }\n']],
  ])('does not come from `defaults` %s, in another file too', (_where, first, behind) => {
    const files = (body: string): readonly SourceFile[] => [
      new SourceFile('a.yaml', `version: 1\norganization: acme-ai\n${first.replace('BODY', body)}`),
      ...behind.map(
        (text) =>
          new SourceFile('b.yaml', `${'# far away\n'.repeat(20)}version: 1\norganization: acme-ai\n${text}`),
      ),
    ];
    for (const body of [`{ ${id}, state: absent }`, '{ managed_by: scim }'])
      expect(loadChecked(files(body), ['a.yaml', 'b.yaml'])).toMatchObject({ ok: true, warnings: [] });
  });

  const wide = (length: number): string => '\u{1F600}'.repeat(length);
  const tooLong = (units: number) =>
    `4:3 invalid-name: A group’s name takes 200 characters at most; for the Hub, which counts some as two, this one has ${units} -> Shorten it.`;

  test.each<[string, string, string, readonly string[]]>([
    ['200 letters', 'x'.repeat(200), 'create: true', []],
    ['100 signs that count as two', wide(100), 'create: true', []],
    ['101 such signs', wide(101), 'create: true', [tooLong(202)]],
    ['200 signs, one of them such', `${'x'.repeat(199)}${wide(1)}`, 'create: true', [tooLong(201)]],
    ['101 such signs in place of another name', wide(101), id, [tooLong(202)]],
    ['101 such signs that the Hub has already', wide(101), 'description: x', []],
  ])('is not a name of %s, unless the Hub takes no more', (_what, name, body, mistakes) => {
    expect(mistakesIn(`groups:\n  ${name}: { ${body} }\n`)).toEqual(mistakes);
  });

  test('is a name that is too long by any count only once', () => {
    expect(mistakesIn(`groups:\n  ${'x'.repeat(201)}: { create: true }\n`)).toHaveLength(1);
  });
});

describe('what a group that is deleted leaves behind', () => {
  const nobody = { members: [], repositories: 0, private: 0, other_resources: 0 };
  const people = (length: number) => Array.from({ length }, (_, at) => ({ user: `u${at}`, role: 'read' }));
  const deleting = (name: string, loss: GroupLoss | null): GroupChange => ({
    kind: 'group',
    action: 'delete',
    group: { id: idOf(1), name },
    subject: name,
    before: name,
    after: null,
    destructive: true,
    origin: null,
    source: null,
    loss,
  });
  const making = (name: string): GroupChange => ({
    ...deleting(name, null),
    action: 'create',
    group: { id: null, name },
    before: null,
    after: name,
  });
  const tell = (changes: readonly GroupChange[], choice: 'all' | 'important' = 'all') => {
    const { clauses, untold } = groupKind.tell(changes, (ref) => [name(ref?.name ?? '')], choice);
    return [...clauses.map(phraseText), untold];
  };

  test.each<[string, GroupLoss | null, readonly string[], string]>([
    ['is not known', null, [], ''],
    ['is nothing', nobody, ['nobody is in it'], ''],
    [
      'is one person',
      { ...nobody, members: people(1) },
      ['1 person loses access: u0 read'],
      ': u0 loses all access to it',
    ],
    [
      'is as many people as are named',
      { ...nobody, members: people(6) },
      ['6 people lose access: u0 read, u1 read, u2 read, u3 read, u4 read, u5 read'],
      ': u0, u1, u2, u3, u4 and u5 lose all access to it',
    ],
    [
      'is more people than are named',
      { ...nobody, members: people(8) },
      ['8 people lose access: u0 read, u1 read, u2 read, u3 read, u4 read, u5 read, 2 more'],
      ': u0, u1, u2, u3, u4, u5 and 2 more lose all access to it',
    ],
    [
      'is repositories alone, some of them private',
      { ...nobody, repositories: 3, private: 2, other_resources: null },
      ['nobody is in it', '3 repositories (2 private) in no group then'],
      ': 3 repositories (2 private) would be in no group',
    ],
    [
      'is repositories of which nothing else is known',
      { ...nobody, repositories: 1, private: null },
      ['nobody is in it', '1 repository (how many of them private unknown) in no group then'],
      ': 1 repository (how many of them private unknown) would be in no group',
    ],
    [
      'is somebody and something',
      { ...nobody, members: people(1), other_resources: 2 },
      ['1 person loses access: u0 read', '2 other resources in no group then'],
      ': u0 loses all access to it, and 2 other resources would be in no group',
    ],
  ])('%s', (_what, loss, notes, told) => {
    const change = deleting('Old', loss);
    expect(groupKind.text(change)).toMatchObject({ subject: 'group', detail: '"Old"', notes });
    expect(tell([change])).toEqual([`the group "Old" is deleted${told}`, 0]);
  });

  test.each<[number, readonly string[]]>([
    [0, []],
    [6, []],
    [7, ['access is lost as well by u6 read']],
    [8, ['access is lost as well by u6 read and u7 read']],
    [56, [expect.stringMatching(/ by u6 read, .*, u54 read and u55 read$/)]],
    [58, [expect.stringMatching(/ by u6 read, .*, u55 read and 2 more$/)]],
  ])('names the others of %i people where there is room', (length, details) => {
    const change = deleting('Old', { ...nobody, members: people(length) });
    expect(groupKind.text(change).details).toEqual(details);
    expect(groupKind.text(making('New')).details).toEqual([]);
  });

  test('is told of two groups one by one, and of three together, with each person once', () => {
    const [ada, kim] = [
      { user: 'ada', role: 'read' },
      { user: 'kim', role: 'read' },
    ];
    const two = [deleting('A', { ...nobody, members: [ada] }), deleting('B', { ...nobody, members: [kim] })];
    expect(tell(two)).toEqual([
      'the group "A" is deleted: ada loses all access to it',
      'the group "B" is deleted: kim loses all access to it',
      0,
    ]);
    const more = deleting('C', { ...nobody, members: [{ user: 'ADA', role: 'admin' }] });
    expect(tell([...two, more])).toEqual([
      '3 groups ("A", "B" and "C") are deleted, to which 2 people lose all access',
      0,
    ]);
    expect(tell(['A', 'B', 'C'].map((one) => deleting(one, null)))).toEqual([
      '3 groups ("A", "B" and "C") are deleted, to which 0 people lose all access',
      0,
    ]);
  });

  test('comes before what is made, of which nothing is told where only the important is', () => {
    const changes = [making('New'), deleting('Old', nobody)];
    expect(tell(changes)).toEqual(['the group "Old" is deleted', 'the group "New" is made', 0]);
    expect(tell(changes, 'important')).toEqual(['the group "Old" is deleted', 1]);
  });

  test('is who is in it by name, whatever the letter case', () => {
    const mixed = group(1, 'Old', { Zoe: 'read', ada: 'read', Bob: 'read', _x: 'read' });
    const { changes } = planOf(
      `groups: { Old: { id: "${idOf(1)}", state: absent } }`,
      snapshotOf([mixed], members('Zoe', 'ada', 'Bob', '_x')),
    );
    expect(changes.flatMap((one) => (one.kind === 'group' ? (one.loss?.members ?? []) : []))).toMatchObject([
      { user: '_x' },
      { user: 'ada' },
      { user: 'Bob' },
      { user: 'Zoe' },
    ]);
  });

  test('is nothing where a group is made, though there is one of its name', () => {
    const view = viewsOf(liveOf(snapshotOf([group(7, 'New', { ada: 'read' })], [])))([
      { id: null, name: 'New' },
    ]);
    expect(
      groupKind.weigh(
        [making('New')],
        () => view,
        () => view,
        () => view,
      ),
    ).toEqual([making('New')]);
  });

  test('is an empty group where one is made that was not there', () => {
    const target = { id: null, name: 'New' };
    const none = viewsOf(liveOf(snapshotOf([], [])))([target]);
    expect(groupIn(groupKind.after([making('New')], none), target)).toEqual(emptyGroup(target));
  });

  test('is said at the line of `state`, and that it is gone with its id', () => {
    const yaml = `groups:\n  Old:\n    id: "${idOf(1)}"\n    state: absent\n`;
    expect(planOf(yaml, live).changes).toMatchObject([{ source: { line: 6, column: 5 } }]);
    expect(planOf(yaml, snapshotOf([], live.members)).warnings.map(({ message }) => message)).toEqual([
      `The Hub lists no group with the id ${idOf(1)}, so that nothing of "Old" is left to be deleted`,
    ]);
  });
});
