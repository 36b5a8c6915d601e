import type { WriteOutcome } from '../../hub/hub.ts';
import { makesGroup } from '../../kinds/registry.ts';
import type { Call } from '../../model/plan.ts';
import type { Refused, Step } from './step.ts';
import type { Unit } from './unit.ts';

/** What came of changes that were sent in one call. */
export type Sent =
  /** Each of them is settled. */
  | { readonly kind: 'settled' }
  /** These were refused together; what that says of each of them is to be found out. */
  | { readonly kind: 'refused'; readonly steps: readonly Step[]; readonly outcome: Refused };

/**
 * Sends changes in one call until it is known what became of them. Whatever leaves a doubt is followed by a look at
 * their targets, and only what is still missing is sent again.
 *
 * @param carried what else the call is to carry, which is left open when it was refused or need not be sent any more
 */
export async function sendUntilKnown(
  unit: Unit,
  steps: readonly Step[],
  carried: readonly Step[] = [],
): Promise<Sent> {
  const asked = new Set(steps);
  let left: readonly Step[] = [...steps, ...carried];
  for (let attempt = 1; ; attempt++) {
    left = await unit.admit(left);
    const own = left.filter((step) => asked.has(step));
    const [first] = own;
    // What was only carried has calls of its own.
    if (first === undefined) return { kind: 'settled' };
    const call = unit.callFor(
      first,
      own,
      left.filter((step) => !asked.has(step)),
    );
    const outcome = await unit.send(call);
    switch (outcome.kind) {
      case 'done':
        left = unit.takeIn(first, left, outcome);
        break;
      case 'not_sent':
        unit.setbacks.notSent(left, outcome);
        return { kind: 'settled' };
      case 'refused':
        return unit.setbacks.closes(left, outcome)
          ? { kind: 'settled' }
          : { kind: 'refused', steps: left, outcome };
      case 'unknown':
        if (outcome.comeBackAt !== null) {
          unit.setbacks.goneAway(left, outcome);
          return { kind: 'settled' };
        }
        break;
    }
    // Where nothing is left, there is nothing to look at either.
    const state = await unit.look(left);
    if (state.kind !== 'read') {
      unit.setbacks.unseen(left, state);
      return { kind: 'settled' };
    }
    left = unit.settleBy(left);
    if (left.length === 0) return { kind: 'settled' };
    if (left.includes(first) && mayMakeTwice(first, outcome))
      return lookFor(unit, first, left, { call, outcome, attempt });
    if (attempt >= unit.tries) {
      unit.exhaust(left);
      return { kind: 'settled' };
    }
    await unit.pause(call, attempt, outcome, 'try');
  }
}

/**
 * Whether sending it again could make a second group of the same name: the Hub said that it made one which is not to be
 * seen, or may still make it.
 */
function mayMakeTwice({ change }: Step, outcome: WriteOutcome): boolean {
  if (!makesGroup(change)) return false;
  return outcome.kind === 'done' || (outcome.kind === 'unknown' && outcome.late);
}

/** Looks for what a call may still do, as often as it would be tried, and sends nothing. */
async function lookFor(
  unit: Unit,
  first: Step,
  steps: readonly Step[],
  {
    call,
    outcome,
    attempt,
  }: { readonly call: Call; readonly outcome: WriteOutcome; readonly attempt: number },
): Promise<Sent> {
  let left = steps;
  for (let next = attempt; next < unit.tries; next++) {
    await unit.pause(call, next, outcome, 'look');
    const state = await unit.look(left);
    if (state.kind !== 'read') {
      unit.setbacks.unseen(left, state);
      return { kind: 'settled' };
    }
    left = unit.settleBy(left);
    if (!left.includes(first)) return { kind: 'settled' };
  }
  unit.exhaust(left);
  return { kind: 'settled' };
}
