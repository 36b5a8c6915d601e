import { waitsFor } from '../../kinds/stage.ts';
import { type Batch, batchesOf, carriedBy } from '../../plan/units.ts';
import { errorOf } from './change-error.ts';
import { sendUntilKnown } from './send.ts';
import { Sift } from './sift.ts';
import type { Step, UnitInput } from './step.ts';
import { Unit } from './unit.ts';

/*
 * How changes are made, of whatever kind. A unit is all changes that hang together, since they touch a common target;
 * they are made stage by stage, one call after the other. While it is open, a change is in one of these states:
 *
 *   pending    found as it was planned, and to be sent
 *   carried    a request carried it, and the Hub said that it did not do it
 *   in doubt   a request carried it, and nobody knows what became of it: no answer, a 5xx, an answer that does not show it
 *
 * and what moves it, each time by the newest that is known of its targets (the plan, an answer to a write, a look):
 *
 *   pending  -> applied          the answer shows it, or says nothing of the group        `takenFrom`
 *            -> in doubt         anything that does not say whether it was done            `Traces`
 *            -> carried          a refusal; smaller tries tell whom it was about           `Sift`
 *            -> already          a look finds it in sync, and nothing of ours was in doubt `Unit.settleBy`
 *            -> failed           a look finds a conflict: it was changed meanwhile         `Unit.settleBy`
 *            ->                  a refusal that is about all of its target, or of the run  `Setbacks.closes`
 *            ->                  no way to the Hub, by which nothing was sent              `Setbacks.notSent`
 *            -> blocked          SCIM refused enough others                                `Verdicts.shutOut`
 *            -> not_attempted    the run or the target is given up before it was sent      `Verdicts.leave`
 *   in doubt -> pending          a look finds it as it was before: sent again after a wait, until it was sent five times
 *            -> applied          a look finds it in sync
 *            -> failed, in doubt nobody can look, or it may still be done after any look   `Traces.inDoubt`
 *            ->                  a group that may still be made is not made again          `lookFor`
 *            ->                  a look finds it, and what its call took besides           `Verdicts.harmed`
 *            ->                  a look finds the group, with people whom nobody meant     `Verdicts.harmed`
 *            -> failed           a look finds a conflict
 *   carried  -> failed           the last look of the batch does not find it               `Sift.#judge`
 *            -> blocked          likewise, where SCIM is what refuses
 *            -> pending          it only rode in the call that makes its group             `makeUnit`
 *
 * What gives a whole run up is in the ledger, what gives a target up in its place: a status that is about all of it, a
 * group that cannot be seen, or enough refusals of one kind and nobody let in (`Refusals`).
 */

/**
 * Makes the changes of one unit and settles each in the ledger. What waits for earlier stages is not made when anything
 * of them was left undone in a target that it touches. Whatever the Hub answers is an outcome, so this rejects only for
 * a fault of the program.
 */
export async function makeUnit(input: UnitInput): Promise<void> {
  const unit = new Unit(input);
  const batches = batchesOf(input.changes, input.batchSize);
  /** The targets in which something was left undone, each with the stage of it. */
  const undone = new Set<string>();
  const isOpen = ({ index }: Step): boolean => input.ledger.statusOf(index) === null;
  for (const batch of batches) {
    const before = waitsFor[batch.stage];
    const waits = (step: Step): boolean =>
      unit.placesOf(step).some(({ key }) => before.some((stage) => undone.has(`${stage}\t${key}`)));
    unit.verdicts.leave(batch.changes.filter((step) => isOpen(step) && waits(step)));
    // What the call that makes a group carries is made with it; when that is refused, each goes its own way.
    const carried = carriedBy(batch, batches, input.batchSize, isOpen);
    if (carried.length > 0) await makeWith(unit, input, batch, carried);
    await new Sift(unit, batch.target).all(batch.changes.filter(isOpen), batch.perCall);
    for (const step of batch.changes) {
      if (!isUndone(input, step)) continue;
      for (const { key } of unit.placesOf(step)) undone.add(`${batch.stage}\t${key}`);
    }
  }
}

/**
 * Makes a group with all that its call can carry, and when that is refused, with one of those whom it cannot do without.
 * Where nobody is needed, it is left to be made alone; a refusal with each of those who are is the last word.
 */
async function makeWith(
  unit: Unit,
  { live }: UnitInput,
  { kind, changes }: Batch,
  carried: readonly Step[],
): Promise<void> {
  let sent = await sendUntilKnown(unit, changes, carried);
  const [first] = changes;
  if (sent.kind === 'settled' || first === undefined) return;
  const companions = kind.companions(first.change, carried, live);
  for (const companion of companions) {
    // With this one alone it went already.
    if (carried.length > 1) sent = await sendUntilKnown(unit, changes, [companion]);
    if (sent.kind === 'settled') return;
  }
  if (companions.length > 0) unit.verdicts.fail(changes, errorOf(sent.outcome));
}

/** What SCIM blocks is undone too, but nobody can mend it: service accounts need not wait for it. */
function isUndone({ ledger }: UnitInput, { index }: Step): boolean {
  const status = ledger.statusOf(index);
  return status !== 'applied' && status !== 'already' && status !== 'blocked';
}
