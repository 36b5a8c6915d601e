import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/hub/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that only moves when a test moves it. Every sleep that was asked for is kept in `slept`, in milliseconds. */
export class VirtualClock implements Clock {
  readonly slept: number[] = [];
  readonly #sleepers = new Set<Sleeper>();
  #now: number;

  constructor(now = Date.UTC(2026, 10, 20, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const end = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const sleeper = { at: this.#now + Math.max(0, ms), wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  alarm(ms: number, ring: () => void): () => void {
    const wake = (): void => {
      this.#sleepers.delete(sleeper);
      ring();
    };
    const sleeper = { at: this.#now + Math.max(0, ms), wake };
    this.#sleepers.add(sleeper);
    return () => void this.#sleepers.delete(sleeper);
  }

  /** Moves on by `ms` and wakes in order who sleeps until then. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await turn();
    for (let at = this.#next(); at <= until; at = this.#next()) await this.#wake(at);
    this.#now = until;
    await turn();
  }

  /** Moves on from sleep to sleep until the promise is settled; for what needs no real input or output. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = (): void => {
      settled = true;
    };
    promise.then(done, done);
    await turn();
    while (!settled) {
      const at = this.#next();
      if (at === Number.POSITIVE_INFINITY) throw new Error('Nothing sleeps, and the promise is not settled');
      await this.#wake(at);
    }
    return promise;
  }

  #next(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#sleepers].map((sleeper) => sleeper.at));
  }

  async #wake(at: number): Promise<void> {
    this.#now = Math.max(this.#now, at);
    for (const sleeper of [...this.#sleepers]) if (sleeper.at <= at) sleeper.wake();
    await turn();
  }
}

/**
 * A clock for tests with real connections: every sleep ends at once and moves the clock on, so that retries cost
 * nothing, and every alarm rings at once, but one after `hold` milliseconds, which rings with `release()`. With `hold` as
 * the time-out of a request, the test says when it has run out.
 */
export class SkippingClock implements Clock {
  /** The sleeps that were skipped, in milliseconds. */
  readonly slept: number[] = [];
  readonly #hold: number;
  readonly #held = new VirtualClock(0);
  #now: number;

  constructor(hold: number, now = Date.UTC(2026, 10, 20, 12)) {
    this.#hold = hold;
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  alarm(ms: number, ring: () => void): () => void {
    if (ms === this.#hold) return this.#held.alarm(ms, ring);
    let isStopped = false;
    queueMicrotask(() => {
      if (!isStopped) ring();
    });
    return () => {
      isStopped = true;
    };
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.#now += ms;
  }

  /** Lets all time-outs run out that wait now. */
  release(): Promise<void> {
    return this.#held.advance(this.#hold);
  }
}
