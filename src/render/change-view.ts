import type { Bearing } from '../kinds/kind.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Action } from '../model/change.ts';
import type { Change } from '../model/plan.ts';
import { longestName, said } from '../text/named.ts';
import { shown, shownPlace } from '../text/shown.ts';

export type ChangeSymbol = '+' | '~' | '-';
export type Tone = 'add' | 'change' | 'remove';

/** One change as every renderer shows it. All texts are safe to show on one line, and names cannot pass for words. */
export interface ChangeLine {
  readonly symbol: ChangeSymbol;
  readonly tone: Tone;
  readonly subject: string;
  readonly detail: string;
  /** `FILE:LINE` of what asks for it; empty when nothing does. */
  readonly place: string;
  /** What it means before what it is asked for by. */
  readonly notes: readonly string[];
  /** What is told besides where there is room: who the people are that were counted. */
  readonly details: readonly string[];
  /** The person's full name as it is shown; `null` when it is not known. */
  readonly fullname: string | null;
  /** It gives so much that it is never folded away. */
  readonly important: boolean;
  /** What it does to people's access. */
  readonly bearing: Bearing;
  /** It was pending before the change to the configuration that is looked at. */
  readonly pending: boolean;
}

/** What is known of changes besides themselves. */
export interface ChangeContext {
  /** What a change means for its group: `the only admin`. */
  readonly consequences: ReadonlyMap<Change, readonly string[]>;
  /** Full names by username in lower case. */
  readonly fullnames: ReadonlyMap<string, string>;
}

/** Nothing is known besides the changes. */
export const noContext: ChangeContext = { consequences: new Map(), fullnames: new Map() };

const symbols: Readonly<Record<Action, ChangeSymbol>> = { create: '+', update: '~', delete: '-' };
const tones: Readonly<Record<Action, Tone>> = { create: 'add', update: 'change', delete: 'remove' };

/** The line of a change. */
export function changeLine(change: Change, context: ChangeContext = noContext): ChangeLine {
  const kind = kindOf(change);
  const { subject, detail, notes, details = [] } = kind.text(change);
  const person = kind.person(change);
  const fullname = person === null ? undefined : context.fullnames.get(person.toLowerCase());
  return {
    symbol: symbols[change.action],
    tone: tones[change.action],
    subject: shown(subject),
    detail: shown(detail),
    place: shownPlace(change.source),
    notes: [...(context.consequences.get(change) ?? []), ...notes.map((note) => shown(note))],
    details: details.map((one) => shown(one)),
    fullname: fullname === undefined ? null : shown(said(fullname, longestName)),
    important: kind.givesMuch(change),
    bearing: kind.bearing(change),
    pending: change.origin === 'drift',
  };
}

/** How many things were or would be added, changed and removed. */
export interface Counts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

/** Counts changes by what they do. */
export function countActions(changes: readonly { readonly action: Action }[]): Counts {
  const counts = { create: 0, update: 0, delete: 0 };
  for (const { action } of changes) counts[action]++;
  return counts;
}

/** Changes by what they do to people's access, each list in the order of the plan. */
export function byBearing(
  changes: readonly Change[],
): Readonly<Record<'less' | 'more' | 'rest', readonly Change[]>> {
  const of = (bearing: Bearing): readonly Change[] =>
    changes.filter((change) => kindOf(change).bearing(change) === bearing);
  return { less: of('less'), more: of('more'), rest: of('none') };
}
