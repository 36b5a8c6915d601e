import { describe, expect, it, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { liveOf } from '../../src/live/live.ts';
import type { MembershipChange } from '../../src/model/membership.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import { fitsDigest } from '../../src/plan/digest.ts';
import { claimedPlan, contradictionIn, derivedPlan, groundedPlan } from '../../src/plan/saved-plan.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const snapshot = snapshotOf(
  [
    group(
      1,
      'Lab',
      { Ada: 'admin', bob: 'write', zoe: 'read' },
      { resources: [{ type: 'model', name: 'a/b', private: true }] },
    ),
    group(2, 'Shop', { Ada: 'admin', bob: 'admin' }),
  ],
  members('Ada', 'bob', 'kim', 'lee', 'zoe'),
);
const live = liveOf(snapshot);
const plan = planOf(
  `groups:
  Lab:
    membership: exact
    members: { ada: admin, bob: read, kim: { role: write, reason: OPS-1, expires: 2026-12-31 } }
  Shop:
    members: { bob: absent, nobody: read }
`,
  snapshot,
);

/** The saved plan with its first change for which `pick` holds edited as somebody would who knows the digest. */
function edited(pick: (change: Change) => boolean, fields: Partial<MembershipChange>): Plan {
  const at = plan.changes.findIndex(pick);
  expect(at).not.toBe(-1);
  return {
    ...plan,
    changes: membershipsIn(plan.changes).map((change, index) =>
      index === at ? { ...change, ...fields } : change,
    ),
  };
}

const ofBob = (change: Change): boolean => change.kind === 'membership' && change.user === 'bob';

test('a limit that an earlier version did not know is at its default', () => {
  const { max_removals: _, ...earlier } = plan.policy;
  const saved: Plan = JSON.parse(JSON.stringify({ ...plan, policy: earlier }));
  expect(derivedPlan(saved, 50).policy.max_removals).toBeNull();
  const strict = { ...plan, policy: { ...plan.policy, max_removals: 0 } };
  expect(derivedPlan(strict, 50).policy.max_removals).toBe(0);
});

describe('a saved plan that was edited', () => {
  it('says nothing of itself that its changes do not', () => {
    const forged: Plan = {
      ...edited(ofBob, { destructive: false, reason: 'harmless', origin: 'drift' }),
      summary: { ...plan.summary, delete: 0, destructive: 0, calls: 0 },
      calls: [],
      violations: [
        { guard: 'last-admin', message: 'm', group: null, user: null, source: null, waived: true },
      ],
    };
    expect(fitsDigest(forged)).toBe(true);
    expect(fitsDigest(edited(ofBob, { after: 'admin' }))).toBe(false);
    const derived = derivedPlan(forged, 50);
    expect(derived.summary).toEqual(plan.summary);
    expect(derived.calls).toEqual(plan.calls);
    expect(derived.changes.map(({ destructive }) => destructive)).toEqual(
      plan.changes.map(({ destructive }) => destructive),
    );
    expect(derived.violations).toEqual([expect.objectContaining({ waived: false })]);
    expect(derivedPlan(plan, 50)).toEqual(plan);
  });

  it('is shown with ids, without what would hide a change, and as the file says', () => {
    const forged = edited(ofBob, {
      group: { id: idOf(1), name: 'Playground' },
      origin: 'drift',
      first_access: false,
    });
    const shown = claimedPlan(forged, 'p.json');
    expect(shown.changes.find(ofBob)).toMatchObject({
      group: { id: idOf(1), name: `Playground (${idOf(1)})` },
      origin: null,
    });
    expect(shown).toMatchObject({ files: ['p.json'], selection: null });
    expect(shown.groups).toEqual(plan.groups.map((info) => ({ ...info, name: `${info.name} (${info.id})` })));
    expect(shown.blocked.map(({ group }) => group?.name)).toEqual([`Shop (${idOf(2)})`]);
    expect(shown.warnings[0]).toMatchObject({
      code: 'saved-plan',
      message: expect.stringMatching(/as the file says/),
    });
  });

  it('gets the names, counts and members of the Hub when it is applied', () => {
    const forged: Plan = {
      ...plan,
      changes: membershipsIn(plan.changes).map((change) => ({
        ...change,
        user: change.user.toUpperCase(),
        group: { ...change.group, name: 'X' },
      })),
      blocked: plan.blocked.map((one) =>
        one.kind === 'membership' ? { ...one, group: { ...one.group, name: 'X' } } : one,
      ),
      unmanaged: [
        { group: { id: idOf(2), name: 'X' }, user: 'ada', role: 'admin' },
        { group: { id: idOf(2), name: 'X' }, user: 'ada', role: 'read' },
        { group: { id: idOf(2), name: 'X' }, user: 'mallory', role: 'admin' },
        { group: { id: idOf(9), name: 'X' }, user: 'ada', role: 'admin' },
      ],
      groups: plan.groups.map((info) => ({ ...info, name: 'X', private: 0 })),
      selection: ['X'],
      warnings: [{ code: 'expires-soon', message: 'Run this', source: null }],
    };
    const grounded = groundedPlan(forged, live, ['p.json']);
    expect(membershipsIn(grounded.changes).map(({ group: { name }, user }) => [name, user])).toEqual(
      membershipsIn(plan.changes).map(({ group: { name }, user }) => [name, user]),
    );
    expect(grounded.groups).toEqual(plan.groups);
    expect(grounded.blocked).toEqual(plan.blocked);
    expect(grounded.unmanaged).toEqual([
      { group: { id: idOf(2), name: 'Shop' }, user: 'ada', role: 'admin' },
    ]);
    expect(grounded).toMatchObject({ files: ['p.json'], selection: null, warnings: [], violations: [] });
    expect(fitsDigest(grounded)).toBe(true);
  });

  const unlisted = planOf(
    `groups: { Gone: { members: {} }, There: { id: "${idOf(1)}", members: {} }, Never: { id: "${idOf(3)}", members: {} } }`,
    snapshotOf([], []),
  ).blocked;
  const named = ({ blocked }: Plan) => blocked.map(({ group }) => [group?.id, group?.name]);
  const says: Plan = {
    ...plan,
    changes: [],
    blocked: unlisted,
    unmanaged: [{ group: { id: idOf(2), name: 'Shop' }, user: 'ada', role: 'admin' }],
    violations: [
      { guard: 'last-admin', message: 'm', group: null, user: null, source: null, waived: false },
      {
        guard: 'last-admin',
        message: 'm',
        group: { id: idOf(1), name: 'Lab' },
        user: null,
        source: null,
        waived: false,
      },
    ],
    people: [{ user: 'ada', fullname: 'Somebody Else' }],
  };

  it('without changes is shown with an id wherever a group has one', () => {
    const shown = claimedPlan(says, 'p.json');
    expect(shown.files).toEqual(['p.json']);
    expect(named(shown)).toEqual([
      [null, 'Gone'],
      [idOf(3), `Never (${idOf(3)})`],
      [idOf(1), `There (${idOf(1)})`],
    ]);
    expect(shown.unmanaged.map(({ group: { name } }) => name)).toEqual([`Shop (${idOf(2)})`]);
    expect(shown.violations.map(({ group: of }) => of)).toEqual([
      null,
      { id: idOf(1), name: `Lab (${idOf(1)})` },
    ]);
    expect(shown.people).toEqual([]);
  });

  it('keeps on the ground of what is live the groups that have no id, or one that is there', () => {
    const grounded = groundedPlan(says, live, []);
    expect(named(grounded)).toEqual([
      [null, 'Gone'],
      [idOf(1), 'Lab'],
    ]);
    expect(grounded.people).toEqual([]);
    const { changes } = groundedPlan(edited(ofBob, { user: 'Ghost' }), live, []);
    expect(membershipsIn(changes).map(({ user }) => user)).toContain('Ghost');
  });

  it('names a group that is gone by its id', () => {
    const gone = groundedPlan(plan, liveOf(snapshotOf([], [])), []);
    expect(gone.changes[0]?.group?.name).toBe(idOf(1));
    expect(gone.blocked).toEqual([]);
  });
});

describe('a saved plan about the organization', () => {
  const asked = 'organization_members: { bob: admin, nobody: read }\ngroups: {}';
  const there = snapshotOf([], [...members('bob'), { user: 'root', role: 'admin' }]);
  const roles = () => planOf(asked, there);

  it('counts no group, and has no name to show', () => {
    const { changes, summary, groups } = roles();
    expect([changes.length, summary.groups, groups]).toEqual([1, 0, []]);
    const shown = claimedPlan(derivedPlan(roles(), 50), 'p.json');
    expect([...shown.changes, ...shown.blocked].map(({ group: of }) => of)).toEqual([null, null]);
  });

  it('is grounded as any other', () => {
    const { changes, blocked } = groundedPlan(roles(), liveOf(there), []);
    expect([...changes, ...blocked].map(({ kind, group: of }) => [kind, of])).toEqual([
      ['organization_role', null],
      ['organization_role', null],
    ]);
  });
});

describe('changes that contradict themselves', () => {
  const [add, ...rest] = membershipsIn(plan.changes);
  if (add === undefined) throw new Error('the plan has changes');

  it('are none in a plan of this program', () => expect(contradictionIn(plan)).toBeNull());

  it.each<[string, string]>([
    ['roles in the organization', 'organization_members: { bob: admin, kim: read }\ngroups: {}'],
    [
      'groups and people whose names run together',
      'groups: { k: { create: true, members: { im: admin } }, ki: { create: true, members: { m: admin } } }',
    ],
  ])('are none in one about %s', (_what, yaml) => {
    const people = [...members('bob', 'kim', 'im', 'm'), { user: 'root', role: 'admin' }];
    const made = planOf(yaml, snapshotOf([], people));
    expect(made.changes.length).toBeGreaterThan(1);
    expect(contradictionIn(made)).toBeNull();
  });

  it.each<readonly [string, readonly Change[], RegExp]>([
    [
      'a dash in place of nothing, which the digest reads the same',
      [{ ...add, before: '-' }, ...rest],
      /\/0 has an action/,
    ],
    ['nothing that changes', [{ ...add, before: 'write' }, ...rest], /\/0 has an action/],
    [
      'a change to what is there',
      [{ ...add, action: 'update', before: 'write' }, ...rest],
      /\/0 has an action/,
    ],
    ['an action of another kind', [{ ...add, action: 'update' }, ...rest], /\/0 has an action/],
    [
      'somebody twice',
      [add, { ...add, user: add.user.toUpperCase() }, ...rest],
      /\/1 is about what a change before/,
    ],
    ['another order', [...rest, add], /\/\d is not in its place/],
    [
      'two names for one group',
      [add, ...rest.map((one) => ({ ...one, group: { ...one.group, name: 'Y' } }))],
      /\/1 has another name/,
    ],
  ])('%s', (_what, changes, problem) => {
    expect(contradictionIn({ ...plan, changes })).toMatch(problem);
  });
});
