import type { ChangeError } from '../../model/report.ts';
import { errorOf } from './change-error.ts';
import type { Refused } from './step.ts';

/** What a refusal is about by its status alone, which decides what can still be done. */
export type RefusalScope =
  /** The token or the organization, or the Hub asks to go: nothing in this run can succeed. */
  | 'run'
  /** What may be done in the group, or how often. */
  | 'group'
  /** The request is too large. */
  | 'size'
  /** Some of those it was about, as far as anybody can tell: smaller tries will. */
  | 'changes';

/**
 * Reads what a refusal is about. The Hub gives 403 for a user who is not in the organization and for a token that may
 * not write, 404 for a group and for a user that is not there, and tells them apart only by a text whose wording is not
 * published. So the text decides nothing: trying users apart costs calls, giving up on them would cost somebody's
 * access.
 */
export function scopeOf({ status, comeBackAt }: Refused): RefusalScope {
  if (status === 401 || status === 402 || comeBackAt !== null) return 'run';
  if (status === 413) return 'size';
  return status < 400 || status === 405 || status === 429 ? 'group' : 'changes';
}

/** So much that was refused alone, and nothing that was not, speaks for the rest. */
const enough = 10;

/** What the refusals of one group have taught, which counts for all that is still to be sent there. */
export class Refusals {
  readonly #alone = new Map<string, { readonly subjects: Set<string>; readonly first: ChangeError }>();
  #accepted = false;

  /** Whether something was made here for somebody whom an identity provider may decide on: then the group is open. */
  get accepted(): boolean {
    return this.#accepted;
  }

  accept(): void {
    this.#accepted = true;
  }

  /** What a change is about was refused by a call of its own. A message that names it is about it, and never the same. */
  refuse(subject: string, outcome: Refused): void {
    const words = `${outcome.status} ${outcome.message}`;
    const known = this.#alone.get(words);
    if (known === undefined)
      this.#alone.set(words, { subjects: new Set([subject]), first: errorOf(outcome) });
    else known.subjects.add(subject);
  }

  /** Why the rest is not worth a call: enough was refused in the same words, and nothing was made. `null` while it is. */
  get hopeless(): ChangeError | null {
    if (this.#accepted) return null;
    for (const { subjects, first } of this.#alone.values()) {
      if (subjects.size < enough) continue;
      const message = `${first.message}. ${subjects.size} changes were refused so, each alone, and none was made`;
      return { ...first, message };
    }
    return null;
  }
}
