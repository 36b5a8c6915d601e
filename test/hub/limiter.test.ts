import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Limiter, type Ticket, type Wait } from '../../src/hub/limiter.ts';
import { retryTiming } from '../../src/hub/retry-timing.ts';
import { VirtualClock } from '../support/clock.ts';

type Rounding = 'ceil' | 'floor' | 'round';

interface World {
  readonly quota: number;
  readonly windowMs: number;
  readonly rounding: Rounding;
  /** How long the way there and back takes, in milliseconds. */
  readonly latencyMs: (index: number) => number;
  /** Calls of other programs, one every so many milliseconds; 0 for none. */
  readonly foreignEveryMs: number;
  /** Where in a window the run begins. */
  readonly phaseMs: number;
}

/** A fixed window as the Hub describes it: what is over the quota gets a 429 and counts nowhere. */
class FakeHub {
  refused = 0;
  served = 0;
  inFlight = 0;
  mostInFlight = 0;
  readonly #world: World;
  readonly #clock: VirtualClock;
  readonly #origin: number;
  #window = -1;
  #used = 0;
  #foreignUntil: number;

  constructor(world: World, clock: VirtualClock) {
    this.#world = world;
    this.#clock = clock;
    this.#origin = clock.now() - world.phaseMs;
    this.#foreignUntil = clock.now();
  }

  async call(index: number) {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const latency = this.#world.latencyMs(index);
    await this.#clock.sleep(latency / 2);
    const answer = this.#answer();
    await this.#clock.sleep(latency / 2);
    this.inFlight -= 1;
    return answer;
  }

  #answer() {
    const now = this.#clock.now();
    this.#spendForeign(now);
    this.#enter(now);
    const status = this.#used < this.#world.quota ? 200 : 429;
    if (status === 200) {
      this.#used += 1;
      this.served += 1;
    } else this.refused += 1;
    const { windowMs, quota } = this.#world;
    const left = (windowMs - ((now - this.#origin) % windowMs)) / 1000;
    return {
      status,
      rateLimit: { remaining: quota - this.#used, resetSeconds: Math[this.#world.rounding](left) },
      policy: { quota, windowSeconds: windowMs / 1000 },
    };
  }

  #enter(now: number): void {
    const window = Math.floor((now - this.#origin) / this.#world.windowMs);
    if (window > this.#window) [this.#window, this.#used] = [window, 0];
  }

  #spendForeign(now: number): void {
    const every = this.#world.foreignEveryMs;
    if (every === 0) return;
    for (; this.#foreignUntil + every <= now; this.#foreignUntil += every) {
      this.#enter(this.#foreignUntil + every);
      this.#used = Math.min(this.#world.quota, this.#used + 1);
    }
  }
}

interface Run {
  readonly hub: FakeHub;
  readonly tookMs: number;
  readonly waits: readonly Wait[];
  readonly lost: number;
}

async function run(world: World, calls: number, concurrency = 8): Promise<Run> {
  const clock = new VirtualClock();
  const hub = new FakeHub(world, clock);
  const waits: Wait[] = [];
  const stop = new AbortController().signal;
  const limiter = new Limiter({ clock, concurrency, stop, onWait: (wait) => waits.push(wait) });
  let lost = 0;
  async function one(index: number): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const ticket = await limiter.start(attempt === 1 ? 'last' : 'first');
      const answer = await hub.call(index);
      ticket?.settle(answer);
      if (answer.status === 200) return;
      const now = clock.now();
      const timing = retryTiming({
        ...answer,
        retryAfter: null,
        date: null,
        refusedHere: false,
        attempt,
        waitedMs: 0,
        now,
        random: 0.5,
      });
      if (!timing.retry) {
        lost += 1;
        return;
      }
      limiter.pause(now + timing.waitMs);
    }
  }
  const startedAt = clock.now();
  await clock.run(Promise.all(Array.from({ length: calls }, (_, index) => one(index))));
  return { hub, tookMs: clock.now() - startedAt, waits, lost };
}

const plain: World = {
  quota: 40,
  windowMs: 5000,
  rounding: 'ceil',
  latencyMs: () => 10,
  foreignEveryMs: 0,
  phaseMs: 0,
};

/** The least time that the quota allows: all full windows but the last, less the part of the first that has passed. */
function best({ quota, windowMs }: World, calls: number): number {
  return (Math.ceil(calls / quota) - 1) * windowMs;
}

describe('Limiter and a quota', () => {
  it.each(['ceil', 'floor', 'round'] as const)(
    'makes 400 calls with 40 in 5 s when the reset is rounded by %s',
    async (rounding) => {
      const { hub, tookMs, lost } = await run({ ...plain, rounding }, 400);
      expect({ served: hub.served, lost }).toEqual({ served: 400, lost: 0 });
      expect(hub.refused).toBeLessThanOrEqual(2);
      expect(tookMs).toBeLessThanOrEqual(1.2 * best(plain, 400));
      expect(tookMs).toBeGreaterThanOrEqual(best(plain, 400));
    },
  );

  it('follows any quota with hardly a refusal and hardly a loss of time', async () => {
    const world = fc.record({
      quota: fc.integer({ min: 10, max: 200 }),
      windowMs: fc.integer({ min: 3, max: 60 }).map((seconds) => seconds * 1000),
      rounding: fc.constantFrom<Rounding>('ceil', 'floor', 'round'),
      latencies: fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 9 }),
      phase: fc.double({ min: 0, max: 0.99, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(world, fc.integer({ min: 1, max: 16 }), async (given, concurrency) => {
        const { latencies } = given;
        const calls = given.quota * 4;
        const latencyMs = (index: number): number => latencies[index % latencies.length] ?? 1;
        const phaseMs = Math.floor(given.phase * given.windowMs);
        const { hub, tookMs, lost } = await run(
          { ...plain, ...given, latencyMs, phaseMs },
          calls,
          concurrency,
        );
        expect({ served: hub.served, lost }).toEqual({ served: calls, lost: 0 });
        expect(hub.mostInFlight).toBeLessThanOrEqual(concurrency);
        expect(hub.refused).toBeLessThanOrEqual(2);
        const sending = (calls / concurrency) * Math.max(...latencies);
        // Each window may cost the rounding of its reset, and its last calls are made one by one.
        const spare = 5 * (1200 + 2 * concurrency * Math.max(...latencies));
        expect(tookMs).toBeLessThanOrEqual(
          best({ ...plain, ...given }, calls) + given.windowMs + sending + spare,
        );
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60) },
    );
  });

  it.each([
    [50, 10],
    [50, 300],
    [100, 100],
    [125, 10],
    [200, 300],
    [1000, 2],
  ])(
    'leaves room for another program that calls every %d ms, with answers after %d ms',
    async (every, latency) => {
      const world: World = { ...plain, foreignEveryMs: every, latencyMs: () => latency, phaseMs: 1300 };
      const { hub, tookMs, lost } = await run(world, 400);
      expect({ served: hub.served, lost }).toEqual({ served: 400, lost: 0 });
      expect(hub.refused).toBeLessThanOrEqual(2);
      // Where the other one takes more than half, it is the faster one that gets the rest.
      const share = Math.max(10, 40 - 5000 / every);
      expect(tookMs).toBeLessThanOrEqual(1.5 * (400 / share) * 5000 + 10_000);
    },
  );

  it('runs at full speed when there is plenty', async () => {
    const { hub, tookMs, waits } = await run({ ...plain, quota: 3000, windowMs: 300_000 }, 800);
    expect(hub.refused).toBe(0);
    expect(hub.mostInFlight).toBe(8);
    expect(tookMs).toBeLessThanOrEqual(1020);
    expect(waits).toEqual([]);
  });

  it('tells each long wait once, with its end', async () => {
    const { waits } = await run(plain, 120);
    expect(waits.map(({ why }) => why)).toEqual(['quota-spent', 'quota-spent']);
    const start = new VirtualClock().now();
    const ends = waits.map(({ untilMs }) => untilMs - start);
    expect(ends[0]).toBeGreaterThanOrEqual(5000);
    expect(ends[0]).toBeLessThan(5500);
    expect(ends[1]).toBeLessThan(11_000);
  });
});

describe('Limiter', () => {
  it('comes back when the last of those that ask for it says', async () => {
    const clock = new VirtualClock(0);
    const stop = new AbortController().signal;
    const limiter = new Limiter({ clock, concurrency: 1, stop, onWait: () => undefined });
    expect(limiter.closedUntil).toBeNull();
    for (const until of [5000, 9000, 7000]) limiter.close(until);
    expect(limiter.closedUntil).toBe(9000);
    expect(await limiter.start('last')).toBeNull();
  });

  const silent = { status: 200, rateLimit: null, policy: null };

  function limiterWith(concurrency: number) {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const waits: Wait[] = [];
    const limiter = new Limiter({
      clock,
      concurrency,
      stop: stop.signal,
      onWait: (wait) => waits.push(wait),
    });
    return { clock, stop, waits, limiter };
  }

  it('holds the concurrency when the Hub says nothing of a quota', async () => {
    const { limiter, clock } = limiterWith(2);
    const order: number[] = [];
    const starts = [0, 1, 2, 3].map((index) =>
      limiter.start('last').then((ticket) => {
        order.push(index);
        return ticket;
      }),
    );
    await clock.advance(100_000);
    expect(order).toEqual([0, 1]);
    (await starts[0])?.settle(silent);
    await clock.advance(0);
    expect(order).toEqual([0, 1, 2]);
  });

  it('lets a request that is sent again go first', async () => {
    const { limiter, clock } = limiterWith(1);
    const order: string[] = [];
    const ticket = await limiter.start('last');
    limiter.start('last').then(() => order.push('new'));
    limiter.start('first').then((again) => {
      order.push('again');
      again?.settle(silent);
    });
    ticket?.settle(silent);
    await clock.advance(0);
    expect(order).toEqual(['again', 'new']);
  });

  it('sends one alone after a 429, then two, then four', async () => {
    const { limiter, clock, waits } = limiterWith(8);
    const first = await Promise.all(Array.from({ length: 4 }, () => limiter.start('last')));
    const started: (Ticket | null)[] = [];
    for (let index = 0; index < 20; index += 1) limiter.start('last').then((ticket) => started.push(ticket));
    for (const ticket of first) ticket?.settle({ ...silent, status: 429 });
    limiter.pause(clock.now() + 7000);
    await clock.advance(6999);
    expect(started).toHaveLength(0);
    expect(waits).toEqual([{ untilMs: clock.now() + 1, why: 'rate-limited' }]);
    await clock.advance(1);
    expect(started).toHaveLength(1);
    started[0]?.settle(silent);
    await clock.advance(0);
    expect(started).toHaveLength(3);
    started[1]?.settle(silent);
    started[2]?.settle({ ...silent, status: null });
    await clock.advance(0);
    expect(started).toHaveLength(7);
  });

  it.each([
    ['in the queue', (limiter: Limiter) => limiter.start('last')],
    [
      'in a pause',
      (limiter: Limiter, now: number) => {
        limiter.pause(now + 60_000);
        return limiter.start('first');
      },
    ],
  ])('ends what waits %s when it is stopped, and starts nothing more', async (_, wait) => {
    const { limiter, clock, stop } = limiterWith(1);
    const flying = await limiter.start('last');
    const waiting = wait(limiter, clock.now());
    stop.abort();
    expect(await waiting).toBeNull();
    expect(await limiter.start('last')).toBeNull();
    flying?.settle(silent);
  });

  it('tells a wait of more than two seconds, and a later end only when it is a second later', async () => {
    const { limiter, clock, waits } = limiterWith(1);
    const start = clock.now();
    const waiting = limiter.start('last');
    (await waiting)?.settle(silent);
    await clock.advance(0);
    limiter.pause(start + 2000);
    const next = limiter.start('last');
    expect(waits).toEqual([]);
    for (const end of [2001, 3000, 3001, 3500, 4001]) limiter.pause(start + end);
    expect(waits).toEqual([2001, 3001, 4001].map((end) => ({ untilMs: start + end, why: 'rate-limited' })));
    await clock.advance(5000);
    expect(await next).not.toBeNull();
  });

  it('goes on at full width when the Hub stops telling its quota', async () => {
    const { limiter, clock } = limiterWith(4);
    const ticket = await limiter.start('last');
    const policy = { quota: 5, windowSeconds: 5 };
    ticket?.settle({ status: 200, rateLimit: { remaining: 0, resetSeconds: 5 }, policy });
    const started: unknown[] = [];
    const probe = limiter.start('last');
    for (let index = 0; index < 6; index += 1) limiter.start('last').then((leave) => started.push(leave));
    await clock.advance(4999);
    expect(started).toHaveLength(0);
    await clock.advance(100);
    (await probe)?.settle(silent);
    await clock.advance(0);
    expect(started).toHaveLength(4);
  });

  it('does not wait longer than the window for an absurd reset', async () => {
    const { limiter, clock } = limiterWith(4);
    const ticket = await limiter.start('last');
    const policy = { quota: 5, windowSeconds: 5 };
    ticket?.settle({ status: 200, rateLimit: { remaining: 0, resetSeconds: 9_999_999 }, policy });
    const probe = limiter.start('last');
    await clock.advance(7000);
    expect(await probe).not.toBeNull();
  });
});
