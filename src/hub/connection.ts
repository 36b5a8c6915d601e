import type { Clock } from './clock.ts';
import type { Answer, Lost } from './exchange.ts';
import type { Limiter } from './limiter.ts';
import { type NetworkFault, refused } from './network-fault.ts';
import { parseRateLimit, parseRateLimitPolicy } from './rate-limit.ts';
import { askedWait, type RetryReason, retryTiming } from './retry-timing.ts';
import type { Request, Transport } from './transport.ts';

/** A line for `--verbose`: what was sent, without query, token or body. */
export interface LogEntry {
  readonly method: string;
  readonly path: string;
  /** `null` when no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly attempt: number;
}

/** A request that will be sent again. */
export interface Retry {
  /** `METHOD /path`, without the query. */
  readonly request: string;
  readonly status: number | null;
  /** The try that failed, from 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly why: RetryReason;
  /** What the network said, where no answer came. */
  readonly fault: NetworkFault | null;
  /**
   * What comes after the wait: a further try, the first one of a request since what was sent before it was tried in vain,
   * or another look for what the request did.
   */
  readonly before: 'try' | 'first' | 'look';
}

/** What came of a request in all its tries. */
export interface Performed {
  /** `null` when the run was stopped, or sends nothing more, before a try could give a result that counts. */
  readonly result: Answer | Lost | null;
  /** What the last try met, if it would have been sent again; else `null`. */
  readonly met: Answer | Lost | null;
  readonly attempts: number;
  /** Whether the Hub said how long to wait; every further request does. */
  readonly waits: boolean;
  /** When the Hub asks to come back, in milliseconds since 1970, if that is further off than a run waits. */
  readonly comeBackAt: number | null;
  /** From the first wait for leave to the end, in milliseconds. */
  readonly durationMs: number;
}

export interface ConnectionOptions {
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether the endpoint is on this machine. */
  readonly here: boolean;
  readonly stop: AbortSignal;
  readonly onRetry: (retry: Retry) => void;
  readonly log: (entry: LogEntry) => void;
}

/** Sends requests within the limits and, where that is allowed, again. */
export class Connection {
  readonly #options: ConnectionOptions;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /**
   * What would only meet the same again, such as a certificate that is not trusted, is not sent again.
   *
   * @param mayRepeat whether a request with this result may be sent again without harm; when and how often is
   *   `retryTiming`'s
   */
  async perform(request: Request, mayRepeat: (result: Answer | Lost) => boolean): Promise<Performed> {
    const { clock, limiter, here } = this.#options;
    const startedAt = clock.now();
    let met: Performed['met'] = null;
    let waits = false;
    const performed = (result: Performed['result'], attempts: number): Performed => {
      const durationMs = Math.round(clock.now() - startedAt);
      return { result, met, attempts, waits, comeBackAt: limiter.closedUntil, durationMs };
    };
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const ticket = await limiter.start(attempt === 1 ? 'last' : 'first');
      if (ticket === null) return performed(null, attempt - 1);
      const result = await this.#try(request, attempt);
      const timing = timingOf(result, here);
      const { status } = timing;
      ticket.settle(timing);
      const [now, random] = [clock.now(), this.#options.random()];
      const failed = { ...timing, attempt, waitedMs, now, random };
      // What the Hub asks for concerns every request, also where this one is not sent again.
      const asked = askedWait(failed);
      waits = asked !== null;
      if (asked?.bearable === true) limiter.pause(now + asked.waitMs);
      else if (asked !== null) limiter.close(now + asked.waitMs);
      const fault = result.kind === 'lost' ? result.fault : null;
      if (!mayRepeat(result) || fault?.lasting === true) return performed(result, attempt);
      const decision = retryTiming(failed);
      if (!decision.retry) return performed(result, attempt);
      const { waitMs, why } = decision;
      waitedMs += waitMs;
      met = result;
      this.#options.onRetry({ request: nameOf(request), status, attempt, waitMs, why, fault, before: 'try' });
      // So does a 429; all else concerns this request alone.
      if (status === 429) limiter.pause(now + waitMs);
      else if (!waits) await this.#wait(waitMs);
    }
  }

  async #try(request: Request, attempt: number): Promise<Answer | Lost> {
    const { clock, transport, log } = this.#options;
    const startedAt = clock.now();
    const result = await transport.send(request);
    log({
      method: request.method,
      path: pathOf(request),
      status: result.status,
      durationMs: Math.round(clock.now() - startedAt),
      attempt,
    });
    return result;
  }

  /** Resolves at once when the run is stopped: then the limiter gives no leave any more. */
  async #wait(ms: number): Promise<void> {
    const { clock, stop } = this.#options;
    try {
      await clock.sleep(ms, stop);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  }
}

/** `METHOD /path` for messages: the query may hold an e-mail address. */
export function nameOf(request: Request): string {
  return `${request.method} ${pathOf(request)}`;
}

function pathOf(request: Request): string {
  return request.path.split('?', 1)[0] ?? '';
}

/** A body that broke off is a network error, whatever the status above it. */
function timingOf(result: Answer | Lost, here: boolean) {
  const { headers } = result;
  return {
    status: result.kind === 'answer' ? result.status : null,
    rateLimit: parseRateLimit(headers.get('ratelimit') ?? null),
    policy: parseRateLimitPolicy(headers.get('ratelimit-policy') ?? null),
    retryAfter: result.kind === 'answer' ? (headers.get('retry-after') ?? null) : null,
    date: headers.get('date') ?? null,
    refusedHere: here && result.kind === 'lost' && result.fault?.code === refused,
  };
}
