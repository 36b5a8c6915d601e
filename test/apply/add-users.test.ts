import { describe, expect, test } from 'vitest';
import type { HandSeed } from '../../src/sandbox/model.ts';
import { applyPlan, lines, planOf, Stage, seedOf, statuses, type Wish } from './stage.ts';

const names = (count: number, prefix = 'user'): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(3, '0')}`);

const readers = (users: readonly string[]): Wish => Object.fromEntries(users.map((user) => [user, 'read']));

/** Plans to add everybody, then lets `leavers` leave the organization before the first write. */
async function addThem(options: {
  readonly users: readonly string[];
  readonly leavers?: readonly string[];
  readonly insiders?: Readonly<Record<string, string>>;
  readonly text?: 'names' | 'silent';
  readonly batchSize?: number;
  readonly wish?: Wish;
}) {
  const { users, leavers = [], insiders = {}, text = 'names', batchSize = 50 } = options;
  const seed: HandSeed = seedOf(users, { lab: {} }, { options: { error_text: text } });
  const stage = await Stage.open({ seed });
  const actor = stage.actor();
  const planned = await planOf(actor, { lab: { members: options.wish ?? readers(users) } }, batchSize);
  stage.sandbox.mutate((directory) => {
    const lab = directory.groupNamed('lab');
    for (const user of leavers) directory.leave(user);
    for (const [user, role] of Object.entries(insiders)) directory.setRole(lab.id, user, role);
  });
  const report = await applyPlan(stage, actor, planned, { batchSize });
  const outcome = {
    report,
    posts: stage.writes().length,
    looks: stage.looks().length,
    members: Object.keys(stage.members('lab')),
    status: statuses(report),
  };
  await stage[Symbol.asyncDispose]();
  return outcome;
}

/** What one call may become when `k` of its `n` users are refused. */
const most = (n: number, k: number): number => 1 + 2 * Math.log2(n) * k;

test('sends as many calls as the plan says, and reads nothing', async () => {
  const users = names(101);
  const { posts, looks, report } = await addThem({ users });
  expect([posts, looks]).toEqual([3, 0]);
  expect(report.result).toBe('applied');
  expect(report.summary).toEqual({ applied: 101, already: 0, failed: 0, blocked: 0, not_attempted: 0 });
  expect(report.calls.map(({ changes }) => changes.length)).toEqual([50, 50, 1]);
});

describe.each(['names', 'silent'] as const)('a refusal whose message is %s', (text) => {
  const users = names(50);
  test.each([
    ['the first', [0]],
    ['one in the middle', [23]],
    ['the last', [49]],
    ['three', [3, 24, 48]],
    ['three in a row', [10, 11, 12]],
    ['half', users.map((_, index) => index).filter((index) => index % 2 === 0)],
    ['all', users.map((_, index) => index)],
  ])('lets the others in: %s', async (_, places) => {
    const leavers = places.map((place) => users[place] ?? '');
    const { posts, looks, members, status, report } = await addThem({ users, leavers, text });
    expect(members.toSorted()).toEqual(users.filter((user) => !leavers.includes(user)));
    const expected = users.map((user) => [user, leavers.includes(user) ? 'failed' : 'applied']);
    expect(status).toEqual(Object.fromEntries(expected));
    const errors = report.changes.flatMap(({ error }) => (error === undefined ? [] : [error]));
    expect(errors).toHaveLength(leavers.length);
    for (const error of errors) {
      expect(error.http_status).toBe(403);
      expect(error.message).toContain('Users not in the organization');
      expect(error.request_id).toMatch(/^Root=1-sandbox-/);
    }
    expect(posts).toBeLessThanOrEqual(most(50, leavers.length));
    expect(looks).toBeLessThanOrEqual(2);
  });
});

test.each([2, 3, 5, 8, 13, 21, 34, 50])('the silent bound holds for every single one of %i', async (n) => {
  const users = names(n);
  const places = n > 13 ? [0, 1, n >> 1, n - 2, n - 1] : users.map((_, index) => index);
  for (const place of places) {
    const { posts, looks } = await addThem({ users, leavers: users.slice(place, place + 1), text: 'silent' });
    expect(posts).toBeLessThanOrEqual(most(n, 1));
    expect(looks).toBeLessThanOrEqual(2);
  }
});

test('one who is named is tried alone: two calls more, and two reads', async () => {
  const users = names(50);
  const { posts, looks } = await addThem({ users, leavers: ['user-017'] });
  expect([posts, looks]).toEqual([3, 2]);
});

describe('already in the group', () => {
  test.each(['names', 'silent'] as const)('is success when a fresh read agrees (%s)', async (text) => {
    const users = names(10);
    const { posts, looks, status, report } = await addThem({ users, insiders: { 'user-004': 'read' }, text });
    expect(status['user-004']).toBe('already');
    expect(report.summary).toMatchObject({ applied: 9, already: 1, failed: 0 });
    expect([posts, looks, report.result]).toEqual([2, 1, 'applied']);
  });

  test('everybody: one call, one read, nothing to do', async () => {
    const users = names(10);
    const insiders = Object.fromEntries(users.map((user) => [user, 'read']));
    const { posts, looks, report } = await addThem({ users, insiders });
    expect([posts, looks, report.result]).toEqual([1, 1, 'nothing_to_do']);
  });

  test.each(['names', 'silent'] as const)('and somebody else is bad (%s)', async (text) => {
    const users = names(10);
    const insiders = { 'user-002': 'read' };
    const { status, posts } = await addThem({ users, insiders, leavers: ['user-009'], text });
    expect([status['user-002'], status['user-009']]).toEqual(['already', 'failed']);
    expect(Object.values(status).filter((one) => one === 'applied')).toHaveLength(8);
    expect(posts).toBeLessThanOrEqual(1 + most(9, 1));
  });

  test('with less than declared: a conflict', async () => {
    const wish = { 'user-001': 'read', 'user-002': 'write', 'user-003': 'read' };
    const { status, report } = await addThem({
      users: names(3),
      wish,
      insiders: { 'user-002': 'contributor' },
    });
    expect(status).toEqual({ 'user-001': 'applied', 'user-002': 'failed', 'user-003': 'applied' });
    expect(report.calls.map(({ method, status: code }) => `${method} ${code}`)).toEqual([
      'POST 403',
      'POST 200',
    ]);
  });

  test.each(['admin', 'custom-role'])('with %s, which nobody agreed to take away: failed', async (role) => {
    const { status, report } = await addThem({ users: names(3), insiders: { 'user-002': role } });
    expect(status).toEqual({ 'user-001': 'applied', 'user-002': 'failed', 'user-003': 'applied' });
    const message = `user-002 has the role ${role} meanwhile, which the plan did not know. Plan again.`;
    const request_id = expect.stringMatching(/^Root=1-/);
    expect(report.changes[1]?.error).toEqual({ http_status: 403, message, request_id });
    expect(report.result).toBe('partial');
  });
});

test.each(['names', 'silent'] as const)(
  'a user of an ordinary name is not taken as named (%s)',
  async (text) => {
    const users = ['ada', 'member', 'not', 'organization', 'read', 'user', 'zoe'];
    const { status, members } = await addThem({ users, leavers: ['zoe'], text });
    expect(members.toSorted()).toEqual(users.slice(0, -1));
    expect(status).toMatchObject({ zoe: 'failed', user: 'applied', organization: 'applied' });
  },
);

test('an ordinary name that is refused is found all the same', async () => {
  const users = ['ada', 'bob', 'kim', 'user'];
  const { status, posts } = await addThem({ users, leavers: ['user'] });
  expect(status).toEqual({ ada: 'applied', bob: 'applied', kim: 'applied', user: 'failed' });
  expect(posts).toBeLessThanOrEqual(most(4, 1));
});

test('a name that is a part of another name is not taken for it', async () => {
  const users = ['ann', 'ann-marie', 'mar', 'marie', 'marie-ann'];
  const { status } = await addThem({ users, leavers: ['ann-marie'] });
  expect(status).toEqual({
    ann: 'applied',
    'ann-marie': 'failed',
    mar: 'applied',
    marie: 'applied',
    'marie-ann': 'applied',
  });
});

test('a message that was cut does not name who only begins like its last word', async () => {
  const long = names(40, 'a-rather-long-name');
  const users = ['a', 'a-rather', ...long, 'z'];
  const { status } = await addThem({ users, leavers: long });
  expect([status['a'], status['a-rather'], status['z']]).toEqual(['applied', 'applied', 'applied']);
  expect(long.map((user) => status[user])).toEqual(long.map(() => 'failed'));
});

test('a message that only repeats the request condemns nobody', async () => {
  const users = ['ada', 'bob', 'kim', 'zoe'];
  const message = 'Could not add ada, bob, kim, zoe';
  await using stage = await Stage.open({
    seed: seedOf(users, { lab: {} }),
    faults: [{ when: { method: 'POST', nth: 1 }, do: { status: 400, body: { error: message } } }],
  });
  const actor = stage.actor();
  const report = await applyPlan(stage, actor, await planOf(actor, { lab: { members: readers(users) } }));
  expect(report.result).toBe('applied');
  expect(lines(stage.writes())).toEqual(['POST 400', 'POST 200', 'POST 200', 'POST 200']);
});

test('service accounts that there are not are refused one by one when a message names them all', async () => {
  const bots = ['bot-a', 'bot-b', 'bot-c', 'bot-d'];
  const wish = Object.fromEntries(
    bots.map((name) => [name, { role: 'read', service_account: true as const }]),
  );
  const { status, posts } = await addThem({ users: [], wish });
  expect(new Set(Object.values(status))).toEqual(new Set(['failed']));
  expect(posts).toBeLessThanOrEqual(most(4, 4));
});

test('a limit on the size of a request costs calls, and nobody’s access', async () => {
  const users = names(16);
  await using stage = await Stage.open({
    seed: seedOf(users, { lab: {} }),
    faults: [{ when: { method: 'POST', nth: [1, 2] }, do: { status: 400, body: { error: 'Too many' } } }],
  });
  const actor = stage.actor();
  const report = await applyPlan(stage, actor, await planOf(actor, { lab: { members: readers(users) } }));
  expect(report.summary.applied).toBe(16);
  expect(Object.keys(stage.members('lab'))).toHaveLength(16);
});

test('who came in while the batch was tried apart is already there', async () => {
  const users = names(8);
  let stage: Stage | null = null;
  const opened = await Stage.open({
    seed: seedOf(users, { lab: {} }, { options: { error_text: 'silent' } }),
    onRequest: (count) => {
      // 1 to 3 plan, 4 is refused, 5 looks; then somebody clicks.
      if (count !== 6) return;
      stage?.sandbox.mutate((directory) => {
        const { id } = directory.groupNamed('lab');
        directory.setRole(id, 'user-002', 'read');
        directory.setRole(id, 'user-003', 'admin');
      });
    },
  });
  stage = opened;
  const actor = opened.actor();
  const planned = await planOf(actor, { lab: { members: readers(users) } });
  opened.sandbox.mutate((directory) => directory.leave('user-001'));
  const status = statuses(await applyPlan(opened, actor, planned));
  expect(status).toMatchObject({ 'user-001': 'failed', 'user-002': 'already', 'user-003': 'failed' });
  expect(Object.values(status).filter((one) => one === 'applied')).toHaveLength(5);
  await opened[Symbol.asyncDispose]();
});

test('the last look has the last word on who was refused by name', async () => {
  const users = ['ada', 'bob', 'kim'];
  const refusal = (name: string) => ({ status: 400, body: { error: `${name} is unknown` } });
  await using stage = await Stage.open({
    seed: seedOf(users, { lab: {} }),
    faults: [
      { when: { method: 'POST', nth: 1 }, do: refusal('ada') },
      // Said to be refused alone, and there all the same.
      { when: { method: 'POST', nth: 2 }, do: { ...refusal('ada'), after_effect: true } },
    ],
  });
  const actor = stage.actor();
  const report = await applyPlan(stage, actor, await planOf(actor, { lab: { members: readers(users) } }));
  expect(statuses(report)).toEqual({ ada: 'already', bob: 'applied', kim: 'applied' });
});

test('somebody who was refused for what is no more does not condemn the others', async () => {
  const users = names(6);
  let stage: Stage | null = null;
  const opened = await Stage.open({
    seed: seedOf(users, { lab: {} }),
    onRequest: (count) => {
      stage?.sandbox.mutate((directory) => {
        const { id } = directory.groupNamed('lab');
        // There when the call comes, so that it is refused, and gone when somebody looks.
        if (count === 4) directory.setRole(id, 'user-006', 'write');
        if (count === 5) directory.removeFromGroup(id, 'user-006');
      });
    },
  });
  stage = opened;
  const actor = opened.actor();
  const planned = await planOf(actor, { lab: { members: readers(users) } });
  const report = await applyPlan(opened, actor, planned);
  expect(report.summary).toMatchObject({ applied: 6, failed: 0 });
  await opened[Symbol.asyncDispose]();
});
