import type { Clock } from './clock.ts';
import { type Flight, Quota, type QuotaAnswer } from './quota.ts';

/** Why requests are held back. */
export type WaitReason =
  /** The quota's window is spent; it is waited for the next. */
  | 'quota-spent'
  /** The Hub answered 429 and said, or left open, how long. */
  | 'rate-limited';

/** A wait that is long enough to be told. */
export interface Wait {
  /** When it ends, in milliseconds since 1970. */
  readonly untilMs: number;
  readonly why: WaitReason;
}

export interface LimiterOptions {
  readonly clock: Clock;
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** Starts nothing more; what is in flight is left to finish. */
  readonly stop: AbortSignal;
  /** Called once for each wait of more than two seconds. */
  readonly onWait: (wait: Wait) => void;
}

/** Leave to send one request. */
export interface Ticket {
  /** To be called exactly once, with what came of it. */
  settle(answer: QuotaAnswer): void;
}

interface Waiter {
  readonly resolve: (ticket: Ticket | null) => void;
}

const untoldMs = 2000;
/** In flight before the first answer has told the quota. */
const firstWidth = 4;

/**
 * One for the whole run: bounds how many requests are in flight, and follows the quota so that the Hub need not refuse.
 * It begins with few requests, and after a 429 with one; each answer that is not a 429 doubles how many there may be.
 */
export class Limiter {
  readonly #options: LimiterOptions;
  readonly #quota = new Quota();
  readonly #queue: Waiter[] = [];
  #width: number;
  #pausedUntil = 0;
  #toldUntil = 0;
  #closedUntil: number | null = null;
  #alarm: { readonly at: number; readonly off: AbortController } | null = null;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#width = Math.min(options.concurrency, firstWidth);
    options.stop.addEventListener('abort', () => this.#stopped());
  }

  /**
   * Waits for leave to send a request.
   *
   * @param place `first` for a request that is sent again: it goes before all that wait
   * @returns `null` when the run was stopped, or closed, first
   */
  start(place: 'first' | 'last'): Promise<Ticket | null> {
    return new Promise((resolve) => {
      if (this.#options.stop.aborted || this.#closedUntil !== null) {
        resolve(null);
        return;
      }
      if (place === 'first') this.#queue.unshift({ resolve });
      else this.#queue.push({ resolve });
      this.#pump();
    });
  }

  /** Sends nothing before `untilMs`. */
  pause(untilMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, untilMs);
    this.#pump();
  }

  /** Sends nothing more in this run: the Hub asks to come back at `untilMs`, which is not waited for. */
  close(untilMs: number): void {
    this.#closedUntil = Math.max(this.#closedUntil ?? 0, untilMs);
    this.#stopped();
  }

  /** When the Hub asks to come back, after {@link close}; else `null`. */
  get closedUntil(): number | null {
    return this.#closedUntil;
  }

  #pump(): void {
    const now = this.#options.clock.now();
    while (this.#queue.length > 0 && this.#quota.inFlight < this.#width) {
      const openAt = this.#quota.startableAt(now);
      const at = Math.max(openAt, this.#pausedUntil);
      if (at > now) {
        this.#wakeAt(at);
        this.#tell(at, now, this.#pausedUntil >= openAt ? 'rate-limited' : 'quota-spent');
        return;
      }
      this.#queue.shift()?.resolve(this.#ticket(this.#quota.start(now)));
    }
    this.#wakeAt(Number.POSITIVE_INFINITY);
  }

  #ticket(flight: Flight): Ticket {
    return {
      settle: (answer) => {
        this.#quota.settle(flight, answer, this.#options.clock.now());
        if (answer.status === 429) this.#width = 1;
        else if (answer.status !== null) this.#width = Math.min(this.#options.concurrency, this.#width * 2);
        // The caller may pause for a 429 before anything else is sent.
        queueMicrotask(() => this.#pump());
      },
    };
  }

  /** Sets the one alarm; `Infinity` for none, since the next answer pumps anyway. */
  #wakeAt(at: number): void {
    if (this.#alarm?.at === at) return;
    this.#alarm?.off.abort();
    this.#alarm = null;
    if (at === Number.POSITIVE_INFINITY) return;
    const alarm = { at, off: new AbortController() };
    this.#alarm = alarm;
    this.#options.clock.sleep(at - this.#options.clock.now(), alarm.off.signal).then(
      () => {
        if (this.#alarm === alarm) this.#alarm = null;
        this.#pump();
      },
      () => undefined,
    );
  }

  #tell(at: number, now: number, why: WaitReason): void {
    if (at === Number.POSITIVE_INFINITY || at - now <= untoldMs || at < this.#toldUntil + 1000) return;
    this.#toldUntil = at;
    this.#options.onWait({ untilMs: at, why });
  }

  #stopped(): void {
    this.#wakeAt(Number.POSITIVE_INFINITY);
    for (const waiter of this.#queue.splice(0)) waiter.resolve(null);
  }
}
