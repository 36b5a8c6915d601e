import { describe, expect, test } from 'vitest';
import {
  andUnseen,
  conflictError,
  errorOf,
  inDoubt,
  notAgain,
  unseen,
} from '../../src/apply/making/change-error.ts';
import { Refusals, scopeOf } from '../../src/apply/making/refusals.ts';
import type { Refused } from '../../src/apply/making/step.ts';
import { Traces } from '../../src/apply/making/traces.ts';
import type { WriteOutcome } from '../../src/hub/hub.ts';
import type { ChangeError } from '../../src/model/report.ts';

const tries = { requestId: 'r', attempts: 1, durationMs: 1 };
const refused = (status: number, message = 'No', comeBackAt: number | null = null): Refused => {
  return { kind: 'refused', status, message, comeBackAt, ...tries };
};
const unknown = (status: number | null, late: boolean): WriteOutcome => {
  return { kind: 'unknown', status, message: 'Maybe', late, waits: false, comeBackAt: null, ...tries };
};
const unsent = (status: number | null): WriteOutcome => {
  return { kind: 'not_sent', reason: 'interrupted', status, message: 'Stopped', comeBackAt: null, ...tries };
};
const done: WriteOutcome = { kind: 'done', status: 200, body: {}, ...tries };
const last = (http_status: number | null, message: string) => ({ http_status, message, request_id: 'r' });

describe('what a refusal is about', () => {
  test.each([
    [302, 'group'],
    [400, 'changes'],
    [401, 'run'],
    [402, 'run'],
    [403, 'changes'],
    [404, 'changes'],
    [405, 'group'],
    [409, 'changes'],
    [413, 'size'],
    [422, 'changes'],
    [429, 'group'],
  ])('%d: %s', (status, scope) => {
    expect(scopeOf(refused(status))).toBe(scope);
    expect(scopeOf(refused(status, 'No', 1))).toBe('run');
  });
});

describe('the refusals of a group', () => {
  const taught = (users: number, message: (index: number) => string = () => 'No'): Refusals => {
    const refusals = new Refusals();
    for (let index = 0; index < users; index++)
      refusals.refuse(`user-${index}`, refused(403, message(index)));
    return refusals;
  };

  test('speak for the rest from the tenth user on who was refused in the same words', () => {
    expect(taught(9).hopeless).toBeNull();
    expect(taught(10).hopeless).toEqual(
      last(403, 'No. 10 changes were refused so, each alone, and none was made'),
    );
    expect(taught(20, (index) => `${index % 2}`).hopeless?.message).toMatch(/^0\. 10 changes/);
  });

  test('do not where the words or the status differ, or it was one and the same user', () => {
    expect(taught(30, (index) => `user-${index} may not`).hopeless).toBeNull();
    const mixed = taught(9);
    mixed.refuse('another', refused(400));
    for (let times = 0; times < 5; times++) mixed.refuse('user-0', refused(403));
    expect(mixed.hopeless).toBeNull();
  });

  test('do not where somebody was let in', () => {
    const refusals = taught(12);
    expect(refusals.accepted).toBe(false);
    refusals.accept();
    expect([refusals.accepted, refusals.hopeless]).toEqual([true, null]);
  });
});

describe('what was sent of a change', () => {
  const tracesOf = (...outcomes: readonly WriteOutcome[]): Traces => {
    const traces = new Traces();
    for (const outcome of outcomes) traces.note([7], outcome);
    return traces;
  };
  const said = (traces: Traces) => [traces.lastOf(7), traces.mayBeOurs(7), traces.inDoubt(7)];

  test.each<[string, readonly WriteOutcome[], unknown]>([
    ['nothing', [], [null, false, false]],
    ['what was done', [done], [null, false, false]],
    ['what never left', [unsent(null)], [null, false, false]],
    ['what only met a 429', [unsent(429)], [last(429, 'Stopped'), false, false]],
    ['a refusal', [refused(400)], [last(400, 'No'), false, false]],
    ['a fault', [unknown(500, false)], [last(500, 'Maybe'), true, true]],
    ['a refusal after a fault', [unknown(500, false), refused(400)], [last(400, 'No'), true, true]],
    ['silence, then a refusal', [unknown(null, true), refused(400)], [last(400, 'No'), true, true]],
  ])('%s', (_, outcomes, expected) => {
    expect(said(tracesOf(...outcomes))).toEqual(expected);
  });

  test('is not in doubt any more after a look, unless it may still come', () => {
    const now = tracesOf(unknown(500, false));
    now.looked([8]);
    expect(now.inDoubt(7)).toBe(true);
    now.looked([8, 7]);
    expect(said(now)).toEqual([last(500, 'Maybe'), true, false]);
    const late = tracesOf(unknown(null, true), unknown(500, false));
    late.looked([7]);
    expect(late.inDoubt(7)).toBe(true);
  });

  test('is in doubt again where a look showed what cannot be read', () => {
    const ours = tracesOf(unknown(500, false));
    ours.looked([7]);
    ours.unread(7);
    expect(ours.inDoubt(7)).toBe(true);
    const refusedOnly = tracesOf(refused(400));
    refusedOnly.unread(7);
    expect(refusedOnly.inDoubt(7)).toBe(false);
  });

  test('is in doubt where the answer did not show it', () => {
    const traces = new Traces();
    traces.noteUnshown([7], last(200, 'Not shown'));
    expect(said(traces)).toEqual([last(200, 'Not shown'), true, true]);
    traces.looked([7]);
    expect(traces.inDoubt(7)).toBe(false);
  });
});

describe('why a change was not made', () => {
  const error = last(403, 'No');
  test.each<[string, () => ChangeError, ChangeError]>([
    ['a call', () => errorOf(refused(403)), error],
    ['a doubt', () => inDoubt(error), last(403, 'No. Whether it was done is not known.')],
    ['a doubt once', () => inDoubt(inDoubt(error)), last(403, 'No. Whether it was done is not known.')],
    ['a sentence that ends', () => notAgain(last(403, 'No!')), last(403, 'No! It was not tried again.')],
    [
      'a sentence with an end in it',
      () => notAgain(last(403, 'No. Not now')),
      last(403, 'No. Not now. It was not tried again.'),
    ],
    ['one that was cut', () => notAgain(last(403, 'No…')), last(403, 'No… It was not tried again.')],
    [
      'a group that is gone',
      () => andUnseen(error, { kind: 'gone' }),
      last(403, 'No. The group is not there any more, or the token may not see it.'),
    ],
    [
      'a group that is gone, without a call',
      () => unseen({ kind: 'gone' }),
      {
        http_status: 404,
        message: 'The group is not there any more, or the token may not see it.',
        request_id: null,
      },
    ],
    [
      'one of many groups that is gone',
      () => andUnseen(error, { kind: 'gone', group: 'One' }),
      last(403, 'No. The group "One" is not there any more, or the token may not see it.'),
    ],
    [
      'one of many groups that cannot be read',
      () => unseen({ kind: 'unreadable', interrupted: false, message: 'why', group: 'One' }),
      { http_status: null, message: 'The group "One" could not be read: why', request_id: null },
    ],
    [
      'a group that cannot be read',
      () => unseen({ kind: 'unreadable', interrupted: false, message: 'why' }),
      { http_status: null, message: 'The group could not be read: why', request_id: null },
    ],
    [
      'a conflict',
      () => conflictError('Moved', null),
      { http_status: null, message: 'Moved', request_id: null },
    ],
    ['a conflict after a try', () => conflictError('Moved', error), last(403, 'Moved')],
  ])('by %s', (_, find, wanted) => {
    expect(find()).toEqual(wanted);
  });
});
