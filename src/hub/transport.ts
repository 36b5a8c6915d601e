import { Buffer } from 'node:buffer';
import { type Dispatcher, Pool } from 'undici';
import type { Clock } from './clock.ts';
import type { Token } from './token.ts';

/** One HTTP request on the endpoint's origin. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  /** Path and query, percent-encoded. */
  readonly path: string;
  /** JSON text. */
  readonly body: string | null;
}

/** Names in lower case; a header that came several times is joined with commas. */
export type AnswerHeaders = ReadonlyMap<string, string>;

/** A whole answer, of whatever status. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer;
}

/** Node's code when nothing listens at an address. */
export const refused = 'ECONNREFUSED';

/** No whole answer. */
export interface Lost {
  readonly kind: 'lost';
  readonly why: 'timeout' | 'network' | 'interrupted' | 'too-large';
  /** `false` only when it is certain that not one byte of the request was sent. */
  readonly sent: boolean;
  /** Of an answer whose head came and whose body did not come whole; else `null`. */
  readonly status: number | null;
  readonly headers: AnswerHeaders;
  /** The code of the network error, such as `refused`. */
  readonly code: string | null;
}

export interface TransportOptions {
  /** As `parseEndpoint` returns it. */
  readonly endpoint: string;
  readonly token: Token;
  readonly userAgent: string;
  /** For one request, from its start to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  /** Connections at most. */
  readonly connections: number;
  readonly clock: Clock;
  /** Ends requests in flight. */
  readonly signal: AbortSignal;
}

export interface Transport {
  /** Sends one request once. Never rejects for what happens on the network. Follows no redirect. */
  send(request: Request): Promise<Answer | Lost>;
  close(): Promise<void>;
}

/** HTTP/1.1 over kept connections to one origin; the token goes nowhere else. */
export function createTransport(options: TransportOptions): Transport {
  const pool = new Pool(new URL(options.endpoint).origin, {
    connections: options.connections,
    // One clock times the whole request; these would only time its parts.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: options.timeoutMs },
  });
  return {
    send: (request) => sendOnce(pool, options, request),
    close: () => pool.destroy(),
  };
}

function sendOnce(pool: Pool, options: TransportOptions, request: Request): Promise<Answer | Lost> {
  return new Promise((resolve) => {
    const finished = new AbortController();
    const exchange = new Exchange(options.maxBodyBytes, (result) => {
      finished.abort();
      options.signal.removeEventListener('abort', interrupt);
      resolve(result);
    });
    const interrupt = (): void => exchange.end('interrupted');
    if (options.signal.aborted) {
      interrupt();
      return;
    }
    options.signal.addEventListener('abort', interrupt, { once: true });
    options.clock.sleep(options.timeoutMs, finished.signal).then(
      () => exchange.end('timeout'),
      () => undefined,
    );
    pool.dispatch({ ...request, headers: headersOf(options, request) }, exchange);
  });
}

function headersOf(options: TransportOptions, request: Request): Record<string, string> {
  return {
    authorization: options.token.authorization(),
    accept: 'application/json',
    'user-agent': options.userAgent,
    ...(request.body === null ? {} : { 'content-type': 'application/json' }),
  };
}

/** Collects one answer. `onRequestStart` comes before the first byte is written: without it, nothing was sent. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #maxBodyBytes: number;
  readonly #settle: (result: Answer | Lost) => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #settled = false;
  #size = 0;
  #status: number | null = null;
  #headers: AnswerHeaders = new Map();

  constructor(maxBodyBytes: number, settle: (result: Answer | Lost) => void) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#settle = settle;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) controller.abort(new Error('given up before it was sent'));
    else this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#status = status;
    this.#headers = new Map(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(', ')]),
    );
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#maxBodyBytes) this.end('too-large');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#status === null) this.end('network');
    else {
      this.#finish({
        kind: 'answer',
        status: this.#status,
        headers: this.#headers,
        body: Buffer.concat(this.#chunks),
      });
    }
  }

  onResponseError(_: unknown, error: Error): void {
    this.end('network', codeOf(error));
  }

  /** Gives the request up, wherever it is. */
  end(why: Lost['why'], code: string | null = null): void {
    const controller = this.#controller;
    const { sent, status, headers } = {
      sent: controller !== null,
      status: this.#status,
      headers: this.#headers,
    };
    this.#finish({ kind: 'lost', why, sent, status, headers, code });
    if (why !== 'network') controller?.abort(new Error(why));
  }

  #finish(result: Answer | Lost): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle(result);
  }
}

/** Node's code of a network error; of several addresses that were tried, the last one's. */
function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors.at(-1));
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
