import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/fault-script.ts';
import { applyPlan, lines, planOf, Stage, seedOf, statuses, tooLong, type Wishes } from './stage.ts';

const seed = seedOf(['ada', 'bob', 'kim', 'zoe'], {
  lab: { members: { boss: 'admin', kim: 'read', zoe: 'read' } },
});
const wishes: Wishes = {
  lab: { membership: 'exact', members: { boss: 'admin', ada: 'read', bob: 'write', kim: 'write' } },
};
const declared = { boss: 'admin', ada: 'read', bob: 'write', kim: 'write' };
const allApplied = { ada: 'applied', bob: 'applied', kim: 'applied', zoe: 'applied' };

async function run(
  faults: Parameters<typeof Stage.open>[0]['faults'],
  onRequest?: (stage: Stage, count: number) => void,
) {
  let opened: Stage | null = null;
  const stage = await Stage.open({
    seed,
    onRequest: (count) => {
      if (opened !== null) onRequest?.(opened, count);
    },
  });
  opened = stage;
  const actor = stage.actor();
  const planned = await planOf(actor, wishes);
  stage.sandbox.setFaults(faults ?? null);
  const report = await applyPlan(stage, actor, planned);
  const effects = stage.sandbox.log.flatMap(({ effect }) => effect);
  const result = {
    report,
    status: statuses(report),
    writes: lines(stage.writes()),
    looks: stage.looks().length,
    members: stage.members('lab'),
    effects: effects.map(({ user, before, after }) => `${user} ${before} -> ${after}`),
    slept: stage.clock.slept,
  };
  await stage[Symbol.asyncDispose]();
  return result;
}

const withoutEffect: Readonly<Record<string, Fault>> = {
  '500': { status: 500 },
  '503 with a page': { status: 503, body: '<html>busy</html>', content_type: 'text/html' },
  '408': { status: 408 },
  'reset before the effect': { reset: 'before' },
};
const withEffect: Readonly<Record<string, Fault>> = {
  '502 after the effect': { status: 502, after_effect: true },
  '408 after the effect': { status: 408, after_effect: true },
  'reset after the effect': { reset: 'after' },
  'a cut body': { cut_body: 10 },
  'an empty body': { body: '' },
  'a 200 that is a page': { body: '<html>ok</html>', content_type: 'text/html' },
  'a 200 that is an error': { body: { error: 'oh' } },
  'a 202': { status: 202, after_effect: true },
  'a time-out': { delay_ms: tooLong },
};

describe.each(['POST', 'PATCH', 'DELETE'])('a doubtful %s', (method) => {
  test.each(Object.entries(withoutEffect))('%s: is read, and sent once more', async (_, fault) => {
    const { status, members, looks, writes, effects } = await run([{ when: { method, nth: 1 }, do: fault }]);
    expect(status).toEqual(allApplied);
    expect(members).toEqual(declared);
    expect([looks, writes.length]).toEqual([1, 4]);
    expect(new Set(effects).size).toBe(effects.length);
  });

  test.each(Object.entries(withEffect))('%s: is read, and not sent again', async (_, fault) => {
    const { status, members, writes, effects } = await run([{ when: { method, nth: 1 }, do: fault }]);
    expect(status).toEqual(allApplied);
    expect(members).toEqual(declared);
    expect(effects).toHaveLength(4);
    // A time-out may take its course only after the look: then it is sent, and refused, once more.
    expect(writes.length).toBeLessThanOrEqual(fault.delay_ms === undefined ? 3 : 4);
  });

  test('a time-out that takes its course late is applied, not already', async () => {
    const { status, members } = await run([
      { when: { method, nth: 1 }, do: { reset: 'before', delay_ms: tooLong } },
      { when: { method, nth: 2 }, do: { status: 500, after_effect: true } },
    ]);
    expect(status).toEqual(allApplied);
    expect(members).toEqual(declared);
  });
});

test.each([
  ['POST', { ada: 'failed', bob: 'failed', kim: 'applied', zoe: 'not_attempted' }],
  ['PATCH', { ada: 'applied', bob: 'applied', kim: 'failed', zoe: 'not_attempted' }],
  ['DELETE', { ada: 'applied', bob: 'applied', kim: 'applied', zoe: 'failed' }],
])('a %s that the Hub never answers ends in failed, after five tries', async (method, expected) => {
  const { status, report, writes, looks, slept } = await run([
    { when: { method }, do: { status: 500, body: { error: 'Out of order' } } },
  ]);
  expect(status).toEqual(expected);
  expect(report.result).toBe('partial');
  expect(writes.filter((line) => line === `${method} 500`)).toHaveLength(5);
  expect(looks).toBe(5);
  // What follows in the group does not go at once.
  const follows = method === 'POST' ? [4000] : [];
  expect(slept).toEqual([500, 1000, 2000, 4000, ...follows]);
  const failed = report.changes.find((change) => change.status === 'failed');
  expect(failed?.error).toMatchObject({
    http_status: 500,
    message: 'The Hub answered HTTP 500: Out of order',
  });
});

test('after five tries in vain others are tried once, until the Hub answers again', async () => {
  await using stage = await Stage.open({
    seed: seedOf(['a1', 'a2', 'a3', 'a4', 'a5'], {
      lab: { members: { a1: 'read', a2: 'read', a3: 'read', a4: 'read', a5: 'read' } },
    }),
    faults: [{ when: { method: 'PATCH', nth: [1, 2, 3, 4, 5, 6, 8] }, do: { status: 500 } }],
  });
  const actor = stage.actor();
  const members = { a1: 'write', a2: 'write', a3: 'write', a4: 'write', a5: 'write' };
  const report = await applyPlan(stage, actor, await planOf(actor, { lab: { members } }));
  expect(statuses(report)).toEqual({
    a1: 'failed',
    a2: 'failed',
    a3: 'applied',
    a4: 'applied',
    a5: 'applied',
  });
});

test('a group that cannot be read after a doubt: the doubt is said, and nothing more is sent there', async () => {
  const { status, report, writes } = await run([
    { when: { method: 'POST' }, do: { reset: 'after' } },
    { when: { method: 'GET' }, do: { status: 500 } },
  ]);
  expect(status).toEqual({ ada: 'failed', bob: 'failed', kim: 'not_attempted', zoe: 'not_attempted' });
  expect(writes).toEqual(['POST -']);
  expect(report.changes[0]?.error?.message).toContain('Whether it was done is not known.');
  expect(report.changes[2]?.error?.message).toContain(
    'The group could not be read: The Hub answered HTTP 500',
  );
  expect(report.changes.map((change) => change.in_doubt)).toEqual([true, true, undefined, undefined]);
  expect(report.result).toBe('partial');
});

test('a group that cannot be read after a refusal: the refusal is said, without a doubt', async () => {
  const { status, report } = await run([
    { when: { method: 'POST' }, do: { status: 400, body: { error: 'ada is unknown' } } },
    { when: { method: 'GET' }, do: { status: 500 } },
  ]);
  expect(status).toEqual({ ada: 'failed', bob: 'failed', kim: 'not_attempted', zoe: 'not_attempted' });
  expect(report.changes[0]?.error?.message).toMatch(/^ada is unknown\. The group could not be read/);
});

describe('somebody clicks between a doubtful call and the look', () => {
  // The first request of the run is number 4; the look is number 5.
  const clicked = (user: string, role: string | null) => (stage: Stage, count: number) => {
    if (count !== 5) return;
    stage.sandbox.mutate((directory) => {
      const { id } = directory.groupNamed('lab');
      if (role === null) directory.removeFromGroup(id, user);
      else directory.setRole(id, user, role);
    });
  };
  test('an add, now with less: a conflict', async () => {
    const { status, members, writes } = await run(
      [{ when: { method: 'POST', nth: 1 }, do: { status: 500 } }],
      clicked('bob', 'read'),
    );
    expect(status).toEqual({ ada: 'applied', bob: 'failed', kim: 'applied', zoe: 'not_attempted' });
    expect(members).toEqual({ ...declared, bob: 'read', zoe: 'read' });
    expect(writes).toEqual(['POST 500', 'POST 200', 'PATCH 200']);
  });

  test('an add, now with more: failed, and the removals wait', async () => {
    const { status, members } = await run(
      [{ when: { method: 'POST', nth: 1 }, do: { status: 500 } }],
      clicked('ada', 'admin'),
    );
    expect(status).toEqual({ ada: 'failed', bob: 'applied', kim: 'applied', zoe: 'not_attempted' });
    expect(members['ada']).toBe('admin');
  });

  // The adds are request 4; a role change is 5 and the look at it 6.
  test.each([
    ['with another low role: failed', 'contributor', 'failed', ['PATCH 500']],
    ['no more in the group: not added again', null, 'failed', ['PATCH 500']],
    ['as declared', 'write', 'applied', ['PATCH 500']],
    ['with more than declared: failed', 'admin', 'failed', ['PATCH 500']],
  ])('a role change, now %s', async (_, role, expected, calls) => {
    const { status, report, writes } = await run(
      [{ when: { method: 'PATCH', nth: 1 }, do: { status: 500 } }],
      (stage, count) => {
        if (count === 6) clicked('kim', role)(stage, 5);
      },
    );
    expect(status['kim']).toBe(expected);
    expect(writes.slice(1, 1 + calls.length)).toEqual(calls);
    expect(status['zoe']).toBe(expected === 'applied' ? 'applied' : 'not_attempted');
    if (expected === 'failed') {
      expect(report.changes[2]?.error).toMatchObject({
        http_status: 500,
        message: `kim ${role === null ? 'is not in the group' : `has the role ${role}`} meanwhile, which the plan did not know. Plan again.`,
      });
    }
  });

  test.each([
    ['gone already', null, 'applied'],
    ['raised: not removed', 'admin', 'failed'],
  ])('a removal, now %s', async (_, role, expected) => {
    const { status } = await run(
      [{ when: { method: 'DELETE', nth: 1 }, do: { status: 500 } }],
      (stage, count) => {
        if (count === 7) clicked('zoe', role)(stage, 5);
      },
    );
    expect(status['zoe']).toBe(expected);
  });
});

test('no connection: the run is over, and every change says so or was not attempted', async () => {
  const stage = await Stage.open({ seed });
  const actor = stage.actor();
  const planned = await planOf(actor, wishes);
  await stage.sandbox.close();
  // A client of its own: the first one's open connections broke, which is a doubt.
  const report = await applyPlan(stage, stage.actor(2), planned);
  expect(report.result).toBe('failed');
  expect(statuses(report)).toEqual({
    ada: 'failed',
    bob: 'failed',
    kim: 'not_attempted',
    zoe: 'not_attempted',
  });
  expect(report.changes[0]?.error?.message).toContain('cannot be reached');
  expect(report.calls).toMatchObject([{ method: 'POST', status: null, attempts: 2 }]);
  await stage[Symbol.asyncDispose]();
});

test('429 with nothing left of the quota waits until the reset, and is no doubt', async () => {
  const headers = { RateLimit: '"api";r=0;t=7' };
  const { status, looks, report, slept } = await run([
    { when: { method: 'POST', nth: 1 }, do: { status: 429, headers } },
    {
      when: { method: 'PATCH', nth: 1 },
      do: { status: 429, headers: { RateLimit: null, 'Retry-After': '3' } },
    },
  ]);
  expect(status).toEqual(allApplied);
  expect(looks).toBe(0);
  expect(slept).toEqual([8000, 3000]);
  expect(report.calls.map(({ attempts }) => attempts)).toEqual([2, 2, 1]);
});

test('429 to the end: that group is left alone', async () => {
  const { status, report, looks } = await run([
    { when: { method: 'POST' }, do: { status: 429, headers: { RateLimit: null } } },
  ]);
  expect(status).toEqual({ ada: 'failed', bob: 'failed', kim: 'not_attempted', zoe: 'not_attempted' });
  expect(report.calls).toMatchObject([{ method: 'POST', status: 429, attempts: 5 }]);
  expect(looks).toBe(0);
});

test('one look serves the whole group: what it shows to be done is not sent', async () => {
  const users = ['a1', 'a2', 'a3', 'a4', 'a5'];
  let opened: Stage | null = null;
  const stage = await Stage.open({
    seed: seedOf(users, { lab: { members: { a5: 'read' } } }),
    faults: [{ when: { method: 'POST', nth: 1 }, do: { status: 500, after_effect: true } }],
    onRequest: (count) => {
      if (count !== 5) return;
      opened?.sandbox.mutate((directory) => {
        const { id } = directory.groupNamed('lab');
        directory.setRole(id, 'a3', 'read');
        directory.setRole(id, 'a4', 'admin');
        directory.removeFromGroup(id, 'a5');
      });
    },
  });
  opened = stage;
  const actor = stage.actor();
  const members = { a1: 'read', a2: 'read', a3: 'read', a4: 'read', a5: 'absent' };
  const planned = await planOf(actor, { lab: { members } }, 2);
  const report = await applyPlan(stage, actor, planned, { batchSize: 2 });
  expect(statuses(report)).toEqual({
    a1: 'applied',
    a2: 'applied',
    a3: 'already',
    a4: 'failed',
    a5: 'not_attempted',
  });
  expect(lines(stage.writes())).toEqual(['POST 500']);
  expect(stage.looks()).toHaveLength(1);
  expect(report.changes[3]?.error).toMatchObject({ http_status: null, request_id: null });
  await stage[Symbol.asyncDispose]();
});
