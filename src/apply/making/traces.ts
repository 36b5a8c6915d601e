import type { WriteOutcome } from '../../hub/hub.ts';
import type { ChangeError } from '../../model/report.ts';
import { errorOf } from './change-error.ts';

interface Trace {
  /** What the last request that carried it met. */
  readonly last: ChangeError;
  /** Some request that carried it may have had its effect. */
  readonly unknown: boolean;
  /** … and may have it still, whatever a look has shown. */
  readonly late: boolean;
}

/** What was sent of one unit: for each change that a request carried, what is not known of it. */
export class Traces {
  readonly #traces = new Map<number, Trace>();
  /** Carried by a request of unknown outcome, since which nobody has looked. */
  readonly #unseen = new Set<number>();

  /** Takes in how a request went that carried the changes. */
  note(changes: readonly number[], outcome: WriteOutcome): void {
    if (outcome.kind === 'done') return;
    // What never left, or met no answer since there was no way, was carried by nothing.
    if (outcome.kind === 'not_sent' && outcome.status === null) return;
    const unknown = outcome.kind === 'unknown';
    this.#add(changes, errorOf(outcome), unknown, unknown && outcome.late);
  }

  /** Takes in that an answer said that it was done, and did not show it. */
  noteUnshown(changes: readonly number[], error: ChangeError): void {
    this.#add(changes, error, true, false);
  }

  /** All that these are about was looked at: what is not to be seen there now was not done, unless it is done late. */
  looked(changes: readonly number[]): void {
    for (const index of changes) this.#unseen.delete(index);
  }

  /** A look showed something of it that cannot be read, which tells as little as none. */
  unread(index: number): void {
    if (this.mayBeOurs(index)) this.#unseen.add(index);
  }

  /** What the last request met; `null` when none carried it. */
  lastOf(index: number): ChangeError | null {
    return this.#traces.get(index)?.last ?? null;
  }

  /** Whether this run may have made it, as far as anybody can tell. */
  mayBeOurs(index: number): boolean {
    return this.#traces.get(index)?.unknown === true;
  }

  /** Whether it may have had its effect, or have it still, though it is not to be seen. */
  inDoubt(index: number): boolean {
    return this.#unseen.has(index) || this.#traces.get(index)?.late === true;
  }

  #add(changes: readonly number[], last: ChangeError, unknown: boolean, late: boolean): void {
    for (const index of changes) {
      const known = this.#traces.get(index);
      this.#traces.set(index, {
        last,
        unknown: unknown || known?.unknown === true,
        late: late || known?.late === true,
      });
      if (unknown) this.#unseen.add(index);
    }
  }
}
