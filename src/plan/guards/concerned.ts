import { membershipsIn } from '../../kinds/membership/only.ts';
import { targetKey } from '../../model/change.ts';
import type { MembershipChange } from '../../model/membership.ts';
import type { Change, Violation } from '../../model/plan.ts';

/** Finds the changes that a violation is about, without looking at all of them for each. */
export class Concerned {
  readonly #destructive: readonly MembershipChange[];
  readonly #byGroup = new Map<string, MembershipChange[]>();

  constructor(changes: readonly Change[]) {
    this.#destructive = membershipsIn(changes).filter(({ destructive }) => destructive);
    for (const change of this.#destructive) {
      const known = this.#byGroup.get(targetKey(change.group));
      if (known === undefined) this.#byGroup.set(targetKey(change.group), [change]);
      else known.push(change);
    }
  }

  /** The removals and lower roles that the guard would refuse, in the order of the plan. */
  by({ guard, group, user }: Violation): readonly MembershipChange[] {
    if (group === null) return this.#destructive;
    const changes = this.#byGroup.get(group.id) ?? [];
    if (user !== null) return changes.filter((change) => change.user.toLowerCase() === user.toLowerCase());
    switch (guard) {
      case 'last-admin':
        return changes.filter(({ before }) => before === 'admin');
      case 'emptied-group':
        return changes.filter(({ after }) => after === null);
      case 'max-removals':
      case 'self-lockout':
      case 'protected-member':
        return changes;
    }
  }
}

/** What a change means for its group, as far as a guard tells it, by change: `the only admin`. */
export function consequencesOf(
  changes: readonly Change[],
  violations: readonly Violation[],
): ReadonlyMap<Change, readonly string[]> {
  const concerned = new Concerned(changes);
  const notes = new Map<Change, string[]>();
  for (const violation of violations) {
    const about = violation.guard === 'max-removals' ? [] : concerned.by(violation);
    const note = noteOf(violation, about.length);
    for (const change of about) {
      const known = notes.get(change);
      if (known === undefined) notes.set(change, [note]);
      else known.push(note);
    }
  }
  return notes;
}

function noteOf({ guard }: Violation, changes: number): string {
  switch (guard) {
    case 'last-admin':
      return changes === 1 ? 'the only admin' : `one of its last ${changes} admins`;
    case 'emptied-group':
      return changes === 1 ? 'the only member' : `one of its last ${changes} members`;
    case 'self-lockout':
      return 'the user of this token';
    case 'protected-member':
      return 'protected';
    case 'max-removals':
      return 'one too many';
  }
}
