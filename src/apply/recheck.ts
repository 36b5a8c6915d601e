import { kindOf } from '../kinds/registry.ts';
import type { Live, LiveGroup } from '../live/types.ts';
import type { Change } from '../model/plan.ts';
import type { Day } from '../text/date.ts';
import { visible } from '../text/visible.ts';
import { standingOf } from './standing.ts';

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
  const groups = new Map(live.groups.map((group) => [group.info.id, group]));
  const already = new Set<number>();
  const differences: string[] = [];
  changes.forEach((change, index) => {
    const group = groups.get(change.group.id);
    if (group === undefined) {
      differences.push(`${visible(change.group.name)}: the group is not listed any more`);
      return;
    }
    if (group.unreadable !== null) {
      differences.push(`${visible(group.info.name)}: ${group.unreadable}`);
      return;
    }
    const standing = standingOf(change, group);
    const until = change.kind === 'membership' ? change.expires : null;
    const ended = [until, endOf(change)].find((day) => day !== null && day < today);
    if (standing.kind === 'inSync') already.add(index);
    else if (standing.kind === 'conflict') differences.push(difference(change, group, standing.now));
    else if (change.after !== null && ended) {
      const { subject } = kindOf(change).text(change);
      differences.push(
        `${visible(group.info.name)}: ${subject} would become ${visible(change.after)}, which ended on ${visible(ended)}`,
      );
    }
  });
  return { already, differences: [...new Set(differences)] };
}

function difference(change: Change, group: LiveGroup, now: string | null): string {
  const { subject } = kindOf(change).text(change);
  const value = (role: string | null): string => (role === null ? 'not in the group' : visible(role));
  return `${visible(group.info.name)}: ${subject} was ${value(change.before)} when the plan was made, is ${value(now)} now, and would become ${value(change.after)}`;
}
