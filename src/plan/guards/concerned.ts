import { kindOf } from '../../kinds/registry.ts';
import { targetKey } from '../../model/change.ts';
import type { Change, Violation } from '../../model/plan.ts';
import { grouped } from '../../text/grouped.ts';
import { guards } from './run.ts';
import { takesAccess } from './takes.ts';

/** Finds the changes that a violation is about, without looking at all of them for each. */
export class Concerned {
  readonly #losses: readonly Change[];
  readonly #byTarget: ReadonlyMap<string, readonly Change[]>;

  constructor(changes: readonly Change[]) {
    this.#losses = changes.filter(takesAccess);
    this.#byTarget = grouped(changes, ({ group }) => targetKey(group));
  }

  /** What the guard would refuse, in the order of the plan. */
  by({ guard, group, user }: Violation): readonly Change[] {
    if (group === null && user === null) return this.#losses;
    const changes = this.#byTarget.get(targetKey(group)) ?? [];
    if (user === null) return changes.filter((change) => guards[guard].concerns(change));
    const key = user.toLowerCase();
    return changes.filter((change) => {
      const kind = kindOf(change);
      // Whoever is in a group loses it with the group.
      if (kind.stage(change) === 'delete_group') return true;
      return change.destructive && kind.person(change)?.toLowerCase() === key;
    });
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
    const about = concerned.by(violation);
    const note = guards[violation.guard].note(about.length);
    if (note === null) continue;
    for (const change of about) {
      const known = notes.get(change);
      if (known === undefined) notes.set(change, [note]);
      else known.push(note);
    }
  }
  return notes;
}
