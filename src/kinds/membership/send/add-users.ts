import { addCall } from '../calls.ts';
import { type Doubtful, errorOf } from './change-error.ts';
import type { GroupRun, Step } from './group-run.ts';
import type { GroupState, Seen } from './group-state.ts';
import { makeOne } from './make-one.ts';
import { type Refused, suspectsIn } from './refusal.ts';

/**
 * Adds users in one call, as the API allows: all of them or none. When some keep the others out, the others still get
 * in, with few calls more. With n users of whom k are refused:
 *
 * - where the message names them: one call more, and one read;
 * - where it names nobody: at most min(2n - 1, 1 + 2k⌈log2 n⌉) calls in all, and two reads.
 */
export function addUsers(run: GroupRun, batch: readonly Step[]): Promise<void> {
  return new AddUsers(run).all(batch);
}

class AddUsers {
  readonly #run: GroupRun;
  #looked = false;
  /** Refused alone or by name since the last look at the group, which may have come to hold them meanwhile. */
  readonly #refused: { readonly steps: readonly Step[]; readonly outcome: Refused }[] = [];

  constructor(run: GroupRun) {
    this.#run = run;
  }

  async all(batch: readonly Step[]): Promise<void> {
    const { seen } = this.#run;
    await this.#add(seen === null ? batch : await this.#missing(batch, seen));
    await this.#judge();
  }

  /** @returns whether all of them were added in one call */
  async #add(batch: readonly Step[], attempt = 1): Promise<boolean> {
    const steps = this.#run.admit(batch);
    if (steps.length === 0) return false;
    const outcome = await this.#run.send(addCall(this.#run.organization, steps));
    switch (outcome.kind) {
      case 'done':
        this.#run.applied(steps);
        return true;
      case 'not_sent':
        this.#run.notSent(steps, outcome);
        return false;
      case 'unknown':
        await this.#doubt(steps, outcome, attempt);
        return false;
      case 'refused':
        await this.#sift(steps, outcome);
        return false;
    }
  }

  /** Nobody knows whether they were added: a fresh look tells, and only who is missing is sent again. */
  async #doubt(steps: readonly Step[], outcome: Doubtful, attempt: number): Promise<void> {
    const state = await this.#run.look();
    if (state.kind !== 'read') return this.#run.fail(steps, errorOf(outcome, state));
    const missing = await this.#missing(steps, state);
    if (missing.length === 0) return;
    if (attempt >= this.#run.tries) return this.#run.exhaust(missing, outcome);
    await this.#run.pause(attempt, outcome);
    await this.#add(missing, attempt + 1);
  }

  /** Some were refused: who is there by now is done, whom the message names is left out, else they are tried apart. */
  async #sift(steps: readonly Step[], outcome: Refused): Promise<void> {
    if (this.#run.takesIn(steps, outcome)) {
      await this.#add(steps);
      return;
    }
    const state = await this.#lookOnce(outcome);
    if (state !== null && state.kind !== 'read') return this.#run.fail(steps, errorOf(outcome, state));
    const missing = state === null ? steps : await this.#missing(steps, state);
    const users = missing.map(({ change }) => change.user);
    const suspects = suspectsIn(outcome.message, users, (user) => this.#run.isMember(user));
    const alone = steps.length === 1;
    const guilty = missing.filter(({ change }) => alone || suspects.has(change.user));
    const others = missing.filter((step) => !guilty.includes(step));
    if (state !== null) this.#run.fail(guilty, errorOf(outcome));
    else if (guilty.length > 0) this.#refused.push({ steps: guilty, outcome });
    // With fewer than before the rest may be what can be added; with as many, some of them must be tried apart.
    if (others.length < steps.length) await this.#add(others);
    else await this.#halve(others);
  }

  /** Tries two halves of users of whom one at least is refused. */
  async #halve(steps: readonly Step[]): Promise<void> {
    const half = Math.ceil(steps.length / 2);
    const rest = steps.slice(half);
    const clean = await this.#add(steps.slice(0, half));
    // Then it is the rest that holds who is refused: it need not be tried as a whole, unless it is a single one.
    if (clean && rest.length > 1) await this.#halve(rest);
    else await this.#add(rest);
  }

  /** One look tells who was there before; another is only worth it when somebody may have come since. */
  async #lookOnce({ status, message }: Refused): Promise<GroupState | null> {
    if (this.#looked && status !== 404 && !/\balready\b/i.test(message)) return null;
    this.#looked = true;
    return this.#run.look();
  }

  /** Settles who is there as declared, raises who is there with less, and answers who is missing. */
  async #missing(steps: readonly Step[], state: Seen): Promise<readonly Step[]> {
    const missing: Step[] = [];
    for (const step of steps) {
      const open = this.#run.replan(step, state);
      if (open?.change.action === 'create') missing.push(open);
      else if (open !== null) await makeOne(this.#run, open);
    }
    return missing;
  }

  /** The last word on those who were refused: whoever is there all the same is done. */
  async #judge(): Promise<void> {
    if (this.#refused.length === 0) return;
    const state = await this.#run.look();
    for (const { steps, outcome } of this.#refused) {
      const missing = state.kind === 'read' ? await this.#missing(steps, state) : steps;
      this.#run.fail(missing, errorOf(outcome, state.kind === 'read' ? undefined : state));
    }
  }
}
