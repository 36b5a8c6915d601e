import type { WriteOutcome } from '../../../hub/types.ts';
import type { Call } from '../../../plan/types.ts';
import type { Numbered } from '../../kind.ts';
import type { ChangeError, SendInput } from '../../send.ts';
import type { MembershipChange } from '../types.ts';
import { type Doubtful, errorOf, movedError, notAgain, type Undone, unseen } from './change-error.ts';
import { type GroupState, lookAt, type Seen } from './group-state.ts';
import { type Refused, scopeOf } from './refusal.ts';
import { standingOf } from './standing.ts';

/** One change on its way. */
export type Step = Numbered<MembershipChange>;

/** How often a write whose outcome stays unknown is tried in all, the official client's number. */
const mostTries = 5;

/** What is known of one group while its changes are made: what was refused, what is in doubt, what is not worth a call. */
export class GroupRun {
  readonly #input: SendInput<MembershipChange>;
  readonly #groupId: string;
  /** Once the group is known to be managed by SCIM, only service accounts are worth a call. */
  #scim = false;
  /** Once something was about the whole group, nothing there is worth a call. */
  #closed: ChangeError | null = null;
  /** The last error of each change that was sent with an unknown outcome. */
  readonly #doubts = new Map<number, ChangeError>();
  #tries = mostTries;
  #seen: Seen | null = null;

  constructor(input: SendInput<MembershipChange>) {
    this.#input = input;
    this.#groupId = input.changes[0]?.change.group.id ?? '';
  }

  get organization(): string {
    return this.#input.organization;
  }

  /** How often a write may be tried: a Hub that has failed so often is tried once, until it answers again. */
  get tries(): number {
    return this.#tries;
  }

  /** The last look at the group, which knows more than the plan; `null` before the first. */
  get seen(): Seen | null {
    return this.#seen;
  }

  /** Whether the user was in the organization's members list: service accounts are not. */
  isMember(user: string): boolean {
    return this.#input.live.people.has(user.toLowerCase());
  }

  /** Those of the steps that are not settled and worth a call; settles those that are not worth one. */
  admit(steps: readonly Step[]): readonly Step[] {
    const { ledger } = this.#input;
    return steps.filter((step) => {
      if (ledger.statusOf(step.index) !== null) return false;
      if (ledger.givenUp) this.leave([step]);
      else if (this.#closed !== null) this.leave([step], this.#closed);
      else if (this.#scim && this.isMember(step.change.user)) ledger.settle(step.index, 'blocked');
      else return true;
      return false;
    });
  }

  /** Sends a call, and notes that it left. */
  async send(call: Call): Promise<WriteOutcome> {
    const { hub, ledger } = this.#input;
    const outcome = await hub.send({ method: call.method, path: call.path, body: call.body });
    ledger.sent(call, outcome);
    if (outcome.kind === 'unknown') {
      for (const index of call.changes) this.#doubts.set(index, errorOf(outcome));
    } else this.#tries = mostTries;
    return outcome;
  }

  /** Looks at the group. When that cannot be done, nothing more is sent there. */
  async look(): Promise<GroupState> {
    const state = await lookAt(this.#input.hub, this.organization, this.#groupId);
    if (state.kind === 'read') this.#seen = state;
    const interrupted = state.kind === 'unreadable' && state.interrupted;
    if (state.kind !== 'read' && !interrupted) this.#closed ??= unseen(state);
    return state;
  }

  /**
   * Plans one change anew against a look at the group. It is settled when there is nothing to make of it.
   *
   * @param outcome how the write went that the look came after, if there was one
   * @returns the step itself or one from another beginning, `null` when it is settled
   */
  replan(step: Step, state: Seen, outcome?: Undone): Step | null {
    const standing = standingOf(step.change, state.roleOf(step.change.user));
    switch (standing.kind) {
      case 'so':
        this.#found(step);
        return null;
      case 'moved':
        this.fail([step], movedError(standing.message, outcome));
        return null;
      case 'open':
        return standing.change === step.change ? step : { index: step.index, change: standing.change };
    }
  }

  /** Waits before the given further try of what left a doubt. */
  pause(attempt: number, { retryAfter }: Doubtful): Promise<void> {
    return this.#input.pause(attempt, retryAfter);
  }

  /** Gives up a write whose outcome stays unknown. */
  exhaust(steps: readonly Step[], outcome: Undone): void {
    this.#tries = 1;
    this.fail(steps, errorOf(outcome));
  }

  /** Made by this run. */
  applied(steps: readonly Step[]): void {
    for (const { index } of steps) this.#input.ledger.settle(index, 'applied');
  }

  /** Found to be so: after a doubt by this run's own call, as far as anybody can tell, else by somebody else. */
  #found({ index }: Step): void {
    this.#input.ledger.settle(index, this.#doubts.has(index) ? 'applied' : 'already');
  }

  fail(steps: readonly Step[], error: ChangeError): void {
    for (const { index } of steps) this.#input.ledger.settle(index, 'failed', error);
  }

  /** Sends these no more. One that was sent before, to no effect, has failed; the others were never attempted. */
  leave(steps: readonly Step[], why?: ChangeError): void {
    for (const { index } of steps) {
      const doubt = this.#doubts.get(index);
      if (doubt === undefined) this.#input.ledger.settle(index, 'not_attempted', why);
      else this.#input.ledger.settle(index, 'failed', notAgain(doubt));
    }
  }

  /** What could not be sent: the run was stopped, or there is no way to the Hub, and so none for all the rest. */
  notSent(steps: readonly Step[], outcome: Extract<Undone, { readonly kind: 'not_sent' }>): void {
    if (outcome.reason === 'interrupted') {
      this.leave(steps);
    } else {
      this.fail(steps, errorOf(outcome));
      this.#input.ledger.giveUp();
    }
  }

  /**
   * Takes in a refusal: one that is about more than single users is noted for the whole group or run.
   *
   * @returns `false` when it is about the users, whom it leaves as they are
   */
  takesIn(steps: readonly Step[], outcome: Refused): boolean {
    const users = steps.map(({ change }) => change.user);
    switch (scopeOf(outcome, users)) {
      case 'users':
        return false;
      case 'run':
        this.fail(steps, errorOf(outcome));
        this.#input.ledger.giveUp();
        return true;
      case 'group':
        this.#closed = errorOf(outcome);
        this.fail(steps, this.#closed);
        return true;
      case 'scim':
        this.#refusedByScim(steps, outcome);
        return true;
    }
  }

  #refusedByScim(steps: readonly Step[], outcome: Refused): void {
    const { ledger } = this.#input;
    const regular = steps.filter(({ change }) => this.isMember(change.user));
    for (const { index } of regular) ledger.settle(index, 'blocked', errorOf(outcome));
    // A service account that is refused all the same is nobody's but its own trouble.
    if (regular.length === 0) this.fail(steps, errorOf(outcome));
    else this.#blockByScim(steps);
  }

  #blockByScim([step]: readonly Step[]): void {
    if (step === undefined) return;
    this.#scim = true;
    this.#input.ledger.block({
      kind: 'membership',
      group: step.change.group,
      user: null,
      after: null,
      reason: 'scim_managed',
      suggestion: null,
      hint: null,
      held_by: null,
      source: null,
      via: null,
      origin: null,
    });
  }
}
