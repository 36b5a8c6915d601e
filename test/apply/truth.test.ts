import { describe, expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { applyPlan, lines, planOf, Stage, seedOf, statuses, tooLong, type Wishes } from './stage.ts';

const users = ['ada', 'bob', 'kim', 'lee', 'zoe'];
const two: Wishes = {
  lab: { members: { ada: 'read', bob: 'read', kim: 'write', zoe: 'absent' } },
  other: { members: { ada: 'read', bob: 'read' } },
};

/** Applies to two groups one after the other; `at` is called before each request, counted from the first write. */
async function run(options: {
  readonly faults: FaultScript;
  readonly wishes?: Wishes;
  readonly at?: (count: number, stop: AbortController, stage: Stage) => void;
  readonly text?: 'silent';
}) {
  let first = Number.POSITIVE_INFINITY;
  let at = (_count: number): void => undefined;
  const inside = { members: { boss: 'admin', kim: 'read', zoe: 'read' } };
  await using stage = await Stage.open({
    seed: seedOf(users, { lab: inside, other: {} }, { options: { error_text: options.text ?? 'names' } }),
    onRequest: (count) => at(count - first + 1),
  });
  const actor = stage.actor();
  const planned = await planOf(actor, options.wishes ?? two);
  first = stage.sandbox.log.length + 1;
  stage.sandbox.setFaults(options.faults);
  at = (count) => options.at?.(count, actor.stop, stage);
  const report = await applyPlan(stage, actor, planned, { concurrency: 1 });
  return { report, status: statuses(report), writes: lines(stage.writes()), slept: stage.clock.slept };
}

const lab = (faults: FaultScript) => faults;

describe('what was sent is never said to be not attempted', () => {
  test('a refused batch, then a revoked token', async () => {
    const { report, writes } = await run({
      text: 'silent',
      faults: [
        { when: { method: 'POST', nth: 1 }, do: { status: 400, body: { error: 'Some are unknown' } } },
        { when: { method: 'POST' }, do: { status: 401 } },
      ],
    });
    expect(writes).toEqual(['POST 400', 'POST 401']);
    expect(membershipsIn(report.changes).map(({ user, status }) => `${user} ${status}`)).toEqual([
      'ada failed',
      'bob failed',
      'kim not_attempted',
      'zoe not_attempted',
      'ada not_attempted',
      'bob not_attempted',
    ]);
    expect(report.changes[1]?.error?.message).toBe('Some are unknown. It was not tried again.');
    expect(report.changes[2]?.error?.http_status).toBe(401);
    expect(report.result).toBe('failed');
  });

  test('a 429, then SIGINT while it waits', async () => {
    const { report } = await run({
      faults: [{ when: { method: 'PATCH' }, do: { status: 429, headers: { RateLimit: null } } }],
      at: (count, stop) => {
        if (count === 2) stop.abort();
      },
    });
    const kim = membershipsIn(report.changes).find(({ user }) => user === 'kim');
    expect(kim).toMatchObject({ status: 'failed', error: { http_status: 429 } });
    expect(kim?.in_doubt).toBeUndefined();
    expect(report.calls[1]).toMatchObject({ method: 'PATCH', status: 429, attempts: 1 });
    expect(report.result).toBe('interrupted');
  });
});

describe('what may have had its effect is in doubt', () => {
  const unread = { when: { method: 'GET' }, do: { status: 500 } };

  test('a POST whose answer is lost, and a group that cannot be read: not failed, partial', async () => {
    const { report, status } = await run({
      wishes: { lab: { members: { ada: 'read' } } },
      faults: [{ when: { method: 'POST' }, do: { reset: 'after' } }, unread],
    });
    expect([status, report.result]).toEqual([{ ada: 'failed' }, 'partial']);
    expect(report.changes[0]?.in_doubt).toBe(true);
  });

  test('a first try that lands late, and a last one that is refused', async () => {
    const { report } = await run({
      wishes: { lab: { members: { ada: 'read' } } },
      faults: lab([
        { when: { method: 'POST', nth: 1 }, do: { reset: 'before', delay_ms: tooLong } },
        { when: { method: 'POST' }, do: { status: 403, body: { error: 'No' } } },
      ]),
    });
    const [ada] = report.changes;
    expect(ada).toMatchObject({ status: 'failed', in_doubt: true, error: { http_status: 403 } });
    expect(ada?.error?.message).toBe('No. Whether it was done is not known.');
    expect(report.result).toBe('partial');
  });

  test('one that was looked at is not, if nothing can come late', async () => {
    const { report } = await run({
      wishes: { lab: { members: { ada: 'read' } } },
      faults: [{ when: { method: 'POST' }, do: { status: 500 } }],
    });
    expect(report.changes[0]).toMatchObject({ status: 'failed' });
    expect(report.changes[0]?.in_doubt).toBeUndefined();
    expect(report.result).toBe('failed');
  });
});

describe('Retry-After is a promise', () => {
  const asks = (status: number, seconds: string) => ({ status, headers: { 'Retry-After': seconds } });

  test.each([
    ['503', asks(503, '7')],
    ['429', { ...asks(429, '7'), headers: { 'Retry-After': '7', RateLimit: null } }],
  ])('within a run’s bound every request waits for it (%s)', async (_, fault) => {
    const { status, slept } = await run({ faults: [{ when: { method: 'POST', nth: 1 }, do: fault }] });
    expect(new Set(Object.values(status))).toEqual(new Set(['applied']));
    expect(slept).toEqual([7000]);
  });

  test('beyond it nothing more is sent, and the message says when to come back', async () => {
    const { report, writes, slept } = await run({
      faults: [{ when: { method: 'POST' }, do: asks(503, '3600') }],
    });
    expect([writes, slept]).toEqual([['POST 503'], []]);
    expect(report.changes.map(({ status }) => status)).toEqual([
      'failed',
      'failed',
      'not_attempted',
      'not_attempted',
      'not_attempted',
      'not_attempted',
    ]);
    expect(report.changes[0]).toMatchObject({ in_doubt: true });
    expect(report.changes[5]?.error?.message).toBe(
      'The Hub answered HTTP 503: Made to fail by a fault rule. The Hub asks to come back at 2026-11-20 13:00 UTC, which is longer than a run waits',
    );
    expect(report.result).toBe('partial');
  });

  test('a 429 beyond it is no doubt, and ends the run as well', async () => {
    const { report, writes } = await run({
      faults: [{ when: { method: 'POST' }, do: { ...asks(429, '3600'), body: { error: 'Slow down' } } }],
    });
    expect(writes).toEqual(['POST 429']);
    expect(report.changes[0]).toMatchObject({ status: 'failed', error: { http_status: 429 } });
    expect(report.changes[0]?.error?.message).toBe(
      'Slow down. The Hub asks to come back at 2026-11-20 13:00 UTC, which is longer than a run waits',
    );
    expect(report.result).toBe('failed');
  });

  test('a look that is asked to wait for long ends the writes too', async () => {
    const { report, writes } = await run({
      faults: [
        { when: { method: 'POST', nth: 1 }, do: { status: 500 } },
        { when: { method: 'GET' }, do: asks(503, '3600') },
      ],
    });
    expect(writes).toEqual(['POST 500']);
    expect(report.changes[0]).toMatchObject({ status: 'failed', in_doubt: true });
    expect(report.changes[5]).toMatchObject({
      status: 'not_attempted',
      error: { message: expect.stringContaining('come back at 2026-11-20 13:00 UTC') },
    });
  });
});
