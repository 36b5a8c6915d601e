import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedWait, type FailedTry, maxTries, maxWaitMs, retryTiming } from '../../src/hub/retry-timing.ts';

const now = Date.UTC(2026, 10, 20, 12);
const failed: FailedTry = {
  status: 503,
  rateLimit: null,
  retryAfter: null,
  date: null,
  refusedHere: false,
  attempt: 1,
  waitedMs: 0,
  now,
  random: 0,
};

describe('retryTiming', () => {
  it.each([408, 429, 500, 502, 503, 504, null])('tries again after %s', (status) => {
    expect(retryTiming({ ...failed, status })).toMatchObject({ retry: true, why: 'backoff' });
  });

  it.each([200, 301, 400, 401, 402, 403, 404, 409, 422, 501, 505])(
    'does not try again after %d',
    (status) => {
      expect(retryTiming({ ...failed, status })).toEqual({ retry: false, why: 'not-retried' });
    },
  );

  it.each([
    [1, 0, 500],
    [1, 0.5, 750],
    [2, 0, 1000],
    [3, 0.5, 3000],
    [4, 0.999999, 8000],
  ])('try %d with random %d waits %d ms', (attempt, random, waitMs) => {
    expect(retryTiming({ ...failed, attempt, random })).toEqual({ retry: true, waitMs, why: 'backoff' });
  });

  it('gives up after the fifth try', () => {
    expect(retryTiming({ ...failed, attempt: maxTries - 1 }).retry).toBe(true);
    expect(retryTiming({ ...failed, attempt: maxTries })).toEqual({ retry: false, why: 'tries-spent' });
    expect(maxTries).toBe(5);
  });

  it('gives up after the second try where nothing listens on this machine', () => {
    const refused = { ...failed, status: null, refusedHere: true };
    expect(retryTiming(refused)).toEqual({ retry: true, waitMs: 500, why: 'backoff' });
    expect(retryTiming({ ...refused, attempt: 2 })).toEqual({ retry: false, why: 'tries-spent' });
  });

  it.each<[string, Partial<FailedTry>, number, string]>([
    [
      'a spent quota until the reset and a second',
      { rateLimit: { remaining: 0, resetSeconds: 41 } },
      42_000,
      'quota-spent',
    ],
    [
      'the later of a spent quota and Retry-After',
      { rateLimit: { remaining: 0, resetSeconds: 1 }, retryAfter: '9' },
      9000,
      'retry-after',
    ],
    [
      'a spent quota when Retry-After is earlier',
      { rateLimit: { remaining: 0, resetSeconds: 9 }, retryAfter: '2' },
      10_000,
      'quota-spent',
    ],
    [
      'an HTTP date by the clock of the answer',
      { retryAfter: 'Fri, 20 Nov 2026 13:00:30 GMT', date: 'Fri, 20 Nov 2026 13:00:00 GMT' },
      30_000,
      'retry-after',
    ],
    [
      'an HTTP date by our clock, when the answer’s is none',
      { retryAfter: 'Fri, 20 Nov 2026 12:00:30 GMT', date: 'today' },
      30_000,
      'retry-after',
    ],
    [
      'a limited action by Retry-After',
      { rateLimit: { remaining: 7, resetSeconds: 41 }, retryAfter: '3' },
      3000,
      'retry-after',
    ],
    ['a limited action without one', { rateLimit: { remaining: 7, resetSeconds: 41 } }, 500, 'backoff'],
    [
      'no reset, by Retry-After',
      { rateLimit: { remaining: 0, resetSeconds: null }, retryAfter: '4' },
      4000,
      'retry-after',
    ],
    ['an HTTP date', { retryAfter: 'Fri, 20 Nov 2026 12:00:30 GMT' }, 30_000, 'retry-after'],
    ['a date in the past', { retryAfter: 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0, 'retry-after'],
    ['zero', { retryAfter: ' 0 ' }, 0, 'retry-after'],
    ['garbage', { retryAfter: 'soon' }, 500, 'backoff'],
    ['a fraction', { retryAfter: '1.5' }, 500, 'backoff'],
    ['a negative number', { retryAfter: '-5' }, 500, 'backoff'],
    ['a date after something else', { retryAfter: 'at Fri, 20 Nov 2026 12:00:30 GMT' }, 500, 'backoff'],
    ['a date with something after it', { retryAfter: 'Fri, 20 Nov 2026 12:00:30 GMT+0100' }, 500, 'backoff'],
    ['ten minutes, which is still allowed', { retryAfter: '600' }, 600_000, 'retry-after'],
    ['an impossible date', { retryAfter: 'Fri, 99 Xyz 2026 12:00:30 GMT' }, 500, 'backoff'],
  ])('a 429 waits for %s', (_, given, waitMs, why) => {
    expect(retryTiming({ ...failed, status: 429, ...given })).toEqual({ retry: true, waitMs, why });
  });

  it.each([200, 403, 404, null])('nothing is asked by %s, whatever its Retry-After', (status) => {
    expect(askedWait({ ...failed, status, retryAfter: '5' })).toBeNull();
  });

  it.each([
    ['600', true],
    ['601', false],
  ])('a wait of %s seconds is waited: %s', (retryAfter, bearable) => {
    expect(askedWait({ ...failed, retryAfter })?.bearable).toBe(bearable);
  });

  it('minds Retry-After for other statuses, and the quota for a 429 alone', () => {
    const rateLimit = { remaining: 0, resetSeconds: 100 };
    expect(retryTiming({ ...failed, rateLimit, retryAfter: '2' })).toMatchObject({ waitMs: 2000 });
  });

  it.each([
    ['Retry-After', { retryAfter: '601' }],
    ['an absurd Retry-After', { retryAfter: '9'.repeat(400) }],
    ['a date years away', { retryAfter: 'Fri, 20 Nov 2036 12:00:00 GMT' }],
    ['a reset', { rateLimit: { remaining: 0, resetSeconds: 600 } }],
    ['the sum of all waits', { waitedMs: maxWaitMs - 499 }],
  ])('gives up when %s goes over ten minutes', (_, given) => {
    expect(retryTiming({ ...failed, status: 429, ...given })).toEqual({ retry: false, why: 'wait-too-long' });
  });

  it('never waits longer than ten minutes in all, nor for ever', () => {
    const step = fc.record({
      status: fc.constantFrom(408, 429, 500, 503, null),
      rateLimit: fc.option(fc.record({ remaining: fc.nat(3), resetSeconds: fc.option(fc.nat(1000)) })),
      retryAfter: fc.option(fc.nat(1000).map(String)),
      random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 5 }), (steps) => {
        let waitedMs = 0;
        for (const [index, given] of steps.entries()) {
          const timing = retryTiming({ ...failed, ...given, attempt: index + 1, waitedMs });
          if (!timing.retry) return;
          expect(timing.waitMs).toBeGreaterThanOrEqual(0);
          waitedMs += timing.waitMs;
          expect(waitedMs).toBeLessThanOrEqual(maxWaitMs);
        }
        throw new Error('It went on after the last try');
      }),
    );
  });
});
