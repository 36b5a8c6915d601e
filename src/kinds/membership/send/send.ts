import type { HubWrite, WriteOutcome } from '../../../hub/types.ts';
import type { Call } from '../../../plan/types.ts';
import type { Numbered } from '../../kind.ts';
import type { ChangeError, SendInput } from '../../send.ts';
import { addCall, changeCall, chunks, removeCall } from '../calls.ts';
import { isDestructive } from '../roles.ts';
import type { MembershipChange } from '../types.ts';
import { type GroupState, lookAt } from './group-state.ts';
import { namedIn, scopeOf } from './refusal.ts';

type Step = Numbered<MembershipChange>;
type Refused = Extract<WriteOutcome, { readonly kind: 'refused' }>;
type Doubtful = Extract<WriteOutcome, { readonly kind: 'unknown' }>;

/** How often a write whose outcome stays unknown is tried in all, the official client's number. */
const maxTries = 5;

/**
 * Makes the membership changes of one group: adds in batches, then role changes, then removals, one call after the
 * other. Removals wait for the rest and are not made when any of it failed, so that nobody is left without the access
 * that was to take the place of the old one.
 */
export async function sendMembership(input: SendInput<MembershipChange>): Promise<void> {
  const sender = new GroupSender(input);
  const of = (action: MembershipChange['action']): readonly Step[] =>
    input.changes.filter(({ change }) => change.action === action);
  for (const batch of chunks(of('create'), input.batchSize)) await sender.add(batch);
  for (const step of of('update')) await sender.change(step);
  const before = [...of('create'), ...of('update')];
  const safe = before.every(({ index }) =>
    ['applied', 'already'].includes(input.ledger.statusOf(index) ?? ''),
  );
  for (const step of of('delete')) {
    if (safe) await sender.remove(step);
    else sender.skip(step);
  }
}

class GroupSender {
  readonly #input: SendInput<MembershipChange>;
  /** Once the group is known to be managed by SCIM, only service accounts are worth a call. */
  #scim = false;
  /** Once a refusal was about the whole group, nothing there is worth a call. */
  #refusal: Refused | null = null;

  constructor(input: SendInput<MembershipChange>) {
    this.#input = input;
  }

  /** Adds users; the API adds all of them or none. */
  async add(batch: readonly Step[], attempt = 1): Promise<void> {
    const steps = this.#open(batch);
    if (steps.length === 0) return;
    const outcome = await this.#send(addCall(this.#input.organization, steps));
    switch (outcome.kind) {
      case 'done':
        return this.#settle(steps, 'applied');
      case 'not_sent':
        return this.#notSent(steps, outcome);
      case 'unknown':
        return this.#addInDoubt(steps, outcome, attempt);
      case 'refused':
        return this.#addRefused(steps, outcome, attempt);
    }
  }

  /** Changes one user's role. */
  async change(step: Step, attempt = 1): Promise<void> {
    if (this.#open([step]).length === 0) return;
    const outcome = await this.#send(changeCall(this.#input.organization, step));
    await this.#single(step, outcome, attempt, (again) => this.change(step, again));
  }

  /** Removes one user. */
  async remove(step: Step, attempt = 1): Promise<void> {
    if (this.#open([step]).length === 0) return;
    const outcome = await this.#send(removeCall(this.#input.organization, step));
    await this.#single(step, outcome, attempt, (again) => this.remove(step, again));
  }

  /** Leaves a removal be, because something that it waited for failed. */
  skip(step: Step): void {
    for (const open of this.#open([step])) this.#settle([open], 'not_attempted');
  }

  async #single(
    step: Step,
    outcome: WriteOutcome,
    attempt: number,
    again: (attempt: number) => Promise<void>,
  ): Promise<void> {
    if (outcome.kind === 'done') return this.#settle([step], 'applied');
    if (outcome.kind === 'not_sent') return this.#notSent([step], outcome);
    if (outcome.kind === 'refused' && outcome.status !== 404 && this.#isAboutMore([step], outcome)) return;
    const state = await this.#look();
    const wanted = step.change.after;
    const now = state.kind === 'read' ? state.roleOf(step.change.user) : null;
    const isSo = state.kind === 'read' ? now === wanted : state.kind === 'gone' && wanted === null;
    // After a doubt it was this run's own call, as far as anybody can tell; after a refusal it was somebody else's.
    if (isSo) return this.#settle([step], outcome.kind === 'unknown' ? 'applied' : 'already');
    const moved = state.kind === 'read' && now !== step.change.before;
    if (moved) return this.#fail([step], { ...errorOf(outcome), message: movedMeanwhile(step.change, now) });
    const repeatable = outcome.kind === 'unknown' && state.kind === 'read' && attempt < maxTries;
    if (!repeatable) return this.#fail([step], errorOf(outcome, state));
    await this.#input.pause(attempt);
    return again(attempt + 1);
  }

  /** Nobody knows whether the batch was added: a fresh look tells, and only who is missing is sent again. */
  async #addInDoubt(steps: readonly Step[], outcome: Doubtful, attempt: number): Promise<void> {
    const state = await this.#look();
    if (state.kind !== 'read') return this.#fail(steps, errorOf(outcome, state));
    const missing = await this.#sortOut(steps, state, 'applied');
    if (missing.length === 0) return;
    if (attempt >= maxTries) return this.#fail(missing, errorOf(outcome));
    await this.#input.pause(attempt);
    return this.add(missing, attempt + 1);
  }

  /**
   * The batch was refused because of some users: the others still get in. Who is in the group by now is done; whom the
   * message names is left out; and when it names nobody, the batch is halved.
   */
  async #addRefused(steps: readonly Step[], outcome: Refused, attempt: number): Promise<void> {
    const named = namedIn(
      outcome.message,
      steps.map(({ change }) => change.user),
    );
    if (named.size === 0 && this.#isAboutMore(steps, outcome)) return this.add(steps, attempt);
    if (named.size > 0 && scopeOf(outcome) === 'scim' && this.#isAboutMore(steps, outcome))
      return this.add(steps, attempt);
    const state = await this.#look();
    if (state.kind === 'gone') return this.#fail(steps, errorOf(outcome, state));
    const missing = state.kind === 'read' ? await this.#sortOut(steps, state, 'already') : steps;
    if (missing.length === 0) return;
    const [guilty, others] = split(missing, ({ change }) => named.has(change.user));
    if (missing.length === 1 && missing.length === steps.length) return this.#fail(missing, errorOf(outcome));
    if (guilty.length > 0 && others.length > 0) {
      this.#fail(guilty, errorOf(outcome));
      return this.add(others);
    }
    // Somebody was there already, and that alone may have been the reason.
    if (missing.length < steps.length && guilty.length === 0) return this.add(missing);
    if (missing.length === 1) return this.#fail(missing, errorOf(outcome));
    const half = Math.ceil(missing.length / 2);
    await this.add(missing.slice(0, half));
    return this.add(missing.slice(half));
  }

  /** Settles who is in the group already, and answers who is missing. */
  async #sortOut(
    steps: readonly Step[],
    state: Extract<GroupState, { kind: 'read' }>,
    status: 'applied' | 'already',
  ): Promise<readonly Step[]> {
    const missing: Step[] = [];
    for (const step of steps) {
      const now = state.roleOf(step.change.user);
      if (now === null) missing.push(step);
      else if (now === step.change.after) this.#settle([step], status);
      else await this.#raise(step, now);
    }
    return missing;
  }

  /** Somebody else added the user meanwhile with another role. It is raised as declared; nobody was asked to lower it. */
  async #raise(step: Step, now: string): Promise<void> {
    if (isDestructive(now, step.change.after)) {
      const message = movedMeanwhile(step.change, now);
      return this.#fail([step], { http_status: null, message, request_id: null });
    }
    const raised: Step = { index: step.index, change: { ...step.change, action: 'update', before: now } };
    return this.change(raised);
  }

  /**
   * Deals with a refusal that is not about single users: notes it for the whole group or run.
   *
   * @returns `false` when it is about the users
   */
  #isAboutMore(steps: readonly Step[], outcome: Refused): boolean {
    const { ledger } = this.#input;
    switch (scopeOf(outcome)) {
      case 'users':
        return false;
      case 'run':
        this.#fail(steps, errorOf(outcome));
        ledger.giveUp();
        return true;
      case 'group':
        this.#refusal = outcome;
        this.#fail(steps, errorOf(outcome));
        return true;
      case 'scim':
        return this.#blockedByScim(steps, outcome);
    }
  }

  #blockedByScim(steps: readonly Step[], outcome: Refused): boolean {
    const group = steps[0]?.change.group;
    if (!this.#scim && group !== undefined) {
      this.#scim = true;
      this.#input.ledger.block({
        kind: 'membership',
        group,
        user: null,
        after: null,
        reason: 'scim_managed',
        suggestion: null,
        source: null,
        via: null,
        origin: null,
      });
    }
    const regular = steps.filter((step) => this.#isRegular(step));
    // A service account that is refused all the same is nobody's but its own trouble.
    if (regular.length === 0) this.#fail(steps, errorOf(outcome));
    else for (const { index } of regular) this.#input.ledger.settle(index, 'blocked', errorOf(outcome));
    return true;
  }

  /** The steps that are not settled yet and worth a call; settles those that are not. */
  #open(steps: readonly Step[]): readonly Step[] {
    const { ledger } = this.#input;
    return steps.filter((step) => {
      if (ledger.statusOf(step.index) !== null) return false;
      if (ledger.givenUp) ledger.settle(step.index, 'not_attempted');
      else if (this.#refusal !== null) ledger.settle(step.index, 'not_attempted', errorOf(this.#refusal));
      else if (this.#scim && this.#isRegular(step)) ledger.settle(step.index, 'blocked');
      else return true;
      return false;
    });
  }

  /** Whether SCIM keeps the user: service accounts are those that are not in the organization's members list. */
  #isRegular({ change }: Step): boolean {
    return this.#input.live.people.has(change.user.toLowerCase());
  }

  #notSent(steps: readonly Step[], outcome: Extract<WriteOutcome, { kind: 'not_sent' }>): void {
    if (outcome.reason === 'interrupted') this.#settle(steps, 'not_attempted');
    else this.#fail(steps, errorOf(outcome));
  }

  async #send(call: Call): Promise<WriteOutcome> {
    const write: HubWrite = { method: call.method, path: call.path, body: call.body };
    const outcome = await this.#input.hub.send(write);
    this.#input.ledger.sent(call, outcome);
    return outcome;
  }

  #look(): Promise<GroupState> {
    const id = this.#input.changes[0]?.change.group.id ?? '';
    return lookAt(this.#input.hub, this.#input.organization, id);
  }

  #settle(steps: readonly Step[], status: 'applied' | 'already' | 'not_attempted'): void {
    for (const { index } of steps) this.#input.ledger.settle(index, status);
  }

  #fail(steps: readonly Step[], error: ChangeError): void {
    for (const { index } of steps) this.#input.ledger.settle(index, 'failed', error);
  }
}

function errorOf(outcome: Exclude<WriteOutcome, { kind: 'done' }>, state?: GroupState): ChangeError {
  const doubt = outcome.kind === 'unknown' && state?.kind === 'unreadable';
  const after = doubt
    ? ` Whether it was done is not known: ${state.message}`
    : state?.kind === 'gone'
      ? ' The group is gone.'
      : '';
  return {
    http_status: outcome.status,
    message: `${outcome.message}${after}`,
    request_id: outcome.requestId,
  };
}

function movedMeanwhile(change: MembershipChange, now: string | null): string {
  const found = now === null ? 'is not in the group any more' : `has the role ${now} meanwhile`;
  return `${change.user} ${found}, which the plan did not know. Plan again.`;
}

function split<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
