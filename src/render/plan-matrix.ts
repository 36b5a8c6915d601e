import { kindOf } from '../kinds/registry.ts';
import { type Origin, type TargetRef, targetKey } from '../model/change.ts';
import type { Blocked, Change, Plan } from '../model/plan.ts';
import { compareCodePoints } from '../text/order.ts';
import { shownName } from '../text/shown.ts';
import { GroupNames } from './group-view.ts';
import type { Effect } from './matrix.ts';
import {
  bandsOf,
  type MatrixBand,
  type MatrixCell,
  type MatrixColumn,
  type MatrixPerson,
  markOf,
} from './matrix.ts';
import { phraseHtml } from './phrase.ts';

type Content = Omit<MatrixCell, 'at'>;

interface Column extends MatrixColumn {
  readonly key: string;
}

/**
 * The people whose access a plan changes, or cannot change now, by the groups in which it does; the organization itself
 * is the last column. Of the roles that stay it has those that the plan knows of.
 */
export function planBands(plan: Plan): readonly MatrixBand[] {
  const names = new GroupNames(plan.groups);
  const targets = new Map<string, TargetRef>();
  const people = new Map<string, { readonly user: string; readonly cells: Map<string, Content> }>();
  const put = (group: TargetRef, user: string, content: Content): void => {
    const key = targetKey(group);
    targets.set(key, group);
    const person = people.get(user.toLowerCase()) ?? { user, cells: new Map<string, Content>() };
    people.set(user.toLowerCase(), person);
    if (!person.cells.has(key)) person.cells.set(key, content);
  };
  for (const change of plan.changes) {
    const user = kindOf(change).person(change);
    if (user !== null) put(change.group, user, changed(change));
  }
  for (const entry of plan.blocked) if (entry.user !== null) put(entry.group, entry.user, blocked(entry));
  const stay = (group: TargetRef, user: string, content: Content): void => {
    if (people.has(user.toLowerCase()) && targets.has(targetKey(group))) put(group, user, content);
  };
  for (const { group, user, role } of plan.released) stay(group, user, kept(role, true));
  for (const { group, user, role } of plan.unmanaged) stay(group, user, kept(role, false));

  const columns = [...targets]
    .sort(([a, one], [b, other]) => compareTargets(one, other) || compareCodePoints(a, b))
    .map(([key, target], at): Column => ({ at, key, heading: phraseHtml(names.phrase(target)) }));
  const fullnames = new Map(plan.people.map(({ user, fullname }) => [user.toLowerCase(), fullname]));
  const sorted = [...people].sort(([a], [b]) => compareCodePoints(a, b));
  return bandsOf(columns, (own) =>
    sorted.flatMap(([key, { user, cells }]): readonly MatrixPerson[] => {
      const [first, ...others] = own.flatMap((column): readonly MatrixCell[] => {
        const content = cells.get(column.key);
        return content === undefined ? [] : [{ at: column.at, ...content }];
      });
      if (first === undefined) return [];
      return [{ user, who: shownName(fullnames.get(key) ?? ''), cells: [first, ...others] }];
    }),
  );
}

/** `W→A`, `+R`, `−W`; in brackets what is pending anyway. */
function changed({ before, after, origin }: Change): Content {
  const from = before === null ? null : markOf(before);
  const to = after === null ? null : markOf(after);
  const [text, effect] = textOf(from?.letter ?? null, to?.letter ?? null);
  return {
    text: byOrigin(origin, text),
    role: (from ?? to)?.key ?? null,
    next: from === null ? null : (to?.key ?? null),
    effect,
    look: false,
  };
}

function textOf(from: string | null, to: string | null): readonly [string, Effect] {
  if (from === null) return [`+${to ?? ''}`, 'add'];
  return to === null ? [`−${from}`, 'remove'] : [`${from}→${to}`, 'change'];
}

function byOrigin(origin: Origin | null, text: string): string {
  return origin === 'drift' ? `(${text})` : text;
}

/** What is asked for and cannot be made now: a role, or a removal. */
function blocked({ after, origin }: Blocked): Content {
  const mark = after === null ? null : markOf(after);
  return {
    text: byOrigin(origin, `${mark === null ? '−' : `+${mark.letter}`}!`),
    role: mark?.key ?? null,
    next: null,
    effect: null,
    look: true,
  };
}

/** A role that stays. @param look it stays though nothing declares it any more */
function kept(role: string, look: boolean): Content {
  const { letter, key } = markOf(role);
  return { text: look ? `${letter}!` : letter, role: key, next: null, effect: null, look };
}

/** Groups by name, the organization behind them. */
function compareTargets(one: TargetRef, other: TargetRef): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return compareCodePoints(one.name, other.name);
}
