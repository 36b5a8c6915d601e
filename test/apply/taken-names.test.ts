import { describe, expect, it } from 'vitest';
import { recheck } from '../../src/apply/recheck.ts';
import { kindOf } from '../../src/kinds/registry.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Report } from '../../src/model/report.ts';
import type { Directory } from '../../src/sandbox/directory.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { group, idOf, members, planOf as planFrom, snapshotOf, today } from '../support/planning.ts';
import { applyPlan, planOf, Stage, seedOf, type WholeWishes } from './stage.ts';

describe('a saved plan', () => {
  const people = [...members('ada', 'kim'), { user: 'root', role: 'admin' }];
  const live = [group(1, 'One', { ada: 'admin' }), group(2, 'Two', { ada: 'admin' }), group(3, 'Three', {})];
  /** What is stale of a plan from these groups, when those are there. */
  const staleBy = (yaml: string, then: typeof live): readonly string[] => {
    const { changes } = planFrom(`groups:\n${yaml}`, snapshotOf(live, people));
    return recheck(changes, liveOf(snapshotOf(then, people)), today).differences;
  };
  const renamed = `  Uno: { id: '${idOf(1)}' }\n`;
  const taken = (name: string, id: number): string =>
    `${name}: "Uno" is the group with the id ${idOf(id)} by now, which the plan did not know. Plan again.`;

  it.each<[string, string, typeof live, readonly string[]]>([
    ['is not stale while the new name is free', renamed, live, []],
    [
      'is stale when another group was made by the new name',
      renamed,
      [...live, group(4, 'Uno', {})],
      [taken('One', 4)],
    ],
    [
      'is stale when another group got the new name',
      renamed,
      [...live.slice(0, 2), group(3, 'Uno', {})],
      [taken('One', 3)],
    ],
    [
      'is not stale by a group that the plan deletes',
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
    expect(staleBy(yaml, then)).toEqual(differences);
  });

  const fresh = '  New: { create: true, members: { ada: admin }, auto_join: off }\n';
  const open = '  New: { create: true, members: { ada: admin }, auto_join: { role: read, scope: all } }\n';
  const strange =
    'New: A group "New" was made meanwhile, and kim is in it. The plan did not know. Plan again.';
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
        'New: A group "New" was made meanwhile, which people come into by themselves (read/all). The plan did not know. Plan again.',
      ],
    ],
    [
      'that may be open to anybody',
      fresh,
      group(4, 'New', {}, { autoJoin: Object(['?']) }),
      [
        'New: A group "New" was made meanwhile, which people come into by themselves. The plan did not know. Plan again.',
      ],
    ],
    ['with who came in by the auto-join that is planned', open, group(4, 'New', { kim: 'read' }), []],
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
    expect(staleBy(yaml, [...live, there])).toEqual(differences);
  });

  it('names few of many strangers, in order', () => {
    const many = Object.fromEntries(['h', 'G', 'f', 'e', 'd', 'c', 'b', 'a'].map((name) => [name, 'read']));
    expect(staleBy(fresh, [...live, group(4, 'New', many)])).toEqual([
      'New: A group "New" was made meanwhile, and a, b, c, d, e, f and 2 others are in it. The plan did not know. Plan again.',
    ]);
  });
});

describe('a group that somebody makes between the plan and the call', () => {
  const seed = seedOf(['kim', 'eve'], { Other: { members: { boss: 'admin' } } });
  const wishes: WholeWishes = {
    Fresh: { create: true, description: 'Ours', members: { boss: 'admin', kim: 'read' } },
    'Fresh too': { create: true, members: { boss: 'admin' } },
  };

  async function run(meanwhile: (directory: Directory) => void, faults: FaultScript = []) {
    await using stage = await Stage.open({ seed });
    const actor = stage.actor();
    const planned = await planOf(actor, wishes);
    stage.sandbox.mutate(meanwhile);
    stage.sandbox.setFaults(faults);
    const before = stage.sandbox.log.length;
    const report = await applyPlan(stage, actor, planned);
    const sent = stage.sandbox.log.slice(before);
    const names = stage.sandbox
      .state()
      .groups.map(({ name }) => name)
      .toSorted();
    const lists = sent.filter(
      ({ method, path }) => method === 'GET' && path.endsWith('/resource-groups'),
    ).length;
    return {
      report,
      names,
      lists,
      members: stage.members('Fresh'),
      writes: sent.filter(({ method }) => method !== 'GET').length,
    };
  }
  const of = ({ changes }: Report, name: string) =>
    changes.flatMap((change) =>
      change.group?.name === name ? [[kindOf(change).subject(change), change.status]] : [],
    );

  it('is looked for once for all that are made, and there is none', async () => {
    const { report, names, lists, writes } = await run(() => undefined);
    expect([report.result, names, lists, writes]).toEqual(['applied', ['Fresh', 'Fresh too', 'Other'], 1, 2]);
  });

  it('is the one that was to be made, where nobody is in it: no second is made', async () => {
    const { report, names, members: inFresh } = await run((directory) => directory.createGroup('Fresh'));
    expect(names).toEqual(['Fresh', 'Fresh too', 'Other']);
    expect(of(report, 'Fresh')).toEqual([
      ['Fresh', 'already'],
      ['description', 'applied'],
      ['boss', 'applied'],
      ['kim', 'applied'],
    ]);
    expect(inFresh).toEqual({ boss: 'admin', kim: 'read' });
  });

  it('is a conflict where somebody is in it: nothing is put there, and all else is made', async () => {
    const {
      report,
      names,
      members: inFresh,
    } = await run((directory) => {
      directory.setRole(directory.createGroup('Fresh').id, 'eve', 'admin');
    });
    expect(names).toEqual(['Fresh', 'Fresh too', 'Other']);
    expect(of(report, 'Fresh').map(([, status]) => status)).toEqual([
      'failed',
      'not_attempted',
      'not_attempted',
      'not_attempted',
    ]);
    expect(report.changes[0]?.error?.message).toBe(
      'A group "Fresh" was made meanwhile, and eve is in it. The plan did not know. Plan again.',
    );
    expect(inFresh).toEqual({ eve: 'admin' });
    expect(of(report, 'Fresh too')).toEqual([
      ['Fresh too', 'applied'],
      ['boss', 'applied'],
    ]);
  });

  it('is not made where nobody can look whether there is one', async () => {
    const look = {
      when: { method: 'GET', path: '**/resource-groups' },
      do: { status: 403, body: { error: 'no' } },
    };
    const { report, names, writes } = await run(() => undefined, [look]);
    expect([report.result, names, writes]).toEqual(['partial', ['Other'], 0]);
    expect(new Set(report.changes.map(({ status }) => status))).toEqual(new Set(['not_attempted']));
  });
});
