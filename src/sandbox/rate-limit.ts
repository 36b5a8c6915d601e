import type { Settings } from './model.ts';

/** One answer of the quota: whether the request is within it, and the headers that say how much is left. */
export interface Allowance {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

interface Window {
  readonly startedAt: number;
  used: number;
  whoami: number;
}

/**
 * A fixed window for each user, begun by the user's first request in it. Calls to whoami count as all others and have
 * a limit of their own besides; a 429 for that one leaves `r` above 0, as the Hub's limits for single actions do.
 * Header form: draft-ietf-httpapi-ratelimit-headers-09 as the Hub sends it.
 */
export class RateLimit {
  readonly #limits: Settings['rateLimit'];
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();

  /** `now` in milliseconds. */
  constructor(limits: Settings['rateLimit'], now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Counts one request of `user`; requests past the quota are counted nowhere. */
  take(user: string, action: 'api' | 'whoami'): Allowance {
    const now = this.#now();
    const length = this.#limits.window * 1000;
    let window = this.#windows.get(user);
    if (window === undefined || now >= window.startedAt + length) {
      window = { startedAt: now, used: 0, whoami: 0 };
      this.#windows.set(user, window);
    }
    let allowed = window.used < this.#limits.quota;
    if (allowed) window.used += 1;
    if (allowed && action === 'whoami') {
      allowed = window.whoami < this.#limits.whoami;
      if (allowed) window.whoami += 1;
    }
    const left = this.#limits.quota - window.used;
    const reset = Math.ceil((window.startedAt + length - now) / 1000);
    return {
      allowed,
      headers: {
        RateLimit: `"api";r=${left};t=${reset}`,
        'RateLimit-Policy': `"fixed window";"api";q=${this.#limits.quota};w=${this.#limits.window}`,
      },
    };
  }
}
