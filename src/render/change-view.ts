import { kindOf } from '../kinds/registry.ts';
import type { Action, Change } from '../plan/types.ts';
import { longestName } from '../text/named.ts';
import { shown, shownPlace } from './shown.ts';

export type ChangeSymbol = '+' | '~' | '-';
export type Tone = 'add' | 'change' | 'remove';

/** One change as every renderer shows it. All texts are safe to show on one line. */
export interface ChangeLine {
  readonly symbol: ChangeSymbol;
  readonly tone: Tone;
  readonly subject: string;
  readonly detail: string;
  /** `FILE:LINE` of what asks for it; empty when nothing does. */
  readonly place: string;
  readonly notes: readonly string[];
  readonly destructive: boolean;
  /** It was pending before the change to the configuration that is looked at. */
  readonly pending: boolean;
}

/** How a pending change is marked where it stands among others. */
export const pendingNote = 'pending anyway';

const symbols: Readonly<Record<Action, ChangeSymbol>> = { create: '+', update: '~', delete: '-' };
const tones: Readonly<Record<Action, Tone>> = { create: 'add', update: 'change', delete: 'remove' };

/** Whether the change adds, changes or removes something. */
export function toneOf({ action }: { readonly action: Action }): Tone {
  return tones[action];
}

/** The line of a change. */
export function changeLine(change: Change): ChangeLine {
  const { subject, detail, notes } = kindOf(change).text(change);
  return {
    symbol: symbols[change.action],
    tone: toneOf(change),
    subject: shown(subject, longestName),
    detail: shown(detail),
    place: shownPlace(change.source),
    notes: notes.map((note) => shown(note)),
    destructive: change.destructive,
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
