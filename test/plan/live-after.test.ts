import { describe, expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { liveOf } from '../../src/live/live.ts';
import { type DeclaredGroupRef, targetKey } from '../../src/model/change.ts';
import type { Change } from '../../src/model/plan.ts';
import { runGuards } from '../../src/plan/guards/run.ts';
import { liveAfter } from '../../src/plan/live-after.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const snapshot = snapshotOf(
  [
    group(1, 'One', { Ada: 'admin', bob: 'read' }),
    group(2, 'Two', { Ada: 'read' }),
    group(3, 'Three', { Ada: 'admin' }),
  ],
  members('Ada', 'bob', 'kim'),
);
const live = liveOf(snapshot);
const { changes, policy } = planOf(
  'groups: { One: { members: { ada: read, bob: absent, kim: write } }, Two: { members: { ada: absent } } }',
  snapshot,
);

describe('what is live when the changes are made', () => {
  test('is what they say, and all else as it was', () => {
    const after = liveAfter(live, changes);
    expect(
      after.groups.map(({ members: people }) =>
        [...people.values()].map(({ user, role }) => `${user} ${role}`),
      ),
    ).toEqual([['Ada read', 'kim write'], [], ['Ada admin']]);
    expect(after.groups[2]).toBe(live.groups[2]);
    expect([after.people, after.me]).toEqual([live.people, live.me]);
  });

  test('is the same without changes', () => {
    expect(liveAfter(live, [])).toBe(live);
  });

  test('changes of a group that is not listed say nothing of the others', () => {
    const elsewhere = membershipsIn(changes).map((change) => ({
      ...change,
      group: { id: idOf(9), name: 'Nine' },
    }));
    expect(liveAfter(live, elsewhere).groups).toEqual(live.groups);
  });
});

describe('guards look at states', () => {
  const of = (all: readonly Change[]) =>
    runGuards(
      { changes: all, live, policy: { ...policy, max_removals: 0, protected_members: ['bob'] } },
      new Set(),
    );
  const told = (all: readonly Change[]): readonly string[] =>
    of(all).map(({ guard, group: ref, user, source }) =>
      [guard, ref?.name, user, source?.line].filter(Boolean).join(' '),
    );

  test('they find what would be lost, where it is asked for', () => {
    expect(told(changes)).toEqual([
      'max-removals',
      'emptied-group Two 3',
      'last-admin One 3',
      'protected-member One bob 3',
    ]);
  });

  test('what a change calls itself switches none of them off', () => {
    for (const action of ['create', 'update', 'delete'] as const)
      for (const destructive of [true, false])
        expect(told(membershipsIn(changes).map((change) => ({ ...change, action, destructive })))).toEqual(
          told(changes),
        );
  });

  test('nor does what it says of its beginning', () => {
    expect(told(membershipsIn(changes).map((change) => ({ ...change, before: null })))).toEqual(
      told(changes),
    );
  });

  test('what is so already harms nobody', () => {
    const noop = membershipsIn(changes).flatMap((change) =>
      change.user === 'Ada' && change.after === 'read' ? [{ ...change, after: 'admin' }] : [],
    );
    expect(told(noop)).toEqual([]);
  });

  test('a role that nobody knows and nobody changes is no loss', () => {
    const odd = snapshotOf(
      [group(1, 'One', { Ada: 'admin', kim: 'custom', bob: 'read' })],
      members('Ada', 'bob', 'kim'),
    );
    const yaml =
      'guards: { max_removals: 1, protected_members: [kim] }\ngroups: { One: { members: { bob: absent } } }';
    expect(planOf(yaml, odd).violations).toEqual([]);
  });

  test('somebody in the group who cannot be read keeps it from being empty', () => {
    const odd = {
      ...snapshot,
      groups: [{ ...group(2, 'Two', {}), users: [{ name: 'Ada', role: 'read' }, { name: 'odd' }] }],
    };
    const made = planOf('guards: { max_removals: 9 }\ngroups: { Two: { members: { ada: absent } } }', odd);
    expect([made.changes.length, made.violations]).toEqual([1, []]);
  });
});

test('a group that is to be made has a place: it is empty before its changes, and has a key of its own', () => {
  const ref: DeclaredGroupRef = { id: null, name: 'Red Team' };
  const own = membershipsIn(changes)
    .filter(({ user }) => user === 'kim')
    .map((change) => ({ ...change, group: ref }));
  const [, , , made] = liveAfter(live, own as readonly Change[]).groups;
  expect(made?.info).toMatchObject({ id: 'new:Red Team', name: 'Red Team' });
  expect(targetKey(ref)).toBe('new:Red Team');
  expect([...(made?.members.values() ?? [])]).toEqual([{ user: 'kim', role: 'write' }]);
});
