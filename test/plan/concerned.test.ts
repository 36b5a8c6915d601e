import { expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { Concerned, consequencesOf } from '../../src/plan/guards/concerned.ts';
import { violationKey } from '../../src/plan/guards/run.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const live = snapshotOf(
  [
    group(1, 'One', { Ada: 'admin', bob: 'admin', kim: 'read', zoe: 'read' }),
    group(2, 'Two', { Ada: 'admin', kim: 'write' }),
    group(3, 'Three', { kim: 'read' }),
    group(4, 'Four', { root: 'admin', Ada: 'admin' }),
  ],
  members('Ada', 'bob', 'kim', 'zoe', 'root'),
);

/** What is told of each change, by `Group user`. */
function told(yaml: string): Readonly<Record<string, readonly string[]>> {
  const { changes, violations } = planOf(yaml, live);
  return Object.fromEntries(
    [...consequencesOf(changes, violations)].map(([change, notes]) => {
      if (change.kind !== 'membership') throw new Error('a change of people was expected');
      return [`${change.group.name} ${change.user}`, notes];
    }),
  );
}

test.each<[string, string, Readonly<Record<string, readonly string[]>>]>([
  ['nothing that a guard refuses', 'groups: { One: { members: { kim: absent } } }', {}],
  [
    'all admins, and not who is no admin',
    'groups: { One: { members: { ada: read, bob: absent, kim: absent } } }',
    { 'One Ada': ['one of its last 2 admins'], 'One bob': ['one of its last 2 admins'] },
  ],
  ['the only admin', 'groups: { Two: { members: { ada: write } } }', { 'Two Ada': ['the only admin'] }],
  [
    'the only member',
    'groups: { Three: { members: { kim: absent } } }',
    { 'Three kim': ['the only member'] },
  ],
  [
    'all members, one of them the only admin, in one group of two',
    'groups: { One: { members: { kim: absent } }, Two: { members: { ada: absent, kim: absent } } }',
    { 'Two Ada': ['the only admin', 'one of its last 2 members'], 'Two kim': ['one of its last 2 members'] },
  ],
  [
    'the user of the token, and nobody else of the group',
    'groups: { Four: { members: { root: read, ada: read, kim: admin } } }',
    { 'Four root': ['the user of this token'] },
  ],
  [
    'somebody protected, in every group, and who comes is no loss',
    'guards: { protected_members: [ADA] }\ngroups: { One: { members: { ada: read, zoe: write } }, Four: { members: { ada: absent } } }',
    { 'One Ada': ['protected'], 'Four Ada': ['protected'] },
  ],
  [
    'too many removals, of which none is the one too many',
    'guards: { max_removals: 0 }\ngroups: { One: { members: { kim: absent } } }',
    {},
  ],
])('a change is told with what it means for its group: %s', (_, yaml, expected) => {
  const notes = told(yaml);
  const sorted = Object.fromEntries(Object.entries(notes).map(([key, all]) => [key, all.toSorted()]));
  expect(sorted).toEqual(
    Object.fromEntries(Object.entries(expected).map(([key, all]) => [key, all.toSorted()])),
  );
});

test('a guard over the whole run concerns every reduction, one over a group all of that group', () => {
  const { changes } = planOf(
    'groups: { One: { members: { kim: absent } }, Three: { members: { kim: absent } } }',
    live,
  );
  const concerned = new Concerned(changes);
  const violation = { guard: 'max-removals', message: '', user: null, source: null, waived: false } as const;
  expect(concerned.by({ ...violation, group: null })).toEqual(changes);
  const ofOrganization = { guard: 'self-lockout', group: null, user: 'kim' } as const;
  expect(concerned.by({ ...violation, ...ofOrganization })).toEqual([]);
  const one = { id: idOf(1), name: 'One' };
  expect(concerned.by({ ...violation, group: one })).toEqual(
    changes.filter((change) => change.group?.id === one.id),
  );
});

test('a guard over a group that is to be made concerns what is planned there', () => {
  const made = { id: null, name: 'New' };
  const [first, second] = membershipsIn(
    planOf('groups: { One: { members: { kim: absent, zoe: absent } } }', live).changes,
  );
  if (first === undefined || second === undefined) throw new Error('two changes were expected');
  const there = { ...first, group: made };
  const violation = { message: '', source: null, waived: false, group: made };
  const concerned = new Concerned([there, second]);
  expect(concerned.by({ ...violation, guard: 'emptied-group', user: null })).toEqual([there]);
  expect(concerned.by({ ...violation, guard: 'protected-member', user: 'KIM' })).toEqual([there]);
  expect(violationKey({ ...violation, guard: 'emptied-group', user: null })).not.toBe(
    violationKey({ ...violation, guard: 'emptied-group', user: null, group: null }),
  );
});
