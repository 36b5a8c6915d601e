import { describe, expect, it } from 'vitest';
import { type FailedTry, retryDelay } from '../../src/github/retry-timing.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const failed: FailedTry = { repeatable: true, status: 500, headers: {}, message: '', attempts: 1 };
const secondary = 'You have exceeded a secondary rate limit.';

describe('retryDelay', () => {
  it.each<[what: string, fields: Partial<FailedTry>, wait: number | null]>([
    ['a fault', {}, 1000],
    ['the second fault', { attempts: 2 }, 4000],
    ['the third fault', { attempts: 3 }, 9000],
    ['the fourth fault', { attempts: 4 }, null],
    ['no answer', { status: null }, 1000],
    ['a time-out of the server', { status: 408 }, 1000],
    ['a fault at making something, which may be made', { repeatable: false }, null],
    ['no answer at making something', { repeatable: false, status: null }, null],
    ['a refusal', { status: 403, message: 'Resource not accessible by integration' }, null],
    ['something that is not there', { status: 404 }, null],
    ['a wrong request', { status: 422 }, null],
    ['a rate limit with its end', { status: 403, headers: { 'retry-after': '7' } }, 7000],
    [
      'a rate limit at making something',
      { repeatable: false, status: 429, headers: { 'retry-after': '7' } },
      7000,
    ],
    ['a rate limit that is over', { status: 429, headers: { 'retry-after': '0' } }, 0],
    ['a rate limit of an hour', { status: 403, headers: { 'retry-after': '3600' } }, null],
    ['a secondary rate limit without its end', { status: 403, message: secondary }, 60_000],
    ['the same for the second time', { status: 403, message: secondary, attempts: 2 }, 120_000],
    ['a 429 that says nothing', { status: 429 }, 60_000],
    [
      'a spent quota',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 30) },
      },
      31_000,
    ],
    [
      'a quota that is back already',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 - 30) },
      },
      1000,
    ],
    [
      'a refusal with quota left',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '17', 'x-ratelimit-reset': String(now / 1000 + 30) },
      },
      null,
    ],
    [
      'a quota that is spent, which does not say when it is back',
      { status: 403, headers: { 'x-ratelimit-remaining': '0' } },
      null,
    ],
    [
      'a quota that is spent, with no time for its end',
      { status: 429, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' } },
      60_000,
    ],
    ['a fault that says when to come back', { status: 503, headers: { 'retry-after': '7' } }, 1000],
    [
      'such a fault at making something, which may be made',
      { repeatable: false, status: 503, headers: { 'retry-after': '7' } },
      null,
    ],
    ['a rate limit that never ends', { status: 429, headers: { 'retry-after': '1' }, attempts: 4 }, null],
  ])('after %s', (_, fields, wait) => {
    expect(retryDelay({ ...failed, ...fields }, now)).toBe(wait);
  });
});
