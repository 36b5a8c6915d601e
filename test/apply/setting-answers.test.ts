import { expect, test } from 'vitest';
import type { FaultRule } from '../../src/sandbox/fault-script.ts';
import { applyPlan, planOf, Stage, seedOf, type WholeWishes } from './stage.ts';

const seed = seedOf(
  ['kim'],
  { A: { members: { boss: 'admin' }, description: 'Old' } },
  { plan: 'enterprise' },
);
const wishes: WholeWishes = {
  A: { description: 'New', spend_limits: { jobs: 5 }, auto_join: { role: 'read', scope: 'all' } },
};

async function run(when: FaultRule['when'], answer: FaultRule['do']) {
  await using stage = await Stage.open({ seed });
  const actor = stage.actor();
  const planned = await planOf(actor, wishes);
  stage.sandbox.setFaults([{ when: { ...when }, do: answer }]);
  const report = await applyPlan(stage, actor, planned);
  stage.sandbox.setFaults(null);
  return {
    statuses: report.changes.map(({ status }) => status).toSorted(),
    left: (await planOf(stage.actor(2), wishes)).plan.changes.length,
    writes: stage.writes(1).length,
    looks: stage.looks().length,
  };
}

const applied = ['applied', 'applied', 'applied'];

test.each<[string, FaultRule['when'], FaultRule['do'], object]>([
  [
    'shown by its answer needs no look',
    { method: 'GET', path: '/none' },
    { lie: 'nothing' },
    { statuses: applied, left: 0, writes: 2, looks: 0 },
  ],
  [
    'answered with the group as it was before is looked at',
    { method: 'PATCH', times: 1 },
    { lie: 'stale' },
    { statuses: applied, left: 0, writes: 2, looks: 1 },
  ],
  [
    'that its answer says nothing of is done, beside one that it shows',
    { method: 'PATCH', times: 1 },
    { body: { description: 'New' } },
    { statuses: applied, left: 0, writes: 2, looks: 0 },
  ],
  [
    'answered as done, and not done, is made again',
    { method: 'PATCH', times: 1 },
    { lie: 'nothing' },
    { statuses: applied, left: 0, writes: 3 },
  ],
  [
    '… also where it lets people in',
    { method: 'POST', path: '**/settings', times: 1 },
    { lie: 'nothing' },
    { statuses: applied, left: 0, writes: 3 },
  ],
  [
    '… and is never called applied that is not',
    { method: 'PATCH' },
    { lie: 'nothing' },
    { statuses: ['applied', 'failed', 'failed'], left: 2 },
  ],
])('a setting %s', async (_, when, answer, expected) => {
  expect(await run(when, answer)).toMatchObject(expected);
});
