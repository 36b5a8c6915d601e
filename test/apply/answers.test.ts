import { describe, expect, test } from 'vitest';
import type { Fault, FaultScript } from '../../src/sandbox/fault-script.ts';
import type { SeedGroup } from '../../src/sandbox/model.ts';
import {
  type ApplyOptions,
  applyPlan,
  lines,
  planOf,
  Stage,
  seedOf,
  statuses,
  type Wishes,
} from './stage.ts';

const labId = 'a'.repeat(24);
const users = ['ada', 'bob', 'kim', 'lee', 'noor', 'zoe'];

/** Plans, then applies; `clicks` are made before the request of that number arrives, counted from the first write. */
async function run(options: {
  readonly members: SeedGroup['members'];
  readonly wishes: Wishes['lab'];
  readonly faults?: FaultScript;
  readonly clicks?: Readonly<Record<number, readonly (readonly [string, string | null])[]>>;
  readonly apply?: ApplyOptions;
}) {
  let first = Number.POSITIVE_INFINITY;
  let click = (_count: number): void => undefined;
  await using stage = await Stage.open({
    seed: seedOf(users, { lab: { id: labId, members: options.members ?? {} } }),
    onRequest: (count) => click(count - first + 1),
  });
  const actor = stage.actor();
  const planned = await planOf(actor, { lab: options.wishes }, options.apply?.batchSize);
  first = stage.sandbox.log.length + 1;
  stage.sandbox.setFaults(options.faults ?? null);
  click = (count) => {
    stage.sandbox.mutate((directory) => {
      const { id } = directory.groupNamed('lab');
      for (const [user, role] of options.clicks?.[count] ?? []) {
        if (role === null) directory.removeFromGroup(id, user);
        else directory.setRole(id, user, role);
      }
    });
  };
  const report = await applyPlan(stage, actor, planned, options.apply);
  return {
    report,
    status: statuses(report),
    writes: lines(stage.writes()),
    looks: stage.looks().length,
    members: stage.members('lab'),
  };
}

const mixed: Wishes['lab'] = {
  membership: 'exact',
  members: { boss: 'admin', ada: 'read', bob: 'write', kim: 'write' },
};
const before = { boss: 'admin', kim: 'read', zoe: 'read' };
const declared = { boss: 'admin', ada: 'read', bob: 'write', kim: 'write' };

describe.each(['POST', 'PATCH', 'DELETE'])('a %s that is answered 200', (method) => {
  test('and was not done: looked at, and sent again', async () => {
    const made = await run({
      members: before,
      wishes: mixed,
      faults: [{ when: { method, nth: 1 }, do: { lie: 'nothing' } }],
    });
    expect(new Set(Object.values(made.status))).toEqual(new Set(['applied']));
    expect(made.members).toEqual(declared);
    expect([made.looks, made.writes.length]).toEqual([1, 4]);
  });

  test('and never is done: failed, and nothing like applied', async () => {
    const { report, writes } = await run({
      members: before,
      wishes: mixed,
      faults: [{ when: { method }, do: { lie: 'nothing' } }],
    });
    const failed = report.changes.filter(({ status }) => status === 'failed');
    expect(failed).toHaveLength(method === 'POST' ? 2 : 1);
    for (const { error, in_doubt } of failed) {
      const message = 'The Hub answered HTTP 200, and its answer does not show the change';
      expect([error, in_doubt]).toEqual([
        { http_status: 200, message, request_id: expect.any(String) },
        undefined,
      ]);
    }
    expect(writes.filter((line) => line.startsWith(method))).toHaveLength(5);
  });

  test('with the group as it was before: looked at, and not sent again', async () => {
    const made = await run({
      members: before,
      wishes: mixed,
      faults: [{ when: { method, nth: 1 }, do: { lie: 'stale' } }],
    });
    expect(new Set(Object.values(made.status))).toEqual(new Set(['applied']));
    expect([made.looks, made.writes.length]).toEqual([1, 3]);
  });

  test.each<[string, unknown]>([
    ['nothing of the group', {}],
    ['success', { success: true }],
    ['users of no form', { users: 'many' }],
  ])('with %s is taken as done', async (_, body) => {
    const made = await run({ members: before, wishes: mixed, faults: [{ when: { method }, do: { body } }] });
    expect(new Set(Object.values(made.status))).toEqual(new Set(['applied']));
    expect([made.looks, made.writes.length]).toEqual([0, 3]);
  });

  test('with somebody of no name shows whom it adds, and not whom it does not show', async () => {
    const there = {
      ...(method === 'DELETE' ? declared : { ...declared, zoe: 'read' }),
      kim: method === 'POST' ? 'read' : 'write',
    };
    const users = [...Object.entries(there).map(([name, role]) => ({ name, role })), { role: 'read' }];
    const made = await run({
      members: before,
      wishes: mixed,
      faults: [{ when: { method, nth: 1 }, do: { body: { users } } }],
    });
    expect(new Set(Object.values(made.status))).toEqual(new Set(['applied']));
    // After it nobody knows who else is there: only what takes away depends on that.
    expect(made.looks).toBe(method === 'DELETE' ? 1 : 0);
  });

  test.each<[string, unknown]>([
    ['another group', { id: 'f'.repeat(24), users: [{ name: 'ada', role: 'read' }] }],
    ['users that cannot be read', { users: [null, 'ada', { name: 'zoe' }, { role: 'read' }] }],
  ])('with %s is looked at', async (_, body) => {
    const made = await run({
      members: before,
      wishes: mixed,
      faults: [{ when: { method, nth: 1 }, do: { body } }],
    });
    expect(new Set(Object.values(made.status))).toEqual(new Set(['applied']));
    expect(made.looks).toBeGreaterThan(0);
    expect(made.writes).toHaveLength(3);
  });
});

test('an add that took three of six: the others are sent again, and no one twice', async () => {
  const wishes = { members: Object.fromEntries(users.map((user) => [user, 'read'])) };
  const made = await run({ members: {}, wishes, faults: [{ when: { nth: 1 }, do: { lie: 'half' } }] });
  expect(new Set(Object.values(made.status))).toEqual(new Set(['applied']));
  expect(made.report.calls.map(({ changes }) => changes)).toEqual([
    [0, 1, 2, 3, 4, 5],
    [3, 4, 5],
  ]);
  expect(made.looks).toBe(1);
});

describe('an answer that shows what somebody else changed', () => {
  test('bob is admin by now, and not deleted as a reader', async () => {
    const made = await run({
      members: { boss: 'admin', ada: 'read', bob: 'read' },
      wishes: { membership: 'exact', members: { boss: 'admin' } },
      clicks: { 1: [['bob', 'admin']] },
    });
    expect(made.status).toEqual({ ada: 'applied', bob: 'failed' });
    expect(made.report.changes[1]?.error).toEqual({
      http_status: null,
      message: 'bob has the role admin meanwhile, which the plan did not know. Plan again.',
      request_id: null,
    });
    expect(made.writes).toEqual(['DELETE 200']);
    expect(made.members).toEqual({ boss: 'admin', bob: 'admin' });
  });

  test('an answer may be old: a look decides', async () => {
    const made = await run({
      members: { boss: 'admin', ada: 'read', bob: 'read' },
      wishes: { membership: 'exact', members: { boss: 'admin' } },
      clicks: { 1: [['bob', 'admin']], 2: [['bob', 'read']] },
    });
    expect(made.status).toEqual({ ada: 'applied', bob: 'applied' });
    expect([made.looks, made.writes]).toEqual([1, ['DELETE 200', 'DELETE 200']]);
  });

  test.each([
    ['removed', { boss: 'absent', kim: 'admin' }],
    ['demoted', { boss: 'read', kim: 'admin' }],
  ])('the only admin by now is not %s', async (_, wish) => {
    const made = await run({
      members: { boss: 'admin', kim: 'admin' },
      wishes: { members: { ...wish, ada: 'read' } },
      clicks: { 1: [['kim', null]] },
    });
    expect(made.status).toEqual({ ada: 'applied', boss: 'failed' });
    expect(made.report.changes[1]?.error?.message).toBe(
      'boss is the only admin by now, which the plan did not know. Plan again.',
    );
    expect(made.members).toEqual({ boss: 'admin', ada: 'read' });
  });

  test('the only member by now is not removed', async () => {
    const made = await run({
      members: { ada: 'read', bob: 'read', kim: 'read' },
      wishes: { members: { ada: 'absent', bob: 'absent' } },
      clicks: { 1: [['kim', null]] },
    });
    expect(made.status).toEqual({ ada: 'applied', bob: 'failed' });
    expect(made.members).toEqual({ bob: 'read' });
  });

  test('who seems to be the only admin is looked at before', async () => {
    const made = await run({
      members: { boss: 'admin', kim: 'admin' },
      wishes: { members: { boss: 'absent', kim: 'admin', ada: 'read' } },
      clicks: { 1: [['kim', null]], 2: [['kim', 'admin']] },
    });
    expect([made.status, made.looks]).toEqual([{ ada: 'applied', boss: 'applied' }, 1]);
  });

  test('one of several who is not as planned is enough to look', async () => {
    const made = await run({
      members: { boss: 'admin' },
      wishes: { members: { ada: 'read', bob: 'read', kim: 'read', lee: 'read' } },
      clicks: { 1: [['kim', 'admin']], 2: [['kim', null]] },
      apply: { batchSize: 2 },
    });
    expect(new Set(Object.values(made.status))).toEqual(new Set(['applied']));
    expect([made.looks, made.writes]).toEqual([1, ['POST 200', 'POST 200']]);
  });

  test('who is all the same to be the last admin to go, goes', async () => {
    const made = await run({
      members: { boss: 'admin', kim: 'read' },
      wishes: { members: { boss: 'absent', ada: 'read' } },
    });
    expect(made.status).toEqual({ ada: 'applied', boss: 'applied' });
  });

  test('somebody removed by hand is not added again, though a raise was planned', async () => {
    const made = await run({
      members: { boss: 'admin', bob: 'read', kim: 'read' },
      wishes: { members: { bob: 'write', kim: 'write' } },
      clicks: { 1: [['kim', null]] },
    });
    expect(made.status).toEqual({ bob: 'applied', kim: 'failed' });
    expect(made.writes).toEqual(['PATCH 200']);
  });

  test('whoever has it already needs no call', async () => {
    const made = await run({
      members: { boss: 'admin', bob: 'read', kim: 'read' },
      wishes: { members: { bob: 'write', kim: 'write' } },
      clicks: { 1: [['kim', 'write']] },
    });
    expect(made.status).toEqual({ bob: 'applied', kim: 'already' });
  });
});

test.each<[string, Fault]>([
  ['no answer', { reset: 'after' }],
  ['a fault', { status: 500, after_effect: true }],
])(
  'somebody of whom a look after %s shows no role is in doubt when we may have changed them',
  async (_, fault) => {
    const users = [{ name: 'boss', role: 'admin' }, { name: 'ada' }, { name: 'kim' }];
    const { report } = await run({
      members: { boss: 'admin', kim: 'read' },
      wishes: { members: { ada: 'read', kim: 'write' } },
      faults: [
        { when: { method: 'POST' }, do: fault },
        { when: { method: 'GET' }, do: { body: { id: labId, name: 'lab', users } } },
      ],
    });
    const message = (user: string) => `What the Hub says of ${user} by now cannot be read. Plan again.`;
    expect(report.changes).toMatchObject([
      {
        status: 'failed',
        in_doubt: true,
        error: { message: `${message('ada')} Whether it was done is not known.` },
      },
      { status: 'failed', error: { message: message('kim') } },
    ]);
    expect(report.changes[1]?.in_doubt).toBeUndefined();
    expect(report.result).toBe('partial');
  },
);

test('lower roles and removals wait for adds and raises, and not for each other', async () => {
  const members = { boss: 'admin', ada: 'admin', kim: 'read', zoe: 'read' };
  const wishes = {
    membership: 'exact',
    members: { boss: 'admin', ada: 'read', bob: 'admin', kim: 'write' },
  } as const;
  const refusal = { status: 403, body: { error: 'No' } };
  const add = await run({ members, wishes, faults: [{ when: { method: 'POST' }, do: refusal }] });
  expect(add.status).toEqual({
    ada: 'not_attempted',
    bob: 'failed',
    kim: 'applied',
    zoe: 'not_attempted',
  });
  const raise = await run({ members, wishes, faults: [{ when: { method: 'PATCH', nth: 1 }, do: refusal }] });
  expect(raise.status).toEqual({
    ada: 'not_attempted',
    bob: 'applied',
    kim: 'failed',
    zoe: 'not_attempted',
  });
  const lower = await run({ members, wishes, faults: [{ when: { method: 'PATCH', nth: 2 }, do: refusal }] });
  expect(lower.status).toEqual({ ada: 'failed', bob: 'applied', kim: 'applied', zoe: 'applied' });
  expect(lower.writes).toEqual(['POST 200', 'PATCH 200', 'PATCH 403', 'DELETE 200']);
});
