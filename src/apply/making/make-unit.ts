import type { Change } from '../../model/plan.ts';
import { Sift } from './sift.ts';
import type { Step, UnitInput } from './types.ts';
import { Unit } from './unit.ts';

/*
 * How changes are made, of whatever kind. A unit is all changes of one group; they are made phase by phase, one call
 * after the other. While it is open, a change is in one of these states:
 *
 *   pending    found as it was planned, and to be sent
 *   carried    a request carried it, and the Hub said that it did not do it
 *   in doubt   a request carried it, and nobody knows what became of it: no answer, a 5xx, an answer that does not show it
 *
 * and what moves it, each time by the newest that is known of the group (the plan, an answer to a write, a look):
 *
 *   pending  -> applied          the answer shows it, or says nothing of the group        `Unit.takeIn`
 *            -> in doubt         anything that does not say whether it was done            `Traces`
 *            -> carried          a refusal; smaller tries tell whom it was about           `Sift`
 *            -> already          a look finds it in sync, and nothing of ours was in doubt `Unit.settleBy`
 *            -> failed           a look finds a conflict: it was changed meanwhile         `Unit.settleBy`
 *            -> not_attempted    the run or the group is given up before it was sent       `Verdicts.leave`
 *   in doubt -> pending          a look finds it as it was before: sent again, five times at most, after a wait
 *            -> applied          a look finds it in sync
 *            -> failed, in doubt nobody can look, or it may still be done after any look   `Traces.inDoubt`
 *   carried  -> failed           the last look of the phase does not find it               `Sift.#judge`
 *            -> blocked          likewise, where SCIM is what refuses
 *
 * What gives a whole run up is in the ledger, what gives a group up in the unit: a status that is about all of it, a
 * group that cannot be seen, or enough refusals of one kind and nobody let in (`Refusals`).
 */

/**
 * Makes the changes of one group and settles each in the ledger. What waits is not made when anything that does not
 * wait was left undone. Whatever the Hub answers is an outcome, so this rejects only for a fault of the program.
 */
export async function makeUnit<C extends Change>(input: UnitInput<C>): Promise<void> {
  const unit = new Unit(input);
  const sift = new Sift(unit, input.kind);
  const first: Step<C>[] = [];
  for (const { changes, perCall, waits } of input.kind.phases(input.changes, input.batchSize)) {
    if (waits && first.some(({ index }) => isUndone(input, index))) unit.verdicts.leave(changes);
    else await sift.all(changes, perCall);
    if (!waits) first.push(...changes);
  }
}

/** What SCIM blocks is undone too, but nobody can mend it: service accounts need not wait for it. */
function isUndone<C extends Change>({ ledger }: UnitInput<C>, index: number): boolean {
  const status = ledger.statusOf(index);
  return status !== 'applied' && status !== 'already' && status !== 'blocked';
}
