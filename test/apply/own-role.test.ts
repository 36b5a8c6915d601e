import { expect, test } from 'vitest';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { applyPlan, planOf, Stage, seedOf, type WholeWishes } from './stage.ts';

const names = ['A', 'B', 'C', 'D', 'E', 'F'];
const seed = seedOf(
  ['ada', 'kim', 'lee', 'max', 'zoe'],
  Object.fromEntries(names.map((name) => [name, { members: { kim: 'read' } }])),
);
/** Something in every group, more of it in the last. */
const wishes: WholeWishes = Object.fromEntries(
  names.map((name) => [
    name,
    { members: { lee: 'read', ...(name === 'F' ? { kim: 'write', max: 'read' } : {}) } },
  ]),
);

async function run(roles: Readonly<Record<string, string>>, concurrency: number, faults: FaultScript = []) {
  await using stage = await Stage.open({ seed });
  stage.sandbox.mutate((directory) => directory.setOrganizationRole('zoe', 'write'));
  const actor = stage.actor();
  const planned = await planOf(actor, wishes, 1, roles);
  stage.sandbox.setFaults(faults);
  const report = await applyPlan(stage, actor, planned, { concurrency, batchSize: 1 });
  const writes = stage.writes().map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`);
  const roleOf = new Map(
    report.changes.flatMap((one) => (one.kind === 'organization_role' ? [[one.user, one.status]] : [])),
  );
  return { report, writes, roleOf, calls: planned.plan.calls };
}

test.each([1, 2, 8])(
  'the token’s own lower role is the very last write, %i at a time',
  async (concurrency) => {
    const { report, writes, calls } = await run({ boss: 'read', ada: 'write', zoe: 'read' }, concurrency);
    expect(report.result).toBe('applied');
    expect(writes).toHaveLength(calls.length);
    expect(writes.at(-1)).toBe('PUT members/boss/role');
    expect(writes.filter((one) => one.startsWith('PUT'))).toEqual([
      'PUT members/ada/role',
      'PUT members/zoe/role',
      'PUT members/boss/role',
    ]);
  },
);

test('what is about the organization stands last in the calls of the plan, too', async () => {
  const { calls } = await run({ boss: 'read' }, 1);
  expect(calls.at(-1)?.path).toMatch(/\/members\/boss\/role$/);
});

test('it still waits for higher roles, and is not made where one of those failed', async () => {
  const refusal = {
    when: { method: 'PUT', path: '**/ada/role' },
    do: { status: 403, body: { error: 'no' } },
  };
  const { roleOf } = await run({ boss: 'read', ada: 'write' }, 2, [refusal]);
  expect([roleOf.get('ada'), roleOf.get('boss')]).toEqual(['failed', 'not_attempted']);
});

test('lower roles of others wait for nothing else', async () => {
  const { writes } = await run({ ada: 'no_access', zoe: 'read' }, 1);
  expect(writes.filter((one) => one.startsWith('PUT'))).toHaveLength(2);
  expect(writes.at(-1)).not.toMatch(/^PUT/);
});

test.each([1, 8])(
  'roles of others wait for auto-join, which goes by those of before, %i at a time',
  async (concurrency) => {
    await using stage = await Stage.open({ seed });
    stage.sandbox.mutate((directory) => directory.setOrganizationRole('zoe', 'no_access'));
    const join = { A: { auto_join: { role: 'read', scope: 'read_plus' } } };
    const planned = await planOf(stage.actor(), { ...wishes, A: { ...wishes['A'], ...join.A } }, 1, {
      zoe: 'read',
    });
    expect(planned.plan.changes.find(({ kind }) => kind === 'setting')).toMatchObject({ joins: 3 });
    const report = await applyPlan(stage, stage.actor(), planned, { concurrency, batchSize: 1 });
    expect(report.result).toBe('applied');
    expect(stage.writes().at(-1)?.path).toMatch(/\/members\/zoe\/role$/);
    expect(Object.keys(stage.members('A')).toSorted()).toEqual(['ada', 'boss', 'kim', 'lee', 'max']);
  },
);

test('what the token’s user gets in a group waits for nothing else', async () => {
  await using stage = await Stage.open({ seed });
  const actor = stage.actor();
  const members = { A: { members: { boss: 'read', lee: 'read' } }, B: { members: { lee: 'read' } } };
  await applyPlan(stage, actor, await planOf(actor, members, 1), { concurrency: 1, batchSize: 1 });
  const groups = stage.writes().map(({ path }) => path);
  expect(groups).toHaveLength(3);
  expect(groups[0]).toBe(groups[1]);
});
