import type { RateLimit, RateLimitPolicy } from './rate-limit.ts';

/** A request in flight, as `Quota` knows it. */
export interface Flight {
  readonly number: number;
  readonly startedAt: number;
  /** It was sent on the belief that the window had been reset. */
  readonly probe: boolean;
}

/** What an answer said about the quota; `null` where it said nothing. */
export interface QuotaAnswer {
  readonly status: number | null;
  readonly rateLimit: RateLimit | null;
  readonly policy: RateLimitPolicy | null;
}

interface View {
  /** Calls left, by the latest answer; those in flight are not yet taken off. */
  readonly remaining: number;
  readonly resetAt: number;
  /** The number that the next flight had when this was learnt. */
  readonly learntBefore: number;
  readonly learntAt: number;
  /** Where the counting of other programs' calls began. */
  readonly base: { readonly remaining: number; readonly answered: number; readonly at: number };
}

const longestWindowMs = 600_000;
const firstMarginMs = 50;
const longestMarginMs = firstMarginMs + 1000;

/**
 * What is known of the Hub's quota, a fixed window that other programs of the same user spend from as well. It says
 * from when a request may be sent: at once while enough is left for it and for those in flight, else after the reset,
 * and then one alone until its answer shows the new window.
 */
export class Quota {
  #view: View | null = null;
  #windowMs: number | null = null;
  #started = 0;
  #answered = 0;
  /** Calls of other programs in a millisecond. */
  #foreignRate = 0;
  /** How long a request takes, smoothed. */
  #latencyMs = 0;
  /**
   * Waited after a reset. `t` is in whole seconds and no source says how it is rounded: when a request comes too early,
   * it was rounded down, and a second is added from then on.
   */
  #marginMs = firstMarginMs;
  readonly #flights = new Set<Flight>();

  get inFlight(): number {
    return this.#flights.size;
  }

  /** From when the next request may be sent; `now` for at once, `Infinity` for not before an answer. */
  startableAt(now: number): number {
    const view = this.#view;
    if (view === null || this.#leftOnArrival(view, now) >= 1) return now;
    const openAt = view.resetAt + this.#marginMs;
    const probing = [...this.#flights].some((flight) => flight.startedAt >= openAt);
    return probing ? Number.POSITIVE_INFINITY : Math.max(now, openAt);
  }

  /** What a request sent now will find, when those in flight and other programs have taken theirs. */
  #leftOnArrival(view: View, now: number): number {
    const foreign = this.#foreignRate * (now - view.learntAt + this.#latencyMs);
    return view.remaining - this.inFlight - foreign;
  }

  start(now: number): Flight {
    const view = this.#view;
    const probe = view !== null && now >= view.resetAt + this.#marginMs;
    const flight = { number: this.#started, startedAt: now, probe };
    this.#started += 1;
    this.#flights.add(flight);
    return flight;
  }

  /** Takes an answer in, or the news that none came. */
  settle(flight: Flight, answer: QuotaAnswer, now: number): void {
    this.#flights.delete(flight);
    this.#answered += 1;
    this.#latencyMs += (now - flight.startedAt - this.#latencyMs) / Math.min(this.#answered, 8);
    if (answer.policy !== null) this.#windowMs = answer.policy.windowSeconds * 1000;
    const told = this.#told(answer.rateLimit, now);
    if (told === null) this.#countOne(flight, answer);
    else {
      const refused = answer.status === 429 && told.remaining === 0;
      if (refused && flight.probe && Math.abs(this.#stepTo(told.resetAt)) <= this.#tolerance) {
        this.#marginMs = longestMarginMs;
      }
      this.#learn(flight, told, now);
    }
  }

  #told(limit: RateLimit | null, now: number): { remaining: number; resetAt: number } | null {
    if (limit === null) return null;
    const longest = this.#windowMs === null ? longestWindowMs : this.#windowMs + 1000;
    const untilReset = limit.resetSeconds === null ? this.#windowMs : limit.resetSeconds * 1000;
    if (untilReset === null) return null;
    return { remaining: limit.remaining, resetAt: now + Math.min(untilReset, longest) };
  }

  /** An answer without a count: one less. A new window that is not counted at all is taken for no quota. */
  #countOne(flight: Flight, answer: QuotaAnswer): void {
    const view = this.#view;
    if (view === null) return;
    const answered = answer.status !== null && answer.status !== 429;
    this.#view = flight.probe && answered ? null : { ...view, remaining: Math.max(0, view.remaining - 1) };
  }

  /** Answers overtake each other: within a window the lowest count holds, and an older window's answer is dropped. */
  #learn(flight: Flight, told: { remaining: number; resetAt: number }, now: number): void {
    const view = this.#view;
    const step = this.#stepTo(told.resetAt);
    const tolerance = this.#tolerance;
    const overtaken = view !== null && flight.number < view.learntBefore;
    if (view === null || step > tolerance || (step < -tolerance && !overtaken)) {
      const base = { remaining: told.remaining, answered: this.#answered, at: now };
      this.#view = { ...told, learntBefore: this.#started, learntAt: now, base };
      return;
    }
    if (step < -tolerance) return;
    const remaining = overtaken ? Math.min(view.remaining, told.remaining) : told.remaining;
    const resetAt = Math.max(view.resetAt, told.resetAt);
    this.#view = { remaining, resetAt, learntBefore: this.#started, learntAt: now, base: view.base };
    this.#countForeign(this.#view);
  }

  /** What left the quota beyond everything this program sent: a lower bound of what others sent. */
  #countForeign(view: View): void {
    const own = this.#answered - view.base.answered;
    const elapsed = view.learntAt - view.base.at;
    if (own < 4 || elapsed <= 0) return;
    const foreign = view.base.remaining - view.remaining - (own + this.inFlight);
    const rate = Math.max(0, foreign) / elapsed;
    // A short burst hides the others' calls behind its own, so that a lower rate is believed slowly.
    this.#foreignRate = Math.max(rate, this.#foreignRate + (rate - this.#foreignRate) / 32);
  }

  /** How far a reset lies after the one that is known. Answers about one window differ by the rounding of `t`. */
  #stepTo(resetAt: number): number {
    return this.#view === null ? 0 : resetAt - this.#view.resetAt;
  }

  get #tolerance(): number {
    return Math.min(2000, (this.#windowMs ?? 4000) / 2);
  }
}
