import { kindOf } from '../../kinds/registry.ts';
import type { TargetRef } from '../../model/change.ts';
import type { Change } from '../../model/plan.ts';
import type { ChangeError } from '../../model/report.ts';
import { andUnseen, errorOf, inDoubt, type Unseen } from './change-error.ts';
import type { Place } from './place.ts';
import { scopeOf } from './refusals.ts';
import type { Refused, Step, Undone, UnitInput } from './step.ts';
import type { Traces } from './traces.ts';
import type { Verdicts } from './verdicts.ts';

/** What follows for the changes of one unit, its targets and the run from a call that was not plainly done. */
export class Setbacks {
  readonly #input: UnitInput;
  readonly #traces: Traces;
  readonly #verdicts: Verdicts;
  readonly #placeOf: (target: TargetRef) => Place;

  constructor(input: UnitInput, traces: Traces, verdicts: Verdicts, placeOf: (target: TargetRef) => Place) {
    this.#input = input;
    this.#traces = traces;
    this.#verdicts = verdicts;
    this.#placeOf = placeOf;
  }

  /** The outcome stays unknown, however often it was tried. */
  exhausted(steps: readonly Step[]): void {
    for (const step of steps) this.#verdicts.fail([step], this.#lastOf(step));
  }

  /** The group could not be seen after a write: what became of it is not known. */
  unseen(steps: readonly Step[], state: Unseen): void {
    for (const step of steps) {
      const last = this.#lastOf(step);
      const error = this.#traces.inDoubt(step.index) ? inDoubt(last) : last;
      this.#verdicts.fail([step], andUnseen(error, state));
    }
  }

  /** What could not be sent: the run was stopped, or there is no way to the Hub, and so none for all the rest. */
  notSent(steps: readonly Step[], outcome: Extract<Undone, { readonly kind: 'not_sent' }>): void {
    const error = errorOf(outcome);
    switch (outcome.reason) {
      case 'interrupted':
        this.#verdicts.leave(steps);
        break;
      case 'come-back':
        this.#input.ledger.giveUp(error);
        this.#verdicts.leave(steps, error);
        break;
      case 'unreachable':
        this.#input.ledger.giveUp(error);
        this.#verdicts.fail(steps, error);
        break;
    }
  }

  /** The Hub asks to come back much later: what became of the write is not looked at, and nothing follows it. */
  goneAway(steps: readonly Step[], outcome: Undone): void {
    this.#input.ledger.giveUp(errorOf(outcome));
    for (const step of steps) this.#verdicts.fail([step], this.#lastOf(step));
  }

  /**
   * Takes in a refusal: one whose status is about more than the steps is noted for the whole group or run.
   *
   * @returns `false` when it is about the steps, which it leaves as they are
   */
  closes(steps: readonly Step[], outcome: Refused): boolean {
    switch (isOfAFeature(steps, outcome) ? 'changes' : scopeOf(outcome)) {
      case 'changes':
      case 'size':
        return false;
      case 'run':
        this.#input.ledger.giveUp(errorOf(outcome));
        break;
      case 'group':
        for (const place of new Set(steps.map(({ change }) => this.#placeOf(change.group))))
          place.closed = errorOf(outcome);
        break;
    }
    this.#verdicts.fail(steps, errorOf(outcome));
    return true;
  }

  /** Somebody was refused by a call of their own, which teaches something of the others. */
  refuse({ change }: Step, outcome: Refused): void {
    if (!mayBeProvided(change, this.#input)) return;
    this.#placeOf(change.group).refusals.refuse(kindOf(change).subject(change), outcome);
  }

  #lastOf({ index }: Step): ChangeError {
    const last = this.#traces.lastOf(index);
    if (last === null) throw new Error(`change ${index} was not sent`);
    return last;
  }
}

/** A paid plan that has groups may still lack what one of their settings needs, which says nothing of the people. */
function isOfAFeature(steps: readonly Step[], { status }: Refused): boolean {
  return status === 402 && steps.some(({ change }) => kindOf(change).property(change) !== 'users');
}

/** Whether an identity provider may decide on the change in place of the Hub. */
export function mayBeProvided(change: Change, { live }: UnitInput): boolean {
  return kindOf(change).provider(change, live) !== null;
}
