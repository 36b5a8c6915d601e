import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/kinds/registry.ts';
import { liveOf } from '../../src/live/live.ts';
import { viewFor, viewPlanned } from '../../src/plan/live-after.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

describe('what was done meanwhile, beside the very thing', () => {
  const people = [
    ...members('ada', 'kim'),
    { user: 'root', role: 'admin' },
    { user: 'out', role: 'no_access' },
  ];
  const live = [group(1, 'One', { ada: 'admin' }), group(2, 'Two', { ada: 'admin' }), group(3, 'Three', {})];
  /** What speaks against making a plan from these groups, when those are there. */
  const against = (yaml: string, then: typeof live): readonly string[] => {
    const { changes } = planOf(`groups:\n${yaml}`, snapshotOf(live, people));
    const now = liveOf(snapshotOf(then, people));
    const [view, planned] = [viewFor(now, changes), viewPlanned(now, changes)];
    return changes.flatMap((change) => kindOf(change).unforeseen(change, view, planned) ?? []);
  };
  const renamed = `  Uno: { id: '${idOf(1)}' }\n`;
  const taken = (id: number): string =>
    `"Uno" is the group with the id ${idOf(id)} by now, which the plan did not know. Plan again.`;

  it.each<[string, string, typeof live, readonly string[]]>([
    ['says nothing while the new name is free', renamed, live, []],
    [
      'is a name that another group has: when another group was made by the new name',
      renamed,
      [...live, group(4, 'Uno', {})],
      [taken(4)],
    ],
    [
      'is a name that another group has: when another group got the new name',
      renamed,
      [...live.slice(0, 2), group(3, 'Uno', {})],
      [taken(3)],
    ],
    [
      'is no name of a group that the plan deletes',
      `${renamed}  Three: { id: '${idOf(3)}', state: absent }\n`,
      live,
      [],
    ],
    [
      'may change two names for each other',
      `  Two: { id: '${idOf(1)}' }\n  One: { id: '${idOf(2)}' }\n`,
      live,
      [],
    ],
    [
      'may hand names on',
      `  Two: { id: '${idOf(1)}' }\n  Three: { id: '${idOf(2)}' }\n  Four: { id: '${idOf(3)}' }\n`,
      live,
      [],
    ],
    ['is so already where the group has the name', renamed, [group(1, 'Uno', {}), ...live.slice(1)], []],
  ])('%s', (_, yaml, then, differences) => {
    expect(against(yaml, then)).toEqual(differences);
  });

  const fresh = '  New: { create: true, members: { ada: admin }, auto_join: off }\n';
  const open = '  New: { create: true, members: { ada: admin }, auto_join: { role: read, scope: all } }\n';
  const plus = open.replace('all', 'read_plus');
  const strange = 'A group "New" was made meanwhile, and kim is in it. The plan did not know. Plan again.';
  it.each<[string, string, ReturnType<typeof group>, readonly string[]]>([
    ['empty', fresh, group(4, 'New', {}), []],
    ['with those whom the plan lets in', fresh, group(4, 'New', { Ada: 'admin' }), []],
    [
      'with an admin of the organization, who has access anyway',
      fresh,
      group(4, 'New', { root: 'admin' }),
      [],
    ],
    ['with somebody else', fresh, group(4, 'New', { ada: 'admin', kim: 'read' }), [strange]],
    [
      'with somebody of whom the Hub says no role',
      fresh,
      group(4, 'New', {}, { users: [Object({ name: 'kim' })] }),
      [strange],
    ],
    [
      'that people come into',
      fresh,
      group(4, 'New', {}, { autoJoin: { enabled: true, role: 'read' } }),
      [
        'A group "New" was made meanwhile, which people come into by themselves (read/all). The plan did not know. Plan again.',
      ],
    ],
    [
      'that may be open to anybody',
      fresh,
      group(4, 'New', {}, { autoJoin: Object(['?']) }),
      [
        'A group "New" was made meanwhile, which people come into by themselves. The plan did not know. Plan again.',
      ],
    ],
    ['with who came in by the auto-join that is planned', open, group(4, 'New', { kim: 'read' }), []],
    [
      'with who has no access, whom the auto-join that is planned does not let in',
      plus,
      group(4, 'New', { out: 'read' }),
      [strange.replace('kim', 'out')],
    ],
    ['with who came in by that auto-join', plus, group(4, 'New', { kim: 'read' }), []],
    [
      'with who has more than by the auto-join that is planned',
      open,
      group(4, 'New', { kim: 'admin' }),
      [strange],
    ],
    [
      'with somebody from outside, whom no auto-join lets in',
      open,
      group(4, 'New', { eve: 'read' }),
      [strange.replace('kim', 'eve')],
    ],
  ])('of a group that is made finds one that was made meanwhile: %s', (_, yaml, there, differences) => {
    expect(against(yaml, [...live, there])).toEqual(differences);
  });

  it('is nothing to a setting that is no name, and to a group that is deleted', () => {
    expect(against(`  One: { id: '${idOf(1)}', description: Two }\n`, live)).toEqual([]);
    expect(against(`  One: { id: '${idOf(1)}', state: absent }\n`, live)).toEqual([]);
  });

  it('names as many strangers as fit', () => {
    const six = Object.fromEntries(['f', 'e', 'd', 'c', 'b', 'a'].map((name) => [name, 'read']));
    expect(against(fresh, [...live, group(4, 'New', six)])).toEqual([
      'A group "New" was made meanwhile, and a, b, c, d, e and f are in it. The plan did not know. Plan again.',
    ]);
  });

  it('names few of many strangers, in order', () => {
    const many = Object.fromEntries(['h', 'G', 'f', 'e', 'd', 'c', 'b', 'a'].map((name) => [name, 'read']));
    expect(against(fresh, [...live, group(4, 'New', many)])).toEqual([
      'A group "New" was made meanwhile, and a, b, c, d, e, f and 2 others are in it. The plan did not know. Plan again.',
    ]);
  });
});

describe('who has to be in a new group that its maker cannot make alone', () => {
  const companionsFor = (
    role: string | undefined,
    admins: readonly string[],
    me = 'Me',
  ): readonly unknown[] => {
    const names = ['me', 'ada', 'bob', 'cem', 'dan', 'eve', 'kim'];
    const people = names.map((user) => ({ user, role: user === 'me' ? role : 'read' }));
    const roles = names.flatMap((user) =>
      admins.includes(user) ? [`${user}: admin`] : user === 'kim' ? ['kim: read'] : [],
    );
    const yaml = `groups: { New: { create: true, description: x, members: { ${roles.join(', ')} } } }`;
    const snapshot = snapshotOf(
      [],
      people.map((one) => Object(one)),
      { me: { name: me } },
    );
    const { changes } = planOf(yaml, snapshot);
    const [first, ...others] = changes.map((change, index) => ({ change, index }));
    if (first === undefined) throw new RangeError('nothing is made');
    const kind = kindOf(first.change);
    const carried = kind.carries(first.change, others, 50);
    return kind
      .companions(first.change, carried, liveOf(snapshot))
      .map(({ change }) => kindOf(change).subject(change));
  };

  it.each<[string, string | undefined, readonly string[], readonly string[]]>([
    ['nobody, where an admin of the organization makes it', 'admin', ['ada', 'me'], []],
    ['nobody, where the maker’s role is not known', undefined, ['ada', 'me'], []],
    ['the admins that it begins with, and nobody else', 'write', ['ada', 'bob'], ['ada', 'bob']],
    ['the maker before all others, who may let them in', 'write', ['ada', 'bob', 'me'], ['me', 'ada', 'bob']],
    ['few of many', 'write', ['ada', 'bob', 'cem', 'dan', 'eve', 'me'], ['me', 'ada', 'bob', 'cem', 'dan']],
  ])('%s', (_, role, admins, companions) => {
    expect(companionsFor(role, admins)).toEqual(companions);
  });

  it('is nobody where the maker is not in the list of members', () => {
    expect(companionsFor('write', ['ada'], 'somebody')).toEqual([]);
  });
});
