import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRateLimit, parseRateLimitPolicy } from '../../src/hub/rate-limit.ts';

describe('parseRateLimit', () => {
  it.each<[string, number, number | null]>([
    ['"api";r=12;t=34', 12, 34],
    ['"api"; r=0 ;T=1.5', 0, 1.5],
    ['api;t=3;r=2', 2, 3],
    ['"api";r=5', 5, null],
    ['"other";r=1;t=9, "api";r=7;t=8', 7, 8],
    ['"a,b;r=9";r=3;t=4', 3, 4],
    ['"one";r=5;t=6, "two";r=2;t=7', 2, 7],
    ['"api";r=5;t=soon', 5, null],
    ['"one";r=2;t=6, "two";r=5;t=7', 2, 6],
    ['"one";r=2;t=6, "two";r=2;t=7', 2, 6],
    ['"a;b";r=3;t=1.25', 3, 1.25],
    ['"x;r=9;t=1";r=3;t=4', 3, 4],
    ['"api";1r=9;r=3;t=4', 3, 4],
    ['"api"; r = 3; t = 4', 3, 4],
    ['r=3;t=4;"x;r=9"', 3, 4],
    ['"api";r=3;t=4;1r=9', 3, 4],
  ])('reads %s', (header, remaining, resetSeconds) => {
    expect(parseRateLimit(header)).toEqual({ remaining, resetSeconds });
  });

  it.each([
    null,
    '',
    'garbage',
    '"api"',
    '"api";r=;t=3',
    '"api";r=-1;t=3',
    '"api";r=1e9;t=3',
    ';;;,,,',
    '"api',
  ])('takes %j for nothing', (header) => {
    expect(parseRateLimit(header)).toBeNull();
  });
});

describe('parseRateLimitPolicy', () => {
  it.each([
    ['"fixed window";"api";q=1000;w=300', 1000, 300],
    ['"api";q=40;w=5', 40, 5],
    ['"fixed window";"burst";q=9;w=1, "fixed window";"api";q=8;w=2', 8, 2],
    ['"a";q=3;w=4,"b";q=5;w=6', 3, 4],
  ])('reads %s', (header, quota, windowSeconds) => {
    expect(parseRateLimitPolicy(header)).toEqual({ quota, windowSeconds });
  });

  it.each([null, '', 'garbage', '"api";q=5', '"api";w=5', '"api";q=0;w=5', '"api";q=5;w=0', '"api";q=x;w=5'])(
    'takes %j for nothing',
    (header) => {
      expect(parseRateLimitPolicy(header)).toBeNull();
    },
  );
});

it('never throws, whatever the headers hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'";,=rtqw0159 .-api'), maxLength: 60 }), (header) => {
      const limit = parseRateLimit(header);
      if (limit !== null) expect(limit.remaining).toBeGreaterThanOrEqual(0);
      const policy = parseRateLimitPolicy(header);
      if (policy !== null) expect(policy.quota).toBeGreaterThan(0);
    }),
  );
});
