import { describe, expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/registry.ts';
import type { Fault } from '../../src/sandbox/fault-script.ts';
import { applyPlan, planOf, Stage, seedOf, type WholeWishes } from './stage.ts';

const other = 'b'.repeat(24);
const unheard = 'c'.repeat(24);
const there = { Other: { id: other, members: { boss: 'admin' } } } as const;
const make: WholeWishes = { New: { create: true, members: { boss: 'admin', kim: 'read' } } };
const boss = { name: 'boss', role: 'admin' };
const both = [boss, { name: 'kim', role: 'read' }];

/** Applies to an organization whose answer to the first request that makes or deletes a group is another one. */
async function run(
  wishes: WholeWishes,
  method: 'POST' | 'DELETE',
  fault: Fault,
  when: 'once' | 'always' = 'once',
) {
  await using stage = await Stage.open({ seed: seedOf(['kim'], there) });
  const actor = stage.actor();
  const planned = await planOf(actor, wishes);
  const path = method === 'POST' ? '**/resource-groups' : `**/resource-groups/${other}`;
  stage.sandbox.setFaults([{ when: { method, path, ...(when === 'once' ? { nth: 1 } : {}) }, do: fault }]);
  const report = await applyPlan(stage, actor, planned);
  const { log } = stage.sandbox;
  const names: string[] = [];
  stage.sandbox.mutate((directory) => names.push(...directory.groups().map(({ name }) => name)));
  return {
    result: report.result,
    results: Object.fromEntries(report.changes.map((one) => [kindOf(one).subject(one), one.status])),
    sent: stage.writes().map(({ method: how, path: to }) => `${how} ${to.split('/').slice(5).join('/')}`),
    looks: log
      .slice(log.findIndex(({ method: how }) => how !== 'GET'))
      .filter(({ method: how }) => how === 'GET').length,
    names: names.toSorted(),
    members: stage.members('Other'),
  };
}

describe('a group is made, and answered with', () => {
  test.each<[string, object]>([
    ['a group that is there', { id: other, name: 'Other', users: [boss] }],
    ['the id of one that is there', { id: other, name: 'New', users: both }],
    ['… in capitals', { id: other.toUpperCase(), name: 'New', users: both }],
    ['another name', { id: unheard, name: 'Else', users: both }],
    ['others than were sent', { id: unheard, name: 'New', users: [boss] }],
    ['no id', { name: 'New', users: both }],
  ])('%s: it is looked for by its name', async (_, body) => {
    const made = await run(make, 'POST', { body });
    expect(made.results).toEqual({ New: 'applied', boss: 'applied', kim: 'applied' });
    expect(made.names).toEqual(['New', 'Other']);
    expect([made.sent, made.looks]).toEqual([['POST '], 1]);
  });

  test('what it is: nothing is looked at', async () => {
    const made = await run(make, 'POST', { body: { id: unheard, name: 'New', users: both } });
    expect(made.results).toEqual({ New: 'applied', boss: 'applied', kim: 'applied' });
    expect(made.looks).toBe(0);
  });
});

test('a group that is not made, and answered with one that is there: nothing is sent to that one', async () => {
  const body = { id: other, name: 'New', users: both };
  const made = await run(make, 'POST', { status: 200, body });
  expect(made.results).toEqual({ New: 'failed', boss: 'failed', kim: 'failed' });
  expect([made.names, made.sent, made.members]).toEqual([['Other'], ['POST '], { boss: 'admin' }]);
});

describe('a group is deleted, and answered with', () => {
  const wishes: WholeWishes = { Other: { id: other, state: 'absent' } };
  const whole = { id: other, name: 'Other', users: [boss] };

  test('itself: it is looked at, and is gone', async () => {
    const made = await run(wishes, 'DELETE', { body: whole });
    expect([made.results, made.looks, made.names]).toEqual([{ Other: 'applied' }, 1, []]);
  });

  test('itself, since it was not deleted: it is deleted', async () => {
    const made = await run(wishes, 'DELETE', { status: 200, body: whole });
    expect([made.results, made.sent.length, made.names]).toEqual([{ Other: 'applied' }, 2, []]);
  });

  test('itself, since it never is deleted: it has failed', async () => {
    const made = await run(wishes, 'DELETE', { status: 200, body: whole }, 'always');
    expect([made.results, made.result, made.names]).toEqual([{ Other: 'failed' }, 'failed', ['Other']]);
  });

  test.each<[string, object]>([
    ['nothing', {}],
    ['success', { success: true }],
    ['its id', { id: other }],
    ['its users alone', { users: [boss] }],
  ])('%s: it is gone', async (_, body) => {
    const made = await run(wishes, 'DELETE', { body });
    expect([made.results, made.looks, made.names]).toEqual([{ Other: 'applied' }, 0, []]);
  });
});
