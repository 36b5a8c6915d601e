import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/kinds/registry.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { applyPlan, planOf, Stage, seedOf, type WholeWishes } from './stage.ts';

const seed = seedOf(['kim', 'lee'], { A: { members: { boss: 'admin' } }, B: { members: { boss: 'admin' } } });

/** Applies one call after the other. */
async function run(wishes: WholeWishes, faults: FaultScript) {
  await using stage = await Stage.open({ seed });
  const actor = stage.actor();
  const planned = await planOf(actor, wishes);
  stage.sandbox.setFaults(faults);
  const { changes } = await applyPlan(stage, actor, planned, { concurrency: 1 });
  const results = changes.map((change) => [
    `${change.group?.name} ${kindOf(change).subject(change)}`,
    change.status,
  ]);
  return { results: Object.fromEntries(results), writes: stage.writes().length };
}

const refusing = (status: number, when: NonNullable<FaultScript[number]['when']>): FaultScript => [
  { when, do: { status, body: { error: 'No' } } },
];

describe('a refusal that could be about the whole run', () => {
  const both: WholeWishes = {
    A: { description: 'New', spend_limits: { jobs: 5 } },
    B: { members: { kim: 'read' } },
  };

  it('is, where a setting gets 401: the token is good for nothing more', async () => {
    const { results, writes } = await run(both, refusing(401, { method: 'PATCH' }));
    expect(writes).toBe(1);
    expect(results).toEqual({
      'A description': 'failed',
      'A spend_limits.jobs': 'failed',
      'B kim': 'not_attempted',
    });
  });

  it('is about the setting, where that gets 402: people come in all the same', async () => {
    const { results } = await run(both, refusing(402, { method: 'PATCH' }));
    expect(results).toEqual({
      'A description': 'failed',
      'A spend_limits.jobs': 'failed',
      'B kim': 'applied',
    });
  });

  it('is, where people get 402: there is no plan that has groups', async () => {
    const wishes: WholeWishes = {
      A: { members: { kim: 'read', lee: 'read' } },
      B: { members: { kim: 'read' } },
    };
    const { results, writes } = await run(wishes, refusing(402, { method: 'POST' }));
    expect(writes).toBe(1);
    expect(results).toEqual({ 'A kim': 'failed', 'A lee': 'failed', 'B kim': 'not_attempted' });
  });

  it.each([
    ['once: what it needs besides may be what the plan lacks', 1, 'applied'],
    ['again, without anything besides: other groups go on', 2, 'failed'],
  ])('is about the new group, where that gets 402 with people in it, %s', async (_, times, made) => {
    const wishes: WholeWishes = {
      B: { members: { kim: 'read' } },
      New: { create: true, members: { boss: 'admin', kim: 'read' } },
    };
    const { results } = await run(
      wishes,
      refusing(402, { method: 'POST', path: '**/resource-groups', times }),
    );
    expect(results).toEqual({ 'B kim': 'applied', 'New New': made, 'New boss': made, 'New kim': made });
  });
});
