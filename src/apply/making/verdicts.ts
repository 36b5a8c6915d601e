import { kindOf } from '../../kinds/registry.ts';
import type { TargetRef } from '../../model/change.ts';
import type { ChangeError } from '../../model/report.ts';
import { inDoubt, notAgain } from './change-error.ts';
import { speaksOfScim } from './names.ts';
import type { Place } from './place.ts';
import type { Step, UnitInput } from './step.ts';
import type { Traces } from './traces.ts';

/** Settles the changes of one unit in the ledger, each by what was sent of it and what is not known. */
export class Verdicts {
  readonly #input: UnitInput;
  readonly #traces: Traces;
  readonly #placeOf: (target: TargetRef) => Place;

  constructor(input: UnitInput, traces: Traces, placeOf: (target: TargetRef) => Place) {
    this.#input = input;
    this.#traces = traces;
    this.#placeOf = placeOf;
  }

  /** Made by this run. */
  made({ index, change }: Step): void {
    if (kindOf(change).provider(change, this.#input.live) !== null)
      this.#placeOf(change.group).refusals.accept();
    this.#input.ledger.settle(index, 'applied');
  }

  /** Found to be so: after a doubt by this run's own call, as far as anybody can tell, else by somebody else. */
  found({ index }: Step): void {
    this.#input.ledger.settle(index, this.#traces.mayBeOurs(index) ? 'applied' : 'already');
  }

  fail(steps: readonly Step[], error: ChangeError): void {
    for (const { index } of steps) {
      const doubtful = this.#traces.inDoubt(index);
      this.#input.ledger.settle(index, 'failed', doubtful ? inDoubt(error) : error, doubtful);
    }
  }

  /** Made, or so it seems, and not as it was to be: what is told of it had an effect, or may have had one. */
  harmed({ index }: Step, error: ChangeError): void {
    this.#input.ledger.settle(index, 'failed', error, true);
  }

  /** Sends these no more. One that a request carried, to no effect, has failed; the others were never attempted. */
  leave(steps: readonly Step[], why?: ChangeError): void {
    for (const step of steps) {
      const last = this.#traces.lastOf(step.index);
      if (last === null) this.#input.ledger.settle(step.index, 'not_attempted', why);
      else this.fail([step], notAgain(last));
    }
  }

  /**
   * Refused by a call of its own, and nobody has made it meanwhile. Where nobody whom SCIM may decide on was let in and
   * the words speak of it, naming nobody, that is what blocks it.
   */
  refused(step: Step, error: ChangeError): void {
    if (!this.#isBlocked(step, error)) this.fail([step], error);
  }

  /** Not tried, since enough others were refused so. */
  shutOut(step: Step, why: ChangeError): void {
    if (!this.#isBlocked(step, why)) this.leave([step], why);
  }

  #isBlocked({ index, change }: Step, error: ChangeError): boolean {
    const { live, ledger } = this.#input;
    const kind = kindOf(change);
    const place = this.#placeOf(change.group);
    const blocked = place.refusals.accepted ? null : kind.provider(change, live);
    if (blocked === null || change.group === null || this.#traces.inDoubt(index)) return false;
    // As it is spelled: somebody may be called `scim`.
    const names = error.message.split(/[^\w.-]/u);
    const scim = speaksOfScim(error.message, change.group.name) && !names.includes(kind.text(change).subject);
    if (!scim) return false;
    ledger.settle(index, 'blocked', error);
    if (!place.blocked) ledger.block(blocked);
    place.blocked = true;
    return true;
  }
}
