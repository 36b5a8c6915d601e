import { describe, expect, it } from 'vitest';
import { Quota, type QuotaAnswer } from '../../src/hub/quota.ts';

const policy = { quota: 10, windowSeconds: 10 };
const told = (remaining: number, resetSeconds: number | null, status = 200): QuotaAnswer => ({
  status,
  rateLimit: { remaining, resetSeconds },
  policy,
});
const untold = (status: number | null): QuotaAnswer => ({ status, rateLimit: null, policy: null });

/** One request from `start` to `end`. */
function ask(quota: Quota, start: number, end: number, answer: QuotaAnswer): void {
  quota.settle(quota.start(start), answer, end);
}

/** A quota of which the first answer, at 0, said that so many are left, until 10 s. */
function quotaWith(remaining: number): Quota {
  const quota = new Quota();
  ask(quota, 0, 0, told(remaining, 10));
  return quota;
}

describe('Quota', () => {
  it('lets everything through as long as nothing is known', () => {
    const quota = new Quota();
    quota.start(0);
    expect(quota.startableAt(0)).toBe(0);
    ask(quota, 0, 0, untold(200));
    expect(quota.startableAt(5)).toBe(5);
  });

  it('counts those in flight, and waits for the reset and a margin', () => {
    const quota = quotaWith(2);
    expect(quota.startableAt(0)).toBe(0);
    quota.start(0);
    expect(quota.startableAt(0)).toBe(0);
    quota.start(0);
    expect(quota.startableAt(0)).toBe(10_050);
  });

  it('sends one alone into the next window, until its answer shows it', () => {
    const quota = quotaWith(0);
    expect(quota.startableAt(10_050)).toBe(10_050);
    const probe = quota.start(10_050);
    expect(quota.startableAt(10_060)).toBe(Number.POSITIVE_INFINITY);
    quota.settle(probe, told(9, 10), 10_100);
    expect(quota.startableAt(10_100)).toBe(10_100);
  });

  it('a request of the old window that is still under way is no probe', () => {
    const quota = quotaWith(1);
    quota.start(9_000);
    expect(quota.startableAt(10_050)).toBe(10_050);
  });

  it('an answer without a count takes one away, whatever its status', () => {
    for (const status of [200, 429, 500, null]) {
      const quota = quotaWith(1);
      ask(quota, 100, 200, untold(status));
      expect(quota.startableAt(200)).toBe(10_050);
      const fuller = quotaWith(2);
      ask(fuller, 100, 200, untold(status));
      expect(fuller.startableAt(200)).toBe(200);
    }
  });

  it('a window that is not counted at all is taken for no quota, but not by a refusal or by silence', () => {
    const starts = ([200, 429, null] as const).map((status) => {
      const quota = quotaWith(0);
      ask(quota, 10_050, 10_100, untold(status));
      return quota.startableAt(10_100);
    });
    expect(starts).toEqual([10_100, 10_100, 10_100]);
    const held = ([200, 429, null] as const).map((status) => {
      const quota = quotaWith(0);
      ask(quota, 10_050, 10_100, untold(status));
      quota.start(10_100);
      return quota.startableAt(10_100);
    });
    expect(held).toEqual([10_100, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it('adds a second once a probe came too early, which only a refusal of the same window says', () => {
    const opensAfter = (answer: QuotaAnswer): number => {
      const quota = quotaWith(0);
      ask(quota, 10_050, 10_060, answer);
      ask(quota, 10_070, 10_080, told(0, 10));
      return quota.startableAt(10_080);
    };
    expect(opensAfter(told(0, 0, 429))).toBe(21_130);
    expect(opensAfter(told(0, 10, 429))).toBe(20_130);
    expect(opensAfter(told(0, 0, 200))).toBe(20_130);
    expect(opensAfter(told(3, 0, 429))).toBe(20_130);
  });

  it('a refusal of a request that was no probe says nothing of the margin', () => {
    const quota = quotaWith(1);
    ask(quota, 5_000, 5_010, told(0, 5, 429));
    expect(quota.startableAt(5_020)).toBe(10_060);
  });

  it('neither does one that was sent just before the reset', () => {
    const quota = quotaWith(1);
    ask(quota, 9_960, 9_970, told(0, 0.03, 429));
    expect(quota.startableAt(9_980)).toBe(10_050);
  });

  it('answers of one moment say nothing of the rate of others', () => {
    const quota = quotaWith(9);
    for (const left of [7, 5, 4, 3, 2]) ask(quota, 0, 0, told(left, 10));
    expect(quota.startableAt(0)).toBe(0);
  });

  it('believes no reset beyond the window, and waits for a window when it is not told', () => {
    const [far, none] = [new Quota(), new Quota()];
    ask(far, 0, 0, told(0, 400));
    ask(none, 0, 0, told(0, null));
    expect([far.startableAt(0), none.startableAt(0)]).toEqual([11_050, 10_050]);
    const unknown = new Quota();
    ask(unknown, 0, 0, { ...told(0, 1000), policy: null });
    expect(unknown.startableAt(0)).toBe(600_050);
    const nothing = new Quota();
    ask(nothing, 0, 0, { ...told(0, null), policy: null });
    expect(nothing.startableAt(0)).toBe(0);
  });

  it('within a window, of answers that overtake each other the lowest count holds', () => {
    const quota = quotaWith(5);
    const [slow, fast] = [quota.start(100), quota.start(100)];
    quota.settle(fast, told(1, 9), 200);
    quota.settle(slow, told(2, 9), 300);
    quota.start(300);
    expect(quota.startableAt(300)).toBeGreaterThan(10_000);
  });

  it('a later answer of the same window may count more: another program’s calls were given back', () => {
    const quota = quotaWith(0);
    ask(quota, 100, 200, told(3, 9));
    expect(quota.startableAt(300)).toBe(300);
  });

  it('drops what an older window says when a newer one is known', () => {
    const quota = quotaWith(1);
    const old = quota.start(9_900);
    ask(quota, 10_060, 10_100, told(5, 10));
    quota.settle(old, told(0, 0), 10_200);
    expect(quota.startableAt(10_200)).toBe(10_200);
  });

  it('believes an earlier reset of a request that was sent later: the window was another', () => {
    const quota = quotaWith(0);
    ask(quota, 100, 200, told(0, 2));
    expect(quota.startableAt(200)).toBe(2_250);
  });

  it('of resets that differ by their rounding the later holds', () => {
    const quota = quotaWith(2);
    ask(quota, 100, 200, told(0, 9));
    expect(quota.startableAt(300)).toBe(10_050);
  });
});
