import type { WriteOutcome } from '../../hub/hub.ts';
import { unreadableValue } from '../../kinds/kind.ts';
import { kindOf, makesGroup } from '../../kinds/registry.ts';
import { groupIn, type LiveView, withGroup } from '../../live/view.ts';
import { type DeclaredGroupRef, type TargetRef, targetKey } from '../../model/change.ts';
import type { Call } from '../../model/plan.ts';
import { takenFrom } from './answer.ts';
import { conflictError, inDoubt, unseen } from './change-error.ts';
import { lookAt, seenIn, type TargetState } from './look.ts';
import { type Place, Places } from './place.ts';
import { mayBeProvided, Setbacks } from './setbacks.ts';
import type { LookReader, Step, UnitInput } from './step.ts';
import { Traces } from './traces.ts';
import { Verdicts } from './verdicts.ts';

type Done = Extract<WriteOutcome, { readonly kind: 'done' }>;

/** How often a write whose outcome stays unknown is tried in all, the official client's number. */
const mostTries = 5;

/** What is known of the targets of one unit while its changes are made, and what follows from it for each change. */
export class Unit {
  readonly verdicts: Verdicts;
  /** What follows from a call that was not plainly done. */
  readonly setbacks: Setbacks;
  readonly #input: UnitInput;
  readonly #traces = new Traces();
  readonly #places: Places;
  /** Each target as it was planned from, as an answer showed it, or as it was looked at. */
  #view: LiveView;
  /** What was live right before a change was sent last, by its index. */
  readonly #sentFrom = new Map<number, LiveView>();
  #tries = mostTries;

  constructor(input: UnitInput) {
    this.#input = input;
    this.#view = input.view;
    this.#places = new Places(input.changes);
    const placeOf = (target: TargetRef): Place => this.placeOf(target);
    this.verdicts = new Verdicts(input, this.#traces, placeOf);
    this.setbacks = new Setbacks(input, this.#traces, this.verdicts, placeOf);
  }

  /** What is known of a target. */
  placeOf(target: TargetRef): Place {
    return this.#places.of(target);
  }

  /** The places that a change touches, its own first. */
  placesOf({ index }: Step): readonly Place[] {
    return this.#places.touchedBy(index);
  }

  /** How often a write may be tried: a Hub that has failed so often is tried once, until it answers again. */
  get tries(): number {
    return this.#tries;
  }

  /**
   * Those of the steps that are worth a call: not settled, and found as they were planned. The others are settled. What
   * an answer showed otherwise than planned is looked at first.
   */
  async admit(steps: readonly Step[]): Promise<readonly Step[]> {
    const open = this.#worthACall(await this.#unlessThere(steps));
    const afresh = open.some(({ change }) => kindOf(change).afresh(change));
    const shown = open.some((step) => this.placesOf(step).some(({ answered }) => answered));
    if (!afresh && (!shown || open.every((step) => this.#isAsPlanned(step)))) return this.settleBy(open);
    await this.look(open);
    return this.settleBy(this.#worthACall(open));
  }

  /** Settles those that are so, or are found otherwise than planned, by what is known; answers the others. */
  settleBy(steps: readonly Step[]): readonly Step[] {
    return steps.filter((step) => this.#isPending(step));
  }

  /** The call for the steps: of one batch, the first of which is given, and what it carries besides. */
  callFor(first: Step, steps: readonly Step[], carried: readonly Step[]): Call {
    const { organization } = this.#input;
    return kindOf(first.change).call(organization, steps, carried, (group) => this.#idOf(group), this.#view);
  }

  /** Sends a call, and notes that it left. */
  async send(call: Call): Promise<WriteOutcome> {
    const { hub, ledger } = this.#input;
    // After tries in vain the next change does not go at once.
    if (this.#tries < mostTries)
      await this.#input.pause({
        request: nameOf(call),
        status: null,
        attempt: mostTries - 1,
        before: 'first',
      });
    for (const index of call.changes) this.#sentFrom.set(index, this.#view);
    const outcome = await hub.send({ method: call.method, path: call.path, body: call.body });
    ledger.sent(call, outcome);
    this.#traces.note(call.changes, outcome);
    if (outcome.kind !== 'unknown') this.#tries = mostTries;
    return outcome;
  }

  /**
   * Takes in a write that the Hub says was done. Where the answer shows the group, it shows it.
   *
   * @param first of the steps
   * @returns those who should be there by it and are not: nobody knows what became of them
   */
  takeIn({ change }: Step, steps: readonly Step[], outcome: Done): readonly Step[] {
    const { ids } = this.#input;
    const place = this.placeOf(change.group);
    const { view, group, made, unshown } = takenFrom(outcome.body, steps, place.target, this.#view, ids);
    this.#view = view;
    if (group !== null) {
      ids.add(group.info.id);
      place.answered = true;
    }
    for (const step of made) this.verdicts.made(step);
    return this.#unshown(unshown, outcome);
  }

  /**
   * Looks at all that the steps touch. What cannot be looked at gets nothing more sent to it.
   *
   * @param hub what is asked
   * @returns the first that could not be seen, else what is seen
   */
  async look(steps: readonly Step[], hub: LookReader = this.#input.hub): Promise<TargetState> {
    const { organization } = this.#input;
    const known = this.#view;
    // Own targets last: what moves to one while this goes on is then seen in one of its places at least.
    const places = [...new Set(steps.flatMap((step) => [...this.placesOf(step)].reverse()))];
    const seen = new Set<Place>();
    // A look at the organization is one at all of its groups.
    const everything = places.find(({ target }) => target === null);
    for (const place of everything === undefined ? places : [everything, ...places]) {
      if (seen.has(place)) continue;
      const state: TargetState =
        everything === undefined || place.target === null
          ? await lookAt(hub, organization, place.target, this.#view)
          : seenIn(this.#view, place.target);
      const isWanted = state.kind === 'gone' && this.#isToBeGone(place, steps, known);
      if (state.kind === 'read') this.#view = state.view;
      else if (isWanted) this.#view = withGroup(this.#view, place.target, null);
      else {
        if (state.kind === 'gone' || !state.interrupted) place.closed ??= unseen(state);
        return state;
      }
      place.answered = false;
      seen.add(place);
    }
    this.#traces.looked(indicesOf(steps));
    return { kind: 'read', view: this.#view };
  }

  /**
   * Waits before the given further try of what left a doubt, unless the Hub said how long: then every request waits.
   *
   * @param before what comes after it: `look` where nothing is sent again
   */
  async pause(call: Call, attempt: number, outcome: WriteOutcome, before: 'try' | 'look'): Promise<void> {
    if (outcome.kind === 'unknown' && outcome.waits) return;
    await this.#input.pause({ request: nameOf(call), status: outcome.status, attempt, before });
  }

  /** Gives up a write whose outcome stays unknown. */
  exhaust(steps: readonly Step[]): void {
    this.#tries = 1;
    this.setbacks.exhausted(steps);
  }

  /**
   * Those of the steps whose group nobody else has made meanwhile, by a list of all groups that the run reads right before
   * it makes its first one. The others are settled.
   */
  async #unlessThere(steps: readonly Step[]): Promise<readonly Step[]> {
    const making = steps.filter(({ change }) => makesGroup(change));
    if (making.length === 0) return steps;
    await this.look(making, this.#input.firstLook);
    const { ledger } = this.#input;
    this.settleBy(this.#worthACall(making));
    return steps.filter(({ index }) => ledger.statusOf(index) === null);
  }

  #worthACall(steps: readonly Step[]): readonly Step[] {
    const { ledger } = this.#input;
    return steps.filter((step) => {
      const closed = this.placesOf(step).find((place) => place.closed !== null);
      const why = ledger.givenUp ?? closed?.closed ?? null;
      const { shut } = this.placeOf(step.change.group);
      if (why !== null) this.verdicts.leave([step], why);
      else if (shut !== null && mayBeProvided(step.change, this.#input)) this.verdicts.shutOut(step, shut);
      else return true;
      return false;
    });
  }

  /** Settles one that is not as planned any more. */
  #isPending(step: Step): boolean {
    const { index, change } = step;
    const kind = kindOf(change);
    const standing = kind.standing(change, this.#view);
    switch (standing.kind) {
      case 'inSync': {
        const strange = makesGroup(change) ? kind.unforeseen(change, this.#view, this.#input.planned) : null;
        if (strange !== null) {
          // Who was to be in it may have another name by now, so that it may be this run's own all the same.
          if (this.#traces.mayBeOurs(index))
            this.verdicts.harmed(step, inDoubt(conflictError(strange, this.#traces.lastOf(index))));
          else this.#conflict(step, strange);
          return false;
        }
        const lost = this.#lostBy(step);
        if (lost === null) this.verdicts.found(step);
        else this.verdicts.harmed(step, conflictError(lost, this.#traces.lastOf(index)));
        return false;
      }
      case 'conflict':
        if (standing.now === unreadableValue) this.#traces.unread(index);
        this.#conflict(step, `${kind.found(change, standing.now)} Plan again.`);
        return false;
      case 'pending': {
        const overreach = kind.overreach(change, this.#view, this.#input.planned);
        if (overreach !== null) this.#conflict(step, overreach);
        return overreach === null;
      }
    }
  }

  /** What the call for a change took besides, by a look after it. */
  #lostBy({ index, change }: Step): string | null {
    const sent = this.#sentFrom.get(index);
    return sent === undefined ? null : kindOf(change).lost(change, sent, this.#view);
  }

  #isAsPlanned({ change }: Step): boolean {
    const kind = kindOf(change);
    return (
      kind.standing(change, this.#view).kind === 'pending' &&
      kind.overreach(change, this.#view, this.#input.planned) === null
    );
  }

  /** Whether a group is to be gone: since these steps delete it, or by what was known before the look. */
  #isToBeGone({ target }: Place, steps: readonly Step[], known: LiveView): boolean {
    if (target !== null && target.id !== null && groupIn(known, target) === null) return true;
    return steps.every(({ change }) => kindOf(change).stage(change) === 'delete_group');
  }

  /** A group that is to be made has an id as soon as it is seen. */
  #idOf(group: DeclaredGroupRef): string {
    return group.id ?? groupIn(this.#view, group)?.info.id ?? targetKey(group);
  }

  /** What an answer says was done, and does not show. */
  #unshown(steps: readonly Step[], { status, requestId }: Done): readonly Step[] {
    const message = `The Hub answered HTTP ${status}, and its answer does not show the change`;
    this.#traces.noteUnshown(indicesOf(steps), { http_status: status, message, request_id: requestId });
    return steps;
  }

  #conflict(step: Step, message: string): void {
    this.verdicts.fail([step], conflictError(message, this.#traces.lastOf(step.index)));
  }
}

function nameOf({ method, path }: Call): string {
  return `${method} ${path}`;
}

function indicesOf(steps: readonly Step[]): readonly number[] {
  return steps.map(({ index }) => index);
}
