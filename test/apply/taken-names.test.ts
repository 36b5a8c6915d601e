import { describe, expect, it } from 'vitest';
import { recheck } from '../../src/apply/recheck.ts';
import { kindOf } from '../../src/kinds/registry.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Report } from '../../src/model/report.ts';
import type { Directory } from '../../src/sandbox/directory.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { renameAccount } from '../chaos/rename.ts';
import { group, idOf, members, planOf as planFrom, snapshotOf, today } from '../support/planning.ts';
import { applyPlan, planOf, Stage, seedOf, type WholeWishes } from './stage.ts';

describe('a saved plan', () => {
  const people = [...members('ada', 'kim'), { user: 'root', role: 'admin' }];
  const live = [group(1, 'One', { ada: 'admin' }), group(2, 'Two', { ada: 'admin' })];
  const staleBy = (yaml: string, there: typeof live): readonly string[] => {
    const { changes } = planFrom(`groups:\n${yaml}`, snapshotOf(live, people));
    return recheck(changes, liveOf(snapshotOf([...live, ...there], people)), today).differences;
  };

  it('is stale when another group has the new name by now', () => {
    const renamed = `  Uno: { id: '${idOf(1)}' }\n`;
    expect(staleBy(renamed, [])).toEqual([]);
    expect(staleBy(renamed, [group(4, 'Uno', {})])).toEqual([
      `One: "Uno" is the group with the id ${idOf(4)} by now, which the plan did not know. Plan again.`,
    ]);
    expect(staleBy(`  Two: { id: '${idOf(1)}' }\n  One: { id: '${idOf(2)}' }\n`, [])).toEqual([]);
  });

  it('is stale when its new group is there with somebody in it whom the plan does not let in', () => {
    const fresh = '  New: { create: true, members: { ada: admin } }\n';
    expect(staleBy(fresh, [group(4, 'New', { ada: 'admin' })])).toEqual([]);
    expect(staleBy(fresh, [group(4, 'New', { ada: 'admin', kim: 'read' })])).toEqual([
      'New: A group "New" was made meanwhile, and kim is in it. The plan did not know. Plan again.',
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

  it('is looked for while the list is new: groups are made before all else', async () => {
    await using stage = await Stage.open({ seed });
    const actor = stage.actor();
    const others: WholeWishes = {
      Other: { description: 'x', auto_join: { role: 'read', scope: 'all' } },
      ...wishes,
    };
    const planned = await planOf(actor, others);
    await applyPlan(stage, actor, planned, { concurrency: 1 });
    expect(stage.writes().map(({ method }) => method)).toEqual(['POST', 'POST', 'PATCH', 'POST']);
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

  it('may be this run’s own, with people in it under new names: then that is in doubt', async () => {
    await using stage = await Stage.open({
      seed,
      onRequest: () => {
        // The request that comes after the call, which is a look.
        if (stage.sandbox.log.at(-2)?.method === 'POST')
          stage.sandbox.mutate((directory) => renameAccount(directory, 'kim'));
      },
    });
    const actor = stage.actor();
    const planned = await planOf(actor, { Fresh: { create: true, members: { boss: 'admin', kim: 'read' } } });
    stage.sandbox.setFaults([
      {
        when: { method: 'POST', path: '**/resource-groups', every: 1, times: 1 },
        do: { status: 500, after_effect: true },
      },
    ]);
    const report = await applyPlan(stage, actor, planned);
    expect(stage.members('Fresh')).toEqual({ boss: 'admin', 'kim-new': 'read' });
    expect(report.changes[0]).toMatchObject({
      status: 'failed',
      in_doubt: true,
      error: {
        message:
          'A group "Fresh" was made meanwhile, and kim-new is in it. The plan did not know. Plan again. Whether it was done is not known.',
      },
    });
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
