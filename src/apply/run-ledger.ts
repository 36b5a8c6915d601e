import type { WriteOutcome } from '../hub/hub.ts';
import type { Blocked, Call, Change } from '../model/plan.ts';
import type { ChangeError, ChangeStatus, ReportedChange, SentCall } from '../model/report.ts';
import type { Ledger } from './making/step.ts';

/** What has become of the changes so far, for a progress bar. */
export interface Progress {
  readonly settled: number;
  readonly total: number;
  readonly failed: number;
  readonly calls: number;
}

type Ending = Pick<ReportedChange, 'status' | 'error' | 'in_doubt'>;

/** Keeps the truth of one run, in memory, and tells a progress bar of it. */
export class RunLedger implements Ledger {
  readonly calls: SentCall[] = [];
  readonly blocked: Blocked[] = [];
  #givenUp: ChangeError | null = null;
  readonly #changes: readonly Change[];
  readonly #settled = new Map<number, Ending>();
  readonly #onProgress: (progress: Progress) => void;
  readonly #heldBack: ReadonlySet<number>;
  #failed = 0;

  constructor(
    changes: readonly Change[],
    onProgress: (progress: Progress) => void,
    heldBack: ReadonlySet<number> = new Set(),
  ) {
    this.#changes = changes;
    this.#onProgress = onProgress;
    this.#heldBack = heldBack;
  }

  get givenUp(): ChangeError | null {
    return this.#givenUp;
  }

  sent(call: Call, outcome: WriteOutcome): void {
    if (outcome.attempts === 0) return;
    this.calls.push({
      method: call.method,
      path: call.path,
      status: outcome.status,
      attempts: outcome.attempts,
      duration_ms: Math.round(outcome.durationMs),
      changes: call.changes,
    });
    this.#tell();
  }

  settle(index: number, status: ChangeStatus, error?: ChangeError, inDoubt = false): void {
    const known = this.#settled.get(index);
    // A change that is told twice would make the report a lie, so it is a fault of the program.
    if (known !== undefined)
      throw new Error(`change ${index} is ${known.status} and cannot become ${status}`);
    this.#settled.set(index, {
      status,
      ...(error === undefined ? {} : { error }),
      ...(inDoubt ? { in_doubt: true } : {}),
    });
    if (status === 'failed') this.#failed++;
    this.#tell();
  }

  statusOf(index: number): ChangeStatus | null {
    return this.#settled.get(index)?.status ?? null;
  }

  block(blocked: Blocked): void {
    this.blocked.push(blocked);
  }

  giveUp(why: ChangeError): void {
    this.#givenUp ??= why;
  }

  /** Every change with how it ended; what nobody came to was not attempted. */
  reported(): readonly ReportedChange[] {
    return this.#changes.map((change, index) => ({
      ...change,
      ...(this.#settled.get(index) ?? { status: 'not_attempted' }),
      ...(this.#heldBack.has(index) ? { held_back: true } : {}),
    }));
  }

  #tell(): void {
    this.#onProgress({
      settled: this.#settled.size,
      total: this.#changes.length - this.#heldBack.size,
      failed: this.#failed,
      calls: this.calls.length,
    });
  }
}
