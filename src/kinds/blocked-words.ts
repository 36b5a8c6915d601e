import type { BlockedBase } from '../model/blocked.ts';
import type { Source } from '../model/source.ts';
import { message, type NameOf, type Phrase, phrase, word } from '../text/phrase.ts';
import { leaverTodo } from './leaver-words.ts';

/** Blocked entries that one line tells. */
export interface BlockedLineWords {
  /** What was asked for, and where. */
  readonly what: Phrase;
  /** Why it cannot be made, and what to do. */
  readonly why: Phrase;
  /** The place beside it; `null` where the words say it, or there is none. */
  readonly place: Source | null;
}

/** How blocked entries of one kind read. */
export interface BlockedWords<B extends BlockedBase> {
  /** What each reason says. */
  readonly reasons: { readonly [Reason in B['reason']]: ReasonWords };
  /** What entries that one line tells have in common; `null` for an entry with a line of its own. */
  lineKey(entry: B): string | null;
  /** The line of entries that have this in common. */
  line(entries: readonly [B, ...B[]], nameOf: NameOf): BlockedLineWords;
  /** Why the files do not take on what is live instead: a clause, with what to do. */
  notAdopted(entry: B): string;
}

/** What one reason says to people: two clauses without a full stop. */
export interface ReasonWords {
  readonly why: string;
  readonly notAdopted: string;
}

/**
 * The words of a kind whose entries have a line each.
 *
 * @param reasons all that there are
 * @param what what was asked for, and where
 */
export function wordsByReason<B extends BlockedBase>(
  reasons: BlockedWords<B>['reasons'],
  what: (entry: B, nameOf: NameOf) => Phrase,
): BlockedWords<B> {
  const wordsOf = ({ reason }: { readonly reason: B['reason'] }): ReasonWords => reasons[reason];
  return {
    reasons,
    lineKey: () => null,
    line: ([entry], nameOf) => ({
      what: what(entry, nameOf),
      why: [wordsOf(entry).why, ...leaverTodo(entry), ...meantBy(entry), ...todoOf(entry)],
      place: entry.source,
    }),
    notAdopted: (entry) => wordsOf(entry).notAdopted,
  };
}

/** The nearest name, as a clause behind the reason; nothing where there is none. */
export function meantBy({ suggestion }: Pick<BlockedBase, 'suggestion'>): Phrase {
  return suggestion === null ? [] : phrase`; did you mean ${word(suggestion)}?`;
}

/** What to do: a sentence of its own behind the reason and the suggestion. */
export function todoOf({ suggestion, hint }: Pick<BlockedBase, 'suggestion' | 'hint'>): Phrase {
  return hint === null ? [] : phrase`${suggestion === null ? '.' : ''} ${message(hint)}`;
}
