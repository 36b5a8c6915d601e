import type { Output } from '../../../src/run/io.ts';

/** An output that keeps what is written. */
export class Kept implements Output {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  /** What `flush` answers. */
  failure: string | null = null;
  text = '';
  readonly #onWrite: (text: string) => void;

  constructor(columns: number | null, onWrite: (text: string) => void = () => {}) {
    this.isTTY = columns !== null;
    this.columns = columns ?? undefined;
    this.#onWrite = onWrite;
  }

  write(text: string): void {
    this.text += text;
    this.#onWrite(text);
  }

  flush(): Promise<string | null> {
    return Promise.resolve(this.failure);
  }
}
