import type { WriteOutcome } from '../../hub/hub.ts';
import { unreadableValue } from '../../kinds/kind.ts';
import { kindOf } from '../../kinds/registry.ts';
import { groupIn, type LiveView, withGroup } from '../../live/view.ts';
import { type DeclaredGroupRef, type TargetRef, targetKey } from '../../model/change.ts';
import type { Call, Change } from '../../model/plan.ts';
import { viewAfter } from '../../plan/live-after.ts';
import { conflictError, unseen } from './change-error.ts';
import { type Answered, answeredBy, lookAt, seenIn, type TargetState } from './look.ts';
import { type Place, Places } from './place.ts';
import { mayBeProvided, Setbacks } from './setbacks.ts';
import type { Step, UnitInput } from './step.ts';
import { Traces } from './traces.ts';
import { Verdicts } from './verdicts.ts';

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
  /** What the whole plan was to leave. */
  readonly #planned: LiveView;
  /** Each target as it was planned from, as an answer showed it, or as it was looked at. */
  #view: LiveView;
  /** What was live right before a change was sent last, by its index. */
  readonly #sentFrom = new Map<number, LiveView>();
  #tries = mostTries;

  constructor(input: UnitInput) {
    this.#input = input;
    this.#view = input.view;
    this.#planned = viewAfter(input.view, changesOf(input.changes));
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
    const open = this.#worthACall(steps);
    const afresh = open.some(({ change }) => kindOf(change).afresh(change));
    const answered = open.some((step) => this.placesOf(step).some(({ known }) => known === 'answered'));
    if (!afresh && (!answered || open.every((step) => this.#isAsPlanned(step)))) return this.settleBy(open);
    await this.look(open);
    return this.settleBy(this.#worthACall(open));
  }

  /** Settles those that are so, or are found otherwise than planned, by what is known; answers the others. */
  settleBy(steps: readonly Step[]): readonly Step[] {
    return steps.filter((step) => {
      if (this.placesOf(step).every(({ known }) => known === 'planned')) return true;
      const { change } = step;
      const kind = kindOf(change);
      const standing = kind.standing(change, this.#view);
      const overreach =
        standing.kind === 'pending' ? kind.overreach(change, this.#view, this.#planned) : null;
      const lost = standing.kind === 'inSync' ? this.#lostBy(step) : null;
      if (lost !== null) this.verdicts.harmed(step, conflictError(lost, this.#traces.lastOf(step.index)));
      else if (standing.kind === 'inSync') this.verdicts.found(step);
      else if (standing.kind === 'conflict') {
        if (standing.now === unreadableValue) this.#traces.unread(step.index);
        this.#conflict(step, `${kind.found(change, standing.now)} Plan again.`);
      } else if (overreach !== null) this.#conflict(step, overreach);
      else return true;
      return false;
    });
  }

  /** The call for the steps: at least one, of one batch, and what it carries besides. */
  callFor(steps: readonly Step[], carried: readonly Step[]): Call {
    const [first] = steps;
    if (first === undefined) throw new RangeError('a call without a change');
    const { organization } = this.#input;
    return kindOf(first.change).call(organization, steps, carried, (group) => this.#idOf(group), this.#view);
  }

  /** Sends a call, and notes that it left. */
  async send(call: Call): Promise<WriteOutcome> {
    const { hub, ledger } = this.#input;
    // After tries in vain the next change does not go at once.
    if (this.#tries < mostTries) await this.#pause(call, null, mostTries - 1);
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
   * @returns those who should be there by it and are not: nobody knows what became of them
   */
  takeIn(
    steps: readonly Step[],
    { status, body, requestId }: Extract<WriteOutcome, { readonly kind: 'done' }>,
  ): readonly Step[] {
    const [first] = steps;
    if (first === undefined) return [];
    const place = this.placeOf(first.change.group);
    const kind = kindOf(first.change);
    const known = groupIn(this.#view, place.target);
    const property = kind.property(first.change);
    const answered: Answered = kind.afresh(first.change)
      ? { kind: 'another' }
      : place.target === null || property === null || kind.stage(first.change) === 'delete_group'
        ? { kind: 'silent' }
        : answeredBy(body, property, known);
    if (answered.kind === 'silent') {
      this.#view = viewAfter(this.#view, changesOf(steps));
      this.#made(steps);
      return [];
    }
    const view = answered.kind === 'read' ? withGroup(this.#view, place.target, answered.group) : this.#view;
    const shown = steps.filter(({ change }) => {
      if (answered.kind !== 'read' || (change.after === null && !answered.whole)) return false;
      return kindOf(change).standing(change, view).kind === 'inSync';
    });
    if (answered.kind === 'read') {
      this.#view = view;
      place.known = 'answered';
    }
    this.#made(shown);
    const missing = steps.filter((step) => !shown.includes(step));
    const message = `The Hub answered HTTP ${status}, and its answer does not show the change`;
    const error = { http_status: status, message, request_id: requestId };
    this.#traces.noteUnshown(
      missing.map(({ index }) => index),
      error,
    );
    return missing;
  }

  /**
   * Looks at all that the steps touch. What cannot be looked at gets nothing more sent to it.
   *
   * @returns the first that could not be seen, else what is seen
   */
  async look(steps: readonly Step[]): Promise<TargetState> {
    const { hub, organization } = this.#input;
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
      place.known = 'looked';
      seen.add(place);
    }
    this.#traces.looked((index) => this.#places.touchedBy(index).every((place) => seen.has(place)));
    return { kind: 'read', view: this.#view };
  }

  /** Waits before the given further try of what left a doubt, unless the Hub said how long: then every request waits. */
  async pause(call: Call, attempt: number, outcome: WriteOutcome): Promise<void> {
    if (outcome.kind !== 'unknown' || !outcome.waits) await this.#pause(call, outcome.status, attempt);
  }

  /** Gives up a write whose outcome stays unknown. */
  exhaust(steps: readonly Step[]): void {
    this.#tries = 1;
    this.setbacks.exhausted(steps);
  }

  #worthACall(steps: readonly Step[]): readonly Step[] {
    const { ledger } = this.#input;
    return steps.filter((step) => {
      if (ledger.statusOf(step.index) !== null) return false;
      const places = this.placesOf(step);
      const why = ledger.givenUp ?? places.find(({ closed }) => closed !== null)?.closed ?? null;
      const shut = places[0]?.shut ?? null;
      if (why !== null) this.verdicts.leave([step], why);
      else if (shut !== null && mayBeProvided(step.change, this.#input)) this.verdicts.shutOut(step, shut);
      else return true;
      return false;
    });
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
      kind.overreach(change, this.#view, this.#planned) === null
    );
  }

  /** Whether a group is to be gone: since these steps delete it, or by what was known before the look. */
  #isToBeGone({ target, key }: Place, steps: readonly Step[], known: LiveView): boolean {
    if (target !== null && target.id !== null && groupIn(known, target) === null) return true;
    return steps.every(
      ({ change }) => kindOf(change).stage(change) === 'delete_group' && targetKey(change.group) === key,
    );
  }

  /** A group that is to be made has an id as soon as it is seen. */
  #idOf(group: DeclaredGroupRef): string {
    return group.id ?? groupIn(this.#view, group)?.info.id ?? targetKey(group);
  }

  #made(steps: readonly Step[]): void {
    for (const step of steps) this.verdicts.made(step);
  }

  #conflict(step: Step, message: string): void {
    this.verdicts.fail([step], conflictError(message, this.#traces.lastOf(step.index)));
  }

  #pause({ method, path }: Call, status: number | null, attempt: number): Promise<void> {
    return this.#input.pause({ request: `${method} ${path}`, status, attempt });
  }
}

function changesOf(steps: readonly Step[]): readonly Change[] {
  return steps.map(({ change }) => change);
}
