import type { WriteOutcome } from '../../hub/hub.ts';
import { kindOf } from '../../kinds/registry.ts';
import { liveGroupOf, readGroupOf } from '../../live/group.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { textOf } from '../../live/read.ts';
import { groupIn, type LiveView, withGroup } from '../../live/view.ts';
import type { TargetRef } from '../../model/change.ts';
import type { Change } from '../../model/plan.ts';
import { viewAfter } from '../../plan/live-after.ts';
import type { GroupIds } from './group-ids.ts';
import type { Step } from './step.ts';

type Body = Extract<WriteOutcome, { readonly kind: 'done' }>['body'];

/** What follows from the answer to a write that the Hub says was done. */
export interface Taken {
  /** What is known after it. */
  readonly view: LiveView;
  /** The group that the answer showed; `null` when it showed none. */
  readonly group: LiveGroup | null;
  /** Those that are made by it. */
  readonly made: readonly Step[];
  /** Those that should be there by it and are not: nobody knows what became of them. */
  readonly unshown: readonly Step[];
}

/**
 * What follows from the answer to a write, as far as it shows the group.
 *
 * @param steps what the call carried, all of one target
 * @param view what is known so far
 * @param ids the groups none of which an answer may pass off as a new one: people would be let into it
 */
export function takenFrom(
  body: Body,
  steps: readonly Step[],
  target: TargetRef,
  view: LiveView,
  ids: GroupIds,
): Taken {
  const doubt: Taken = { view, group: null, made: [], unshown: steps };
  if (steps.some(({ change }) => kindOf(change).afresh(change))) return doubt;
  if (steps.some(deletesGroup) && showsGroup(body)) return doubt;
  const known = groupIn(view, target);
  const properties = steps.some(deletesGroup) ? [] : steps.flatMap((step) => propertyOf(step) ?? []);
  const answered = properties.length === 0 ? silent : answeredBy(body, properties, known);
  switch (answered.kind) {
    case 'silent':
      return { view: viewAfter(view, changesOf(steps)), group: null, made: steps, unshown: [] };
    case 'another':
      return doubt;
    case 'read': {
      const { group, whole } = answered;
      if (known === null && ids.has(group.info.id)) return doubt;
      const told = known === null ? steps : steps.filter((step) => isToldIn(body, step));
      const untold = steps.filter((step) => !told.includes(step));
      const after = viewAfter(withGroup(view, target, group), changesOf(untold));
      const shown = told.filter(
        ({ change }) =>
          (change.after !== null || whole) && kindOf(change).standing(change, after).kind === 'inSync',
      );
      const unshown = told.filter((step) => !shown.includes(step));
      // A new group is known by nothing but this answer: one that contradicts what was sent may be of any.
      if (known === null && unshown.length > 0) return doubt;
      return { view: after, group, made: [...untold, ...shown], unshown };
    }
  }
}

/** What the answer to a write says of the group. */
export type Answered =
  /** Nothing that could be read: what it lacks, nobody depends on. */
  | { readonly kind: 'silent' }
  /** It is of another group, and so says nothing of what was done. */
  | { readonly kind: 'another' }
  /** `whole`: every user in it could be read, so that who is not in it is not in the group. */
  | { readonly kind: 'read'; readonly group: LiveGroup; readonly whole: boolean };

const silent: Answered = { kind: 'silent' };

/**
 * Reads a group by the answer to a write, as far as that can be read.
 *
 * @param properties those that tell of what was sent: an answer without any of them is silent
 * @param known the group so far; `null` for one that is to be made, which only an answer with its id and name tells of
 */
export function answeredBy(body: Body, properties: readonly string[], known: LiveGroup | null): Answered {
  const id = body['id'];
  if (known === null) {
    const made = readGroupOf(body);
    return made === null ? { kind: 'another' } : readOf(liveGroupOf(made));
  }
  if (typeof id === 'string' && id.toLowerCase() !== known.info.id) return { kind: 'another' };
  if (!properties.some((property) => tellsOf(body, property))) return silent;
  const { id: ownId, name } = known.info;
  const answered = liveGroupOf({ ...known.object, ...body, id: ownId, name: textOf(body['name']) ?? name });
  if (Array.isArray(body['users'])) return readOf(answered);
  const { members, odd, unreadable } = known;
  return readOf({ ...answered, members, odd, unreadable });
}

/** Whether an answer tells of a property: it has it, or is a whole group, of which what is not set is left out. */
function tellsOf(body: Body, property: string): boolean {
  const hasUsers = Array.isArray(body['users']);
  return property === 'users' ? hasUsers : property in body || (hasUsers && textOf(body['name']) !== null);
}

function readOf(group: LiveGroup): Answered {
  return { kind: 'read', group, whole: group.odd.size === 0 && group.unreadable === null };
}

/** Whether an answer shows a group that is there; one that was deleted needs none. */
function showsGroup(body: Body): boolean {
  return textOf(body['id']) !== null && Array.isArray(body['users']);
}

function deletesGroup({ change }: Step): boolean {
  return kindOf(change).stage(change) === 'delete_group';
}

function propertyOf({ change }: Step): string | null {
  return kindOf(change).property(change);
}

function isToldIn(body: Body, step: Step): boolean {
  const property = propertyOf(step);
  return property !== null && tellsOf(body, property);
}

function changesOf(steps: readonly Step[]): readonly Change[] {
  return steps.map(({ change }) => change);
}
