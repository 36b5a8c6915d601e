import { describe, expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { applyPlan, planOf, Stage, seedOf, statuses, type Wishes } from './stage.ts';

const seed = seedOf(['ada', 'bob', 'kim', 'zoe'], {
  first: { members: { boss: 'admin', kim: 'read', zoe: 'read' } },
  second: { members: { boss: 'admin', kim: 'read', zoe: 'read' } },
});
const wish = {
  membership: 'exact',
  members: { boss: 'admin', ada: 'read', bob: 'read', kim: 'write' },
} as const;
const wishes: Wishes = { first: wish, second: wish };
const declared = { boss: 'admin', ada: 'read', bob: 'read', kim: 'write' };
/** Planning sends three. */
const planning = 3;

/** Applies, and stops or kills the run while request `at` of it is under way; 0 before the first. */
async function endedAt(
  at: number,
  options: { readonly faults?: FaultScript; readonly how?: 'stop' | 'kill'; readonly concurrency?: number },
) {
  const { faults = [], how = 'stop', concurrency = 1 } = options;
  let end = (): void => undefined;
  const stage = await Stage.open({
    seed,
    onRequest: (count) => {
      if (count === planning + at) end();
    },
  });
  const actor = stage.actor();
  const planned = await planOf(actor, wishes);
  stage.sandbox.setFaults(faults);
  let ended = false;
  let arrived = 0;
  end = () => {
    ended = true;
    arrived = stage.sandbox.log.length;
    actor[how].abort(new Error('ended by the test'));
  };
  if (at === 0) end();
  const report = await applyPlan(stage, actor, planned, { concurrency });
  return { stage, report, ended, late: ended ? stage.sandbox.log.length - arrived : 0 };
}

/** Every change with an effect in the log is applied, every other one is not, and the state agrees. */
function expectTruth({ stage, report }: Awaited<ReturnType<typeof endedAt>>): void {
  const effects = new Set(
    stage.sandbox.log.flatMap(({ effect }) => effect.map(({ group, user }) => `${group} ${user}`)),
  );
  for (const { group, user, status, error } of membershipsIn(report.changes)) {
    const made = effects.has(`${group.id} ${user}`);
    const unknown = error?.message.includes('not known') === true;
    if (!unknown) expect([group.name, user, status === 'applied']).toEqual([group.name, user, made]);
    if (status === 'not_attempted') expect(made).toBe(false);
  }
}

const scripts: Readonly<Record<string, FaultScript>> = {
  'all goes well': [],
  'every second call fails': [{ when: { every: 2 }, do: { status: 500 } }],
  'every second call fails after its effect': [{ when: { every: 2 }, do: { reset: 'after' } }],
  'a user is refused': [
    { when: { method: 'POST', nth: 1 }, do: { status: 400, body: { error: 'Some are unknown' } } },
  ],
  'the rate limit is met': [
    { when: { every: 3 }, do: { status: 429, headers: { RateLimit: '"api";r=0;t=9' } } },
  ],
};

describe.each(Object.entries(scripts))('a signal while %s', (_, faults) => {
  test('at every moment: nothing new is started, and the report is true', async () => {
    let moments = 0;
    for (let at = 0; ; at++) {
      const run = await endedAt(at, { faults });
      const { stage, report, ended, late } = run;
      expectTruth(run);
      expect(late).toBe(0);
      const { not_attempted, failed } = report.summary;
      if (ended) expect(report.result).toBe(not_attempted + failed === 0 ? 'applied' : 'interrupted');
      if (ended && at === 0) expect([not_attempted, report.calls]).toEqual([8, []]);
      await stage[Symbol.asyncDispose]();
      if (!ended) break;
      moments = at;
    }
    expect(moments).toBeGreaterThanOrEqual(6);
  });

  test('with groups side by side: what is in flight finishes', async () => {
    for (let at = 0; at <= 6; at++) {
      const run = await endedAt(at, { faults, concurrency: 2 });
      expectTruth(run);
      // The other group's call may be on its way to the Hub.
      expect(run.late).toBeLessThanOrEqual(1);
      await run.stage[Symbol.asyncDispose]();
    }
  });

  test('killed at every moment: the next run ends in the declared state', async () => {
    for (let at = 1; ; at++) {
      const { stage, ended } = await endedAt(at, { faults, how: 'kill', concurrency: 2 });
      stage.sandbox.setFaults(null);
      const next = stage.actor(2);
      const planned = await planOf(next, wishes);
      const report = await applyPlan(stage, next, planned);
      expect(['applied', 'nothing_to_do']).toContain(report.result);
      expect(stage.members('first')).toEqual(declared);
      expect(stage.members('second')).toEqual(declared);
      const all = stage.sandbox.log.flatMap(({ effect }) => effect);
      expect(all).toHaveLength(8);
      await stage[Symbol.asyncDispose]();
      if (!ended) break;
    }
  });
});

test('a call in doubt when the signal came is not looked after, and says so', async () => {
  const run = await endedAt(1, { faults: [{ when: { nth: 1 }, do: { reset: 'after' } }] });
  expect(statuses(run.report)).toMatchObject({ zoe: 'not_attempted' });
  const [ada] = run.report.changes;
  expect(ada?.status).toBe('failed');
  expect(ada?.error?.message).toContain(
    'Whether it was done is not known. The group could not be read: Interrupted',
  );
  // Nobody else in the group is told of what was not their trouble.
  expect(run.report.changes[2]?.error).toBeUndefined();
  expect(run.report.result).toBe('interrupted');
  await run.stage[Symbol.asyncDispose]();
});

test('a call that was sent to no effect before the signal has failed, and says so', async () => {
  const run = await endedAt(2, { faults: [{ when: { nth: 1 }, do: { status: 503 } }] });
  expect(run.report.changes.slice(0, 3).map(({ status }) => status)).toEqual([
    'failed',
    'failed',
    'not_attempted',
  ]);
  expect(run.report.changes[0]?.error).toMatchObject({
    http_status: 503,
    message: expect.stringContaining('It was not tried again.'),
  });
  expect(run.report.result).toBe('interrupted');
  await run.stage[Symbol.asyncDispose]();
});
