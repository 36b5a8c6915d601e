import { kindOf } from '../../kinds/registry.ts';
import type { TargetRef } from '../../model/change.ts';
import { andUnseen, errorOf } from './change-error.ts';
import { suspectsIn } from './names.ts';
import type { Place } from './place.ts';
import { scopeOf } from './refusals.ts';
import { sendUntilKnown } from './send.ts';
import type { Refused, Step } from './step.ts';
import type { Unit } from './unit.ts';

/**
 * Makes the changes of one batch in as few calls as the API allows: a call is made for all of its changes or for none.
 * When some keep the others out, the others still get in. Who is refused is found by smaller tries: whoever the message
 * names is tried alone; where that explains nothing, halves are tried until one is left, and all that were not needed
 * for that go in together. Nobody is taken for refused who was not, alone. Beside the calls that were planned it takes at
 * most `2 × log2(batch)` for each one who is refused, and two looks at the group, unless it moves. A message that names
 * somebody else costs one call, once: only of calls of fewer than 16 may that be one more.
 */
export class Sift {
  readonly #unit: Unit;
  readonly #place: Place;
  /** Refused alone since the last look at the group, which may have come to hold them meanwhile. */
  readonly #refused: { readonly step: Step; readonly outcome: Refused }[] = [];
  #looked = false;
  /** Until a message has named somebody who is not refused. */
  #trusted = true;
  /** The most in one call, by what was refused as a whole though nobody in it was. */
  #largest = Number.POSITIVE_INFINITY;

  /** @param target of all that it is given */
  constructor(unit: Unit, target: TargetRef) {
    this.#unit = unit;
    this.#place = unit.placeOf(target);
  }

  /** Makes them and settles each. */
  async all(changes: readonly Step[], perCall: number): Promise<void> {
    for (let at = 0; at < changes.length; ) {
      const size = Math.min(perCall, this.#largest);
      await this.#make(changes.slice(at, at + size));
      at += size;
    }
    await this.#judge();
  }

  async #make(steps: readonly Step[]): Promise<void> {
    const sent = await sendUntilKnown(this.#unit, steps);
    if (sent.kind === 'settled') return;
    if (sent.steps.length === 1) await this.#refusedAlone(sent.steps, sent.outcome);
    else await this.#part(sent.steps, sent.outcome);
  }

  /** Some of several were refused. */
  async #part(steps: readonly Step[], outcome: Refused): Promise<void> {
    const { hopeless } = this.#place.refusals;
    if (hopeless !== null && this.#place.shut === null) {
      this.#place.shut = hopeless;
      return this.#make(steps);
    }
    if (scopeOf(outcome) === 'size') return this.#smaller(steps);
    const open = await this.#withoutThoseThere(steps, outcome);
    // With fewer than before the rest may be what can be made.
    if (open.length < steps.length) return this.#make(open);
    const names = this.#trusted ? suspectsIn(outcome.message, steps.map(this.#name)) : new Set<string>();
    const named = steps.filter((step) => names.has(this.#name(step)));
    const others = steps.filter((step) => !names.has(this.#name(step)));
    for (const [place, step] of named.entries()) {
      if (await this.#isRefused([step])) continue;
      this.#trusted = false;
      const untried = [...named.slice(place + 1), ...others];
      return place === 0 ? this.#search(untried, outcome) : this.#make(untried);
    }
    return named.length === 0 ? this.#search(steps, outcome) : this.#make(others);
  }

  /** Finds one who is refused among those of whom one is, then makes the others. */
  async #search(steps: readonly Step[], outcome: Refused): Promise<void> {
    const later: Step[] = [];
    let among = steps;
    let last = outcome;
    let alone = false;
    let most = 0;
    while (among.length > 1) {
      const half = among.slice(0, Math.floor(among.length / 2));
      const rest = among.slice(half.length);
      const sent = await sendUntilKnown(this.#unit, half);
      alone = sent.kind === 'refused';
      if (sent.kind === 'refused') {
        later.push(...rest);
        last = sent.outcome;
        const open = await this.#withoutThoseThere(sent.steps, last);
        if (open.length < sent.steps.length) return this.#make([...open, ...later]);
        among = open;
      } else {
        among = rest;
        most = Math.max(most, half.length);
      }
    }
    // Who is left over is tried alone too: the refusal may have been about what is no more.
    if (alone) await this.#refusedAlone(among, last);
    else if (!(await this.#isRefused(among)) && later.length === 0) this.#largest = Math.max(1, most);
    // While nobody at all got in, perhaps nobody can: single ones tell with the fewest calls, until none is left.
    const { refusals } = this.#place;
    while (!refusals.accepted && refusals.hopeless === null) {
      if (!(await this.#isRefused(later.splice(0, 1)))) break;
    }
    await this.#make(later);
  }

  /** Tries one alone. @returns whether it was refused */
  async #isRefused(one: readonly Step[]): Promise<boolean> {
    const sent = await sendUntilKnown(this.#unit, one);
    if (sent.kind === 'refused') await this.#refusedAlone(sent.steps, sent.outcome);
    return sent.kind === 'refused';
  }

  /** Puts one who was refused with those on whom the last word is spoken after a look. */
  async #refusedAlone(one: readonly Step[], outcome: Refused): Promise<void> {
    for (const step of one) {
      // Then it may be there already, or gone, or the whole group is.
      if (speaksOfState(outcome)) {
        const state = await this.#unit.look(one);
        if (state.kind !== 'read') return this.#unit.setbacks.unseen(one, state);
        if (this.#unit.settleBy(one).length === 0) return;
      }
      this.#unit.setbacks.refuse(step, outcome);
      this.#refused.push({ step, outcome });
    }
  }

  /** The first look tells who was there before; another is only worth it when somebody may have come since. */
  async #withoutThoseThere(steps: readonly Step[], outcome: Refused): Promise<readonly Step[]> {
    if (this.#looked && !speaksOfState(outcome)) return steps;
    this.#looked = true;
    const state = await this.#unit.look(steps);
    if (state.kind === 'read') return this.#unit.settleBy(steps);
    this.#unit.setbacks.unseen(steps, state);
    return [];
  }

  /** The request was too large: then so are the next ones. */
  async #smaller(steps: readonly Step[]): Promise<void> {
    const half = Math.floor(steps.length / 2);
    this.#largest = Math.min(this.#largest, steps.length - half);
    await this.#make(steps.slice(0, half));
    await this.#make(steps.slice(half));
  }

  /** The last word on those who were refused: whoever is there all the same is done. */
  async #judge(): Promise<void> {
    const state = await this.#unit.look(this.#refused.map(({ step }) => step));
    for (const { step, outcome } of this.#refused) {
      const error = errorOf(outcome);
      if (state.kind !== 'read') this.#unit.verdicts.fail([step], andUnseen(error, state));
      else if (this.#unit.settleBy([step]).length > 0) this.#unit.verdicts.refused(step, error);
    }
  }

  readonly #name = ({ change }: Step): string => kindOf(change).subject(change);
}

/** Whether a refusal may be about what is there, and not about who is to come: a look tells. */
function speaksOfState({ status, message }: Refused): boolean {
  return status === 404 || /\balready\b/i.test(message);
}
