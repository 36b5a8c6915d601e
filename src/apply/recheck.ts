import { kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/organization.ts';
import { groupIn, type LiveView, viewsOf } from '../live/view.ts';
import { targetKey } from '../model/change.ts';
import type { Change } from '../model/plan.ts';
import { viewPlanned } from '../plan/live-after.ts';
import type { Day } from '../text/date.ts';
import { visible } from '../text/visible.ts';

/** What a fresh look says of a plan that was made earlier. */
export interface Recheck {
  /** Indices of changes that are so already. */
  readonly already: ReadonlySet<number>;
  /** One line for each change whose ground has moved; with any of them the plan is stale. */
  readonly differences: readonly string[];
}

/**
 * Compares each change of an earlier plan with what is live now, and with the calendar: what it gives must not have
 * ended since.
 *
 * @param today UTC
 * @param endOf the last day of what a change gives, as the files say now; `null` where they say none
 */
export function recheck(
  changes: readonly Change[],
  live: Live,
  today: Day,
  endOf: (change: Change) => Day | null = () => null,
): Recheck {
  const view = viewsOf(live)(changes.flatMap((change) => kindOf(change).touches(change)));
  const planned = viewPlanned(live, changes);
  const already = new Set<number>();
  const differences: string[] = [];
  changes.forEach((change, index) => {
    const kind = kindOf(change);
    const moved = movedIn(change, view);
    if (moved !== null) {
      differences.push(moved);
      return;
    }
    const unforeseen = kind.unforeseen(change, view, planned);
    if (unforeseen !== null) {
      differences.push(`${placeOf(change, view)}${unforeseen}`);
      return;
    }
    const standing = kind.standing(change, view);
    const ended = [kind.lastDay(change), endOf(change)].find((day) => day !== null && day < today);
    if (standing.kind === 'inSync') already.add(index);
    else if (standing.kind === 'conflict') differences.push(difference(change, view, standing.now));
    else if (change.after !== null && ended) {
      const { subject } = kind.text(change);
      differences.push(
        `${placeOf(change, view)}${subject} would become ${kind.value(change.after)}, which ended on ${visible(ended)}`,
      );
    }
  });
  return { already, differences: [...new Set(differences)] };
}

/**
 * Why nothing can be said of a change: its group is not there, or a group that it touches cannot be read. Who deletes a
 * group wants it gone, one that is to be made need not be there, and of another that is gone the change's standing tells.
 */
function movedIn(change: Change, view: LiveView): string | null {
  const kind = kindOf(change);
  for (const target of kind.touches(change)) {
    if (target === null) continue;
    const group = groupIn(view, target);
    const isOwn = targetKey(target) === targetKey(change.group);
    if (group === null && target.id !== null && isOwn && kind.stage(change) !== 'delete_group')
      return `${visible(target.name)}: the group is not listed any more`;
    if (group !== null && group.unreadable !== null)
      return `${visible(group.info.name)}: ${group.unreadable}`;
  }
  return null;
}

function difference(change: Change, view: LiveView, now: string | null): string {
  const kind = kindOf(change);
  const [before, found, after] = [change.before, now, change.after].map((value) => kind.value(value));
  return `${placeOf(change, view)}${kind.text(change).subject} was ${before} when the plan was made, is ${found} now, and would become ${after}`;
}

function placeOf({ group }: Change, view: LiveView): string {
  if (group === null) return '';
  return `${visible(groupIn(view, group)?.info.name ?? group.name)}: `;
}
