import type { WriteOutcome } from '../../hub/types.ts';
import { unreadableValue } from '../../kinds/kind.ts';
import type { LiveGroup } from '../../live/types.ts';
import type { Call, Change } from '../../model/plan.ts';
import type { ChangeError } from '../../model/report.ts';
import { standingOf } from '../standing.ts';
import { andUnseen, conflictError, errorOf, inDoubt, type Unseen, unseen } from './change-error.ts';
import { answeredBy, type GroupState, lookAt } from './look.ts';
import { Refusals, scopeOf } from './refusals.ts';
import { Traces } from './traces.ts';
import type { Refused, Step, Undone, UnitInput } from './types.ts';
import { Verdicts } from './verdicts.ts';

/** How often a write whose outcome stays unknown is tried in all, the official client's number. */
const mostTries = 5;

function conflictText(subject: string, now: string | null): string {
  if (now === unreadableValue) return `What the Hub says of ${subject} by now cannot be read. Plan again.`;
  const how = now === null ? 'is not in the group' : `has the role ${now}`;
  return `${subject} ${how} meanwhile, which the plan did not know. Plan again.`;
}

/** What is known of one group while its changes are made, and what follows from it for each change. */
export class Unit<C extends Change = Change> {
  readonly refusals = new Refusals();
  readonly verdicts: Verdicts<C>;
  readonly #input: UnitInput<C>;
  readonly #traces = new Traces();
  /** What the whole plan was to leave. */
  readonly #planned: LiveGroup;
  /** The group as it was planned from, as an answer showed it, or as it was looked at. */
  #group: LiveGroup;
  #known: 'planned' | 'answered' | 'looked' = 'planned';
  /** Once something was about the whole group, nothing there is worth a call. */
  #closed: ChangeError | null = null;
  /** Once enough were refused, nobody is worth a call on whom an identity provider may decide. */
  #shut: ChangeError | null = null;
  #tries = mostTries;

  constructor(input: UnitInput<C>) {
    this.#input = input;
    this.#group = input.group;
    this.#planned = input.kind.after(
      input.changes.map(({ change }) => change),
      input.group,
    );
    this.verdicts = new Verdicts(input, this.#traces, this.refusals);
  }

  /** How often a write may be tried: a Hub that has failed so often is tried once, until it answers again. */
  get tries(): number {
    return this.#tries;
  }

  /**
   * Those of the steps that are worth a call: not settled, and found as they were planned. The others are settled. What
   * an answer showed otherwise than planned is looked at first.
   */
  async admit(steps: readonly Step<C>[]): Promise<readonly Step<C>[]> {
    const open = this.#worthACall(steps);
    if (this.#known !== 'answered' || open.every((step) => this.#isAsPlanned(step)))
      return this.settleBy(open);
    await this.look();
    return this.settleBy(this.#worthACall(open));
  }

  /** Settles those that are so, or are found otherwise than planned, by what is known; answers the others. */
  settleBy(steps: readonly Step<C>[]): readonly Step<C>[] {
    if (this.#known === 'planned') return steps;
    return steps.filter((step) => {
      const standing = standingOf(step.change, this.#group);
      const { kind } = this.#input;
      const overreach =
        standing.kind === 'pending' ? kind.overreach(step.change, this.#group, this.#planned) : null;
      if (standing.kind === 'inSync') this.verdicts.found(step);
      else if (standing.kind === 'conflict') {
        if (standing.now === unreadableValue) this.#traces.unread(step.index);
        this.#conflict(step, conflictText(kind.text(step.change).subject, standing.now));
      } else if (overreach !== null) this.#conflict(step, overreach);
      else return true;
      return false;
    });
  }

  /** The call for the steps: at least one, of one phase. */
  callFor(steps: readonly Step<C>[]): Call {
    return this.#input.kind.call(this.#input.organization, steps);
  }

  /** Sends a call, and notes that it left. */
  async send(call: Call): Promise<WriteOutcome> {
    const { hub, ledger } = this.#input;
    // After tries in vain the next change does not go at once.
    if (this.#tries < mostTries) await this.#pause(call, null, mostTries - 1);
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
    steps: readonly Step<C>[],
    { status, body, requestId }: Extract<WriteOutcome, { readonly kind: 'done' }>,
  ): readonly Step<C>[] {
    const answered = answeredBy(body, this.#group);
    if (answered.kind === 'silent') {
      this.#group = this.#input.kind.after(
        steps.map(({ change }) => change),
        this.#group,
      );
      this.#made(steps);
      return [];
    }
    const shown = steps.filter(({ change }) => {
      if (answered.kind === 'another' || (change.after === null && !answered.whole)) return false;
      return standingOf(change, answered.group).kind === 'inSync';
    });
    if (answered.kind === 'read') {
      this.#group = answered.group;
      this.#known = 'answered';
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

  /** Looks at the group. When that cannot be done, nothing more is sent there. */
  async look(): Promise<GroupState> {
    const { hub, organization, group } = this.#input;
    const state = await lookAt(hub, organization, group.info.id);
    if (state.kind === 'read') {
      this.#group = state.group;
      this.#known = 'looked';
      this.#traces.looked();
    } else if (state.kind === 'gone' || !state.interrupted) this.#closed ??= unseen(state);
    return state;
  }

  /** Waits before the given further try of what left a doubt, unless the Hub said how long: then every request waits. */
  async pause(call: Call, attempt: number, outcome: WriteOutcome): Promise<void> {
    if (outcome.kind !== 'unknown' || !outcome.waits) await this.#pause(call, outcome.status, attempt);
  }

  /** Gives up a write whose outcome stays unknown. */
  exhaust(steps: readonly Step<C>[]): void {
    this.#tries = 1;
    for (const step of steps) this.verdicts.fail([step], this.#lastOf(step));
  }

  /** The group could not be seen after a write: what became of it is not known. */
  unseen(steps: readonly Step<C>[], state: Unseen): void {
    for (const step of steps) {
      const last = this.#lastOf(step);
      const error = this.#traces.inDoubt(step.index) ? inDoubt(last) : last;
      this.verdicts.fail([step], andUnseen(error, state));
    }
  }

  /** What could not be sent: the run was stopped, or there is no way to the Hub, and so none for all the rest. */
  notSent(steps: readonly Step<C>[], outcome: Extract<Undone, { readonly kind: 'not_sent' }>): void {
    const error = errorOf(outcome);
    switch (outcome.reason) {
      case 'interrupted':
        this.verdicts.leave(steps);
        break;
      case 'come-back':
        this.#input.ledger.giveUp(error);
        this.verdicts.leave(steps, error);
        break;
      case 'unreachable':
        this.#input.ledger.giveUp(error);
        this.verdicts.fail(steps, error);
        break;
    }
  }

  /** The Hub asks to come back much later: what became of the write is not looked at, and nothing follows it. */
  goneAway(steps: readonly Step<C>[], outcome: Undone): void {
    this.#input.ledger.giveUp(errorOf(outcome));
    for (const step of steps) this.verdicts.fail([step], this.#lastOf(step));
  }

  /**
   * Takes in a refusal: one whose status is about more than the steps is noted for the whole group or run.
   *
   * @returns `false` when it is about the steps, which it leaves as they are
   */
  closes(steps: readonly Step<C>[], outcome: Refused): boolean {
    switch (scopeOf(outcome)) {
      case 'changes':
      case 'size':
        return false;
      case 'run':
        this.#input.ledger.giveUp(errorOf(outcome));
        break;
      case 'group':
        this.#closed = errorOf(outcome);
        break;
    }
    this.verdicts.fail(steps, errorOf(outcome));
    return true;
  }

  /** Somebody was refused by a call of their own, which teaches something of the others. */
  refuse({ change }: Step<C>, outcome: Refused): void {
    if (this.#mayBeProvided(change)) this.refusals.refuse(this.#input.kind.subject(change), outcome);
  }

  /** Whether {@link shut} was said. */
  get isShut(): boolean {
    return this.#shut !== null;
  }

  /** Sends nothing more there, but for service accounts and their like, since enough were refused. */
  shut(why: ChangeError): void {
    this.#shut = why;
  }

  #worthACall(steps: readonly Step<C>[]): readonly Step<C>[] {
    const { ledger } = this.#input;
    return steps.filter((step) => {
      if (ledger.statusOf(step.index) !== null) return false;
      const why = ledger.givenUp ?? this.#closed;
      if (why !== null) this.verdicts.leave([step], why);
      else if (this.#shut !== null && this.#mayBeProvided(step.change))
        this.verdicts.shutOut(step, this.#shut);
      else return true;
      return false;
    });
  }

  #mayBeProvided(change: C): boolean {
    return this.#input.kind.provider(change, this.#input.live) !== null;
  }

  #isAsPlanned({ change }: Step<C>): boolean {
    return (
      standingOf(change, this.#group).kind === 'pending' &&
      this.#input.kind.overreach(change, this.#group, this.#planned) === null
    );
  }

  #made(steps: readonly Step<C>[]): void {
    for (const step of steps) this.verdicts.made(step);
  }

  #conflict(step: Step<C>, message: string): void {
    this.verdicts.fail([step], conflictError(message, this.#traces.lastOf(step.index)));
  }

  #lastOf({ index }: Step<C>): ChangeError {
    const last = this.#traces.lastOf(index);
    if (last === null) throw new Error(`change ${index} was not sent`);
    return last;
  }

  #pause({ method, path }: Call, status: number | null, attempt: number): Promise<void> {
    return this.#input.pause({ request: `${method} ${path}`, status, attempt });
  }
}
