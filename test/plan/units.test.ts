import { afterEach, describe, expect, test, vi } from 'vitest';
import { groupKind } from '../../src/kinds/group/kind.ts';
import { membershipKind } from '../../src/kinds/membership/kind.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { targetKey } from '../../src/model/change.ts';
import type { MembershipChange } from '../../src/model/membership.ts';
import { batchesOf, callCountOf, callsFor, carriedBy, numbered, unitsOf } from '../../src/plan/units.ts';
import { group, idOf, linesOf, members, planOf, snapshotOf } from '../support/planning.ts';

const live = snapshotOf([group(1, 'A', {}), group(2, 'B', {}), group(3, 'C', {})], members('ada', 'kim'));
const yaml =
  'groups:\n  A: { members: { ada: read, kim: read } }\n  B: { members: { ada: read } }\n  C: { members: { kim: read } }';

afterEach(() => {
  vi.restoreAllMocks();
});

const namesOf = (unit: ReturnType<typeof unitsOf>[number]): readonly string[] => [
  ...new Set(unit.map(({ change }) => change.group?.name ?? '-')),
];

describe('units', () => {
  test('are groups, where a change touches its own only', () => {
    expect(unitsOf(numbered(planOf(yaml, live).changes)).map(namesOf)).toEqual([['A'], ['B'], ['C']]);
  });

  test('are what hangs together, where a change touches two', () => {
    const { changes } = planOf(yaml, live);
    const [a, , , c] = changes;
    vi.spyOn(membershipKind, 'touches').mockImplementation(({ group: own }: MembershipChange) =>
      own.id === a?.group?.id && c !== undefined ? [own, c.group] : [own],
    );
    expect(unitsOf(numbered(changes)).map(namesOf)).toEqual([['A', 'C'], ['B']]);
  });
});

test('units hang together over several steps', () => {
  const { changes } = planOf(yaml, live);
  const groups = [...new Map(changes.map(({ group: own }) => [own?.id, own])).values()];
  // Each touches its own group and the next: A and B, B and C.
  vi.spyOn(membershipKind, 'touches').mockImplementation(({ group: own }: MembershipChange) => {
    const next = groups[groups.findIndex((one) => one?.id === own.id) + 1];
    return next === undefined ? [own] : [next, own];
  });
  expect(unitsOf(numbered(changes)).map(namesOf)).toEqual([['A', 'B', 'C']]);
});

test('a call is about one group and one kind, however much hangs together', () => {
  const roles = [...members('ada', 'kim'), { user: 'root', role: 'admin' }];
  const both = snapshotOf([group(1, 'A', { ada: 'read' }), group(2, 'B', { ada: 'read' })], roles);
  const { changes } = planOf(
    'organization_members: { ada: admin }\ngroups:\n  A: { members: { ada: write, kim: read } }\n  B: { members: { ada: write, kim: read } }',
    both,
  );
  const [unit, ...others] = unitsOf(numbered(changes));
  expect(others).toEqual([]);
  expect(
    batchesOf(unit ?? [], 50).map(({ stage, target, changes: own }) => [stage, target?.name, own.length]),
  ).toEqual([
    ['add', 'A', 1],
    ['add', 'B', 1],
    ['raise', 'A', 1],
    ['raise', 'B', 1],
    ['organization_raise', undefined, 1],
  ]);
});

test('a call is of one kind, also where two make changes in one stage', () => {
  const described = 'groups: { A: { description: New, members: { ada: read, kim: read } } }';
  const { changes } = planOf(described, live);
  vi.spyOn(membershipKind, 'stage').mockReturnValue('setting');
  expect(
    batchesOf(numbered(changes), 50).map(({ kind, changes: own }) => [kind === membershipKind, own.length]),
  ).toEqual([
    [false, 1],
    [true, 2],
  ]);
});

describe('the calls of a plan', () => {
  const roles = [...members('ada', 'kim'), { user: 'root', role: 'admin' }];
  const there = snapshotOf([group(1, 'A', { kim: 'read' }), group(2, 'B', {}), group(3, 'C', {})], roles);
  const { changes } = planOf(
    `organization_members: { kim: admin }\n${yaml.replace('kim: read } }', 'kim: write } }')}`,
    there,
  );
  const units = unitsOf(numbered(changes));

  test('come unit by unit, and last those of what hangs together with roles in the organization', () => {
    expect(units.map(namesOf)).toEqual([['A', 'C', '-'], ['B']]);
    expect(
      callsFor('acme-ai', changes, 50).map(({ path }) => path.slice(path.lastIndexOf('acme-ai') + 8)),
    ).toEqual([
      `resource-groups/${idOf(2)}/users`,
      `resource-groups/${idOf(1)}/users`,
      `resource-groups/${idOf(3)}/users`,
      `resource-groups/${idOf(1)}/users/kim`,
      'members/kim/role',
    ]);
  });

  test('are counted by unit as they are made', () => {
    expect(units.map((unit) => callCountOf(unit, 50))).toEqual([4, 1]);
    const [a = []] = unitsOf(numbered(planOf(yaml, live).changes));
    expect([callCountOf(a, 50), callCountOf(a, 1)]).toEqual([1, 2]);
  });
});

describe('a group that a kind makes', () => {
  test('is compared as one with nobody in it, by all kinds', () => {
    vi.spyOn(membershipKind, 'unlisted').mockReturnValue('make');
    const plan = planOf('groups: { New: { members: { ada: read } } }', live);
    expect(linesOf(plan)).toEqual(['+ New: ada -> read']);
    expect(plan.changes.map((change) => targetKey(change.group))).toEqual(['new:New']);
    expect(plan.blocked).toEqual([]);
  });

  test('takes what is still open of its own into the call that makes it, and nothing of others', () => {
    vi.spyOn(membershipKind, 'carries').mockImplementation((_first, later) => later);
    const all = numbered(planOf(yaml, live).changes);
    const batches = unitsOf(all).flatMap((unit) => batchesOf(unit, 50));
    const [first] = batches;
    if (first === undefined) throw new Error('there are changes');
    const making = { ...first, stage: 'make_group' as const, changes: first.changes.slice(0, 1) };
    const carried = carriedBy(making, batches, 50, ({ index }) => index !== 0);
    expect(carried.map(({ index }) => index)).toEqual([1]);
    expect(carriedBy(first, batches, 50, () => true)).toEqual([]);
    expect(carriedBy({ ...making, changes: [] }, batches, 50, () => true)).toEqual([]);
  });

  test('is made by a call that carries what comes later, and never itself', () => {
    vi.spyOn(groupKind, 'carries').mockImplementation((_first, later) => later);
    const made = 'groups: { New: { create: true, members: { ada: admin, kim: read } } }';
    expect(planOf(made, live).calls.map(({ changes }) => changes)).toEqual([[0, 1, 2]]);
  });
});

test('no call of a membership carries anything else', () => {
  const [change] = membershipsIn(planOf(yaml, live).changes);
  if (change === undefined) throw new Error('there are changes');
  expect(membershipKind.carries(change, [], 50)).toEqual([]);
});
