import { blockedWordsOf } from '../kinds/registry.ts';
import type { Blocked } from '../model/plan.ts';
import type { Source } from '../model/source.ts';
import type { Phrase } from '../text/phrase.ts';
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

/** The lines of blocked entries: each kind says which of its own one line tells. */
export function blockedLines(blocked: readonly Blocked[], names: GroupNames): readonly BlockedLine[] {
  const lines = new Map<string, [Blocked, ...Blocked[]]>();
  blocked.forEach((entry, index) => {
    const common = blockedWordsOf(entry).lineKey(entry);
    const key = common === null ? `${index}` : `${entry.kind}\t${entry.origin}\t${common}`;
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [entry]);
    else known.push(entry);
  });
  return [...lines.values()].map((entries) => {
    const [first] = entries;
    const { what, why, place } = blockedWordsOf(first).line(entries, (target) => names.phrase(target));
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
