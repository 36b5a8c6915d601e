import { expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import type { HandSeed } from '../../src/sandbox/model.ts';
import { type Actor, applyPlan, lines, planOf, Stage, seedOf, statuses, type Wishes } from './stage.ts';

const ids = { first: 'a'.repeat(24), second: 'b'.repeat(24) };
const users = ['ada', 'bob', 'kim', 'zoe'];
const seed: HandSeed = seedOf(users, {
  first: { id: ids.first, members: { boss: 'admin', kim: 'read', zoe: 'read' } },
  second: { id: ids.second, members: { boss: 'admin', kim: 'read', zoe: 'read' } },
});
const wish = { membership: 'exact', members: { boss: 'admin', ada: 'read', kim: 'write' } } as const;
const wishes: Wishes = { first: wish, second: wish };

interface Between {
  readonly stage: Stage;
  readonly actor: Actor;
}

/** Plans, lets something happen, applies. */
async function run(options: {
  readonly seed?: HandSeed;
  readonly wishes?: Wishes;
  readonly faults?: FaultScript;
  readonly between?: (between: Between) => void;
  readonly concurrency?: number;
}) {
  await using stage = await Stage.open({ seed: options.seed ?? seed });
  const actor = stage.actor();
  const planned = await planOf(actor, options.wishes ?? wishes);
  stage.sandbox.setFaults(options.faults ?? null);
  options.between?.({ stage, actor });
  const { concurrency = 1 } = options;
  const report = await applyPlan(stage, actor, planned, { concurrency });
  const of = (group: string): readonly string[] =>
    membershipsIn(report.changes)
      .filter((change) => change.group.name === group)
      .map((change) => `${change.user} ${change.status}`);
  return {
    report,
    of,
    writes: lines(stage.writes()),
    looks: stage.looks().length,
    members: (group: string) => stage.members(group),
  };
}

const done = ['ada applied', 'kim applied', 'zoe applied'];
const permission = 'You do not have permission to change this resource group';

test('a token that may not write one group: each is refused alone, and the other groups go on', async () => {
  const { report, of, writes, looks } = await run({
    faults: [{ when: { path: `**/${ids.first}/**` }, do: { status: 403, body: { error: permission } } }],
  });
  expect(of('first')).toEqual(['ada failed', 'kim failed', 'zoe not_attempted']);
  expect(of('second')).toEqual(done);
  expect([writes.length, looks]).toEqual([5, 2]);
  expect(report.result).toBe('partial');
  expect(report.summary).toEqual({ applied: 3, already: 0, failed: 2, blocked: 0, not_attempted: 1 });
  const error = { http_status: 403, message: permission, request_id: expect.stringMatching(/^Root=1-/) };
  expect(report.changes.slice(0, 3).map((change) => change.error)).toEqual([error, error, undefined]);
});

test.each([
  ['405', { status: 405, body: { error: 'Not here' } }],
  ['a redirect', { status: 307, headers: { Location: 'https://elsewhere.example/' } }],
])('%s is about the whole group', async (_, fault) => {
  const { of, writes } = await run({ faults: [{ when: { path: `**/${ids.first}/**` }, do: fault }] });
  expect(of('first')).toEqual(['ada failed', 'kim not_attempted', 'zoe not_attempted']);
  expect(of('second')).toEqual(done);
  expect(writes).toHaveLength(4);
});

test('a group whose every change is refused ends in failed, not partial', async () => {
  const { report } = await run({
    faults: [{ do: { status: 403, body: { error: permission } } }],
  });
  expect(report.result).toBe('failed');
});

test.each([401, 402])('%i in the middle stops the run', async (status) => {
  const { report, of, writes } = await run({
    faults: [{ when: { method: 'PATCH' }, do: { status, body: { error: 'No' } } }],
  });
  expect(of('first')).toEqual(['ada applied', 'kim failed', 'zoe not_attempted']);
  expect(of('second')).toEqual(['ada not_attempted', 'kim not_attempted', 'zoe not_attempted']);
  expect(writes).toEqual(['POST 200', `PATCH ${status}`]);
  expect(report.result).toBe('partial');
});

test('401 for several groups at the same time: each says so, nothing follows', async () => {
  const { report, writes } = await run({ faults: [{ do: { status: 401 } }], concurrency: 2 });
  expect(report.summary).toEqual({ applied: 0, already: 0, failed: 2, blocked: 0, not_attempted: 4 });
  expect(writes).toEqual(['POST 401', 'POST 401']);
  expect(report.result).toBe('failed');
});

test('a group deleted meanwhile: one call and one look, and the others go on', async () => {
  const { of, writes, looks, report } = await run({
    between: ({ stage }) => stage.sandbox.mutate((directory) => directory.deleteGroup(ids.first)),
  });
  expect(of('first')).toEqual(['ada failed', 'kim not_attempted', 'zoe not_attempted']);
  expect(of('second')).toEqual(done);
  expect([writes.length, looks]).toEqual([4, 1]);
  expect(report.changes[0]?.error).toMatchObject({
    http_status: 404,
    message: expect.stringContaining('The group is not there any more, or the token may not see it.'),
  });
  expect(report.changes[1]?.error?.message).toBe(
    'The group is not there any more, or the token may not see it.',
  );
});

test('a group deleted before its only removals: nobody can say that they are made', async () => {
  const { of } = await run({
    wishes: { first: { members: { kim: 'absent', zoe: 'absent' } } },
    between: ({ stage }) => stage.sandbox.mutate((directory) => directory.deleteGroup(ids.first)),
  });
  expect(of('first')).toEqual(['kim failed', 'zoe not_attempted']);
});

test('who is removed by somebody else is already removed', async () => {
  const { of, report, looks } = await run({
    between: ({ stage }) => stage.sandbox.mutate((directory) => directory.removeFromGroup(ids.first, 'zoe')),
  });
  expect(of('first')).toEqual(['ada applied', 'kim applied', 'zoe already']);
  expect(looks).toBe(1);
  expect(report.result).toBe('applied');
});

test('somebody who was taken out by hand is not added again', async () => {
  const { of, members, writes } = await run({
    wishes: { first: wish },
    between: ({ stage }) => stage.sandbox.mutate((directory) => directory.removeFromGroup(ids.first, 'kim')),
  });
  expect(of('first')).toEqual(['ada applied', 'kim failed', 'zoe not_attempted']);
  expect(members('first')).toEqual({ boss: 'admin', ada: 'read', zoe: 'read' });
  expect(writes).toEqual(['POST 200']);
});

test('a role change of somebody who left the organization is a conflict', async () => {
  const { of, report } = await run({
    wishes: { first: wish },
    between: ({ stage }) => stage.sandbox.mutate((directory) => directory.leave('kim')),
  });
  expect(of('first')).toEqual(['ada applied', 'kim failed', 'zoe not_attempted']);
  expect(report.changes[1]?.error).toMatchObject({
    http_status: null,
    message: 'kim is not in the group meanwhile, which the plan did not know. Plan again.',
  });
});

test('two who undo each other’s work come to an end', async () => {
  let opened: Stage | null = null;
  const stage = await Stage.open({
    seed,
    onRequest: () => {
      opened?.sandbox.mutate((directory) => {
        // Before every request somebody else turns it round.
        if (directory.group(ids.first)?.users.has('kim')) directory.removeFromGroup(ids.first, 'kim');
        else directory.setRole(ids.first, 'kim', 'read');
      });
    },
  });
  const actor = stage.actor();
  const planned = await planOf(actor, { first: { members: { kim: 'write' } } });
  opened = stage;
  const report = await applyPlan(stage, actor, planned);
  expect(stage.writes().length).toBeLessThanOrEqual(5);
  expect(['applied', 'failed']).toContain(report.changes[0]?.status);
  await stage[Symbol.asyncDispose]();
});

test('a refused removal does not keep the others', async () => {
  const { of } = await run({
    wishes: { first: { members: { kim: 'absent', zoe: 'absent' } } },
    faults: [{ when: { method: 'DELETE', nth: 1 }, do: { status: 400, body: { error: 'No' } } }],
  });
  expect(of('first')).toEqual(['kim failed', 'zoe applied']);
});

test.each([
  ['an add', 'POST', ['ada failed', 'kim applied', 'zoe not_attempted']],
  ['a role change', 'PATCH', ['ada applied', 'kim failed', 'zoe not_attempted']],
])('removals wait for %s that failed; other groups’ do not', async (_, method, expected) => {
  const { of } = await run({
    faults: [{ when: { method, path: `**/${ids.first}/**` }, do: { status: 400, body: { error: 'No' } } }],
  });
  expect(of('first')).toEqual(expected);
  expect(of('second')).toEqual(done);
});

const scimSeed: HandSeed = {
  ...seedOf(users, {
    first: {
      id: ids.first,
      scim: true,
      members: { boss: 'admin', kim: 'read', zoe: 'read', 'old-bot': 'read' },
    },
  }),
  service_accounts: ['ci-bot', 'old-bot', 'top-bot'],
};
const bot = (role: string) => ({ role, service_account: true }) as const;

test.each(['names', 'silent'] as const)(
  'a SCIM group is blocked once, and service accounts still done (%s)',
  async (text) => {
    const { report, writes, looks, members } = await run({
      seed: { ...scimSeed, options: { error_text: text } },
      wishes: {
        first: {
          membership: 'exact',
          members: {
            boss: 'admin',
            ada: 'read',
            bob: 'read',
            kim: 'write',
            'ci-bot': bot('write'),
            'old-bot': 'absent',
          },
        },
      },
    });
    expect(statuses(report)).toEqual({
      ada: 'blocked',
      bob: 'blocked',
      'ci-bot': 'applied',
      kim: 'blocked',
      'old-bot': 'applied',
      zoe: 'blocked',
    });
    expect(report.blocked).toEqual([
      {
        kind: 'membership',
        group: { id: ids.first, name: 'first' },
        user: null,
        after: null,
        reason: 'scim_managed',
        suggestion: null,
        hint: null,
        held_by: null,
        // The line of the first change that met it.
        source: report.changes.find(({ status }) => status === 'blocked')?.source,
        via: null,
        origin: null,
      },
    ]);
    expect(report.summary).toEqual({ applied: 2, already: 0, failed: 0, blocked: 4, not_attempted: 0 });
    expect(report.result).toBe('partial');
    expect(writes.toSorted()).toEqual([
      'DELETE 200',
      'DELETE 403',
      'PATCH 403',
      'POST 200',
      'POST 403',
      'POST 403',
      'POST 403',
    ]);
    // One when some are refused, and one at the end of each phase.
    expect(looks).toBe(4);
    expect(members('first')).toMatchObject({ 'ci-bot': 'write', kim: 'read', zoe: 'read' });
  },
);

test('SCIM that answers for a service account too is that account’s trouble', async () => {
  const { report } = await run({
    seed: scimSeed,
    wishes: { first: { members: { 'ci-bot': bot('read'), 'top-bot': bot('read') } } },
    faults: [{ when: { method: 'POST' }, do: { status: 403, body: { error: 'managed by SCIM' } } }],
  });
  expect(statuses(report)).toEqual({ 'ci-bot': 'failed', 'top-bot': 'failed' });
  expect(report.blocked).toEqual([]);
});

test('somebody named scim does not make a group managed by SCIM', async () => {
  const { report } = await run({
    seed: seedOf(['ada', 'scim'], { first: { id: ids.first } }),
    wishes: { first: { members: { ada: 'read', scim: 'read' } } },
    between: ({ stage }) => stage.sandbox.mutate((directory) => directory.leave('scim')),
  });
  expect(statuses(report)).toEqual({ ada: 'applied', scim: 'failed' });
});

test('what is so already is neither sent nor counted as sent', async () => {
  await using stage = await Stage.open({ seed });
  const actor = stage.actor();
  const planned = await planOf(actor, { first: { members: { ada: 'read', zoe: 'absent' } }, second: wish });
  const already = new Set(planned.plan.changes.keys());
  const report = await applyPlan(stage, actor, planned, { already });
  expect(report.result).toBe('nothing_to_do');
  expect(report.summary.already).toBe(planned.plan.changes.length);
  expect(stage.writes()).toEqual([]);
});

test('the longest groups begin first', async () => {
  const many = Array.from({ length: 9 }, (_, index) => `user-${index}`);
  await using stage = await Stage.open({ seed: seedOf(many, { aa: {}, bb: {}, cc: {} }) });
  const actor = stage.actor();
  const wishFor = (count: number) => ({
    members: Object.fromEntries(many.slice(0, count).map((user) => [user, 'read'])),
  });
  const planned = await planOf(actor, { aa: wishFor(1), bb: wishFor(9), cc: wishFor(4) }, 2);
  const report = await applyPlan(stage, actor, planned, { concurrency: 1, batchSize: 2 });
  const order = report.calls.map(({ changes }) => planned.plan.changes[changes[0] ?? 0]?.group?.name);
  expect(order).toEqual(['bb', 'bb', 'bb', 'bb', 'bb', 'cc', 'cc', 'aa']);
});
