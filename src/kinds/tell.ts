import type { Change } from '../model/plan.ts';
import { grouped } from '../text/grouped.ts';
import { joined, type NameOf, type Phrase } from '../text/phrase.ts';
import type { Told } from './kind.ts';
import { kindOf } from './registry.ts';

/** What changes mean for people, kind by kind: first the kinds of which something takes away, else in the order of the plan. */
export function tellChanges(
  changes: readonly Change[],
  nameOf: NameOf,
  choice: 'all' | 'important' = 'all',
): Told {
  const byKind = grouped(changes, kindOf);
  const takes = (own: readonly Change[]): number => Number(own.some(({ destructive }) => destructive));
  const told = [...byKind]
    .toSorted(([, left], [, right]) => takes(right) - takes(left))
    .map(([kind, own]) => kind.tell(own, nameOf, choice));
  return {
    clauses: told.flatMap(({ clauses }) => clauses),
    untold: told.reduce((sum, { untold }) => sum + untold, 0),
  };
}

/** Clauses as one sentence without its full stop. */
export function sentenceOf(clauses: readonly Phrase[]): Phrase {
  return joined(clauses, '; ');
}
