import type { Effect } from './model.ts';
import type { SideEffect } from './settings.ts';

/** One request as the sandbox saw it. */
export interface LoggedRequest {
  /** From 1, in the order of arrival; `requestId` is made of it. */
  readonly sequence: number;
  readonly requestId: string;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text; `null` without one. */
  readonly body: unknown;
  /** `null` while it runs, and for a connection that was closed without an answer. */
  readonly status: number | null;
  readonly effect: readonly Effect[];
  readonly sideEffect: readonly SideEffect[];
  /** What the seed calls the token, never the token; `null` for an unknown one. */
  readonly tokenName: string | null;
  /** Whether a fault rule took it. */
  readonly faulted: boolean;
  /** Requests under way when it arrived, with itself. */
  readonly concurrent: number;
  /** Milliseconds of the sandbox's clock; `endedAt` is `null` while it runs. */
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** An entry that is being written. */
export type OpenEntry = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

/** Every request in the order of arrival. */
export class RequestLog {
  readonly #entries: OpenEntry[] = [];
  readonly #now: () => number;
  #running = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  begin(method: string, url: URL): OpenEntry {
    this.#running += 1;
    const sequence = this.#entries.length + 1;
    const entry: OpenEntry = {
      sequence,
      requestId: `Root=1-sandbox-${String(sequence).padStart(6, '0')}`,
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: null,
      status: null,
      effect: [],
      sideEffect: [],
      tokenName: null,
      faulted: false,
      concurrent: this.#running,
      startedAt: this.#now(),
      endedAt: null,
    };
    this.#entries.push(entry);
    return entry;
  }

  end(entry: OpenEntry, status: number | null): void {
    this.#running -= 1;
    entry.status = status;
    entry.endedAt = this.#now();
  }
}
