import { Buffer } from 'node:buffer';
import type { Dispatcher } from 'undici';
import { type NetworkFault, networkFault } from './network-fault.ts';

/** Names in lower case; a header that came several times is joined with commas. */
export type AnswerHeaders = ReadonlyMap<string, string>;

/** A whole answer, of whatever status. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer;
}

/** No whole answer. */
export interface Lost {
  readonly kind: 'lost';
  readonly why: 'timeout' | 'network' | 'interrupted' | 'too-large';
  /** `false` only when it is certain that not one byte of the request was sent. */
  readonly sent: boolean;
  /** Of an answer whose head came and whose body did not come whole; else `null`. */
  readonly status: number | null;
  readonly headers: AnswerHeaders;
  /** What the network said; `null` where something else ended it. */
  readonly fault: NetworkFault | null;
}

/** What bounds one exchange. */
export interface ExchangeLimits {
  readonly maxBodyBytes: number;
  /** Ends it at once. */
  readonly signal: AbortSignal | null;
  /** Rings when the time is up. @returns what stops it */
  readonly timer: (ring: () => void) => () => void;
}

/** Sends one request once. Never rejects for what happens on the network. Follows no redirect. */
export function exchange(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  request: Dispatcher.DispatchOptions,
  { maxBodyBytes, signal, timer }: ExchangeLimits,
): Promise<Answer | Lost> {
  return new Promise((resolve) => {
    let stopTimer = (): void => undefined;
    const handler = new Exchange(maxBodyBytes, (result) => {
      stopTimer();
      signal?.removeEventListener('abort', interrupt);
      resolve(result);
    });
    const interrupt = (): void => handler.end('interrupted');
    if (signal?.aborted === true) {
      interrupt();
      return;
    }
    signal?.addEventListener('abort', interrupt);
    stopTimer = timer(() => handler.end('timeout'));
    dispatcher.dispatch(request, handler);
  });
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
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
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
    this.end('network', networkFault(error));
  }

  /** Gives the request up, wherever it is. */
  end(why: Lost['why'], fault: NetworkFault | null = null): void {
    const controller = this.#controller;
    const { sent, status, headers } = {
      sent: controller !== null,
      status: this.#status,
      headers: this.#headers,
    };
    this.#finish({ kind: 'lost', why, sent, status, headers, fault });
    controller?.abort(new Error(why));
  }

  #finish(result: Answer | Lost): void {
    this.#settled = true;
    this.#settle(result);
  }
}
