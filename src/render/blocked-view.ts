import { leaverKey, leaverLine } from '../kinds/leaver-words.ts';
import { blockedWordsOf } from '../kinds/registry.ts';
import type { Blocked } from '../model/plan.ts';
import type { Source } from '../model/source.ts';
import { grouped } from '../text/grouped.ts';
import type { NameOf, Phrase } from '../text/phrase.ts';
import { shownPlace } from '../text/shown.ts';
import type { GroupNames } from './group-view.ts';

/** Declared changes that cannot be made now, and that one line tells. */
export interface BlockedLine {
  /** Who or what, what was asked for, and where. */
  readonly what: Phrase;
  /** How many entries it tells. */
  readonly entries: number;
  /** Why, and what to do. */
  readonly why: Phrase;
  readonly place: string;
  /** The same for a program; of several entries that of the first. */
  readonly source: Source | null;
  /** It was so before the change to the configuration that is looked at. */
  readonly pending: boolean;
}

/** The lines of blocked entries: each kind says which of its own one line tells; who has left has one for all. */
export function blockedLines(blocked: readonly Blocked[], names: GroupNames): readonly BlockedLine[] {
  // What is told together with nothing else is its own key.
  const lines = grouped(blocked, (entry) => keyOf(entry) ?? entry);
  return [...lines.values()].map((entries) => {
    const [first] = entries;
    const nameOf: NameOf = (target) => names.phrase(target);
    const isOfLeaver = entries.length > 1 && leaverKey(first) !== null;
    const line = isOfLeaver ? leaverLine(entries, nameOf) : blockedWordsOf(first).line(entries, nameOf);
    const { what, why, place } = line;
    return {
      what,
      why,
      entries: entries.length,
      place: shownPlace(place),
      source: first.source,
      pending: first.origin === 'drift',
    };
  });
}

/** What entries that one line tells have in common; `null` for an entry with a line of its own. */
function keyOf(entry: Blocked): string | null {
  const leaver = leaverKey(entry);
  if (leaver !== null) return `left\t${entry.origin}\t${leaver}`;
  const common = blockedWordsOf(entry).lineKey(entry);
  return common === null ? null : `${entry.kind}\t${entry.origin}\t${common}`;
}
