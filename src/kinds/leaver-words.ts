import type { BlockedBase } from '../model/blocked.ts';
import { joined, type NameOf, type Phrase, phrase, place, word } from '../text/phrase.ts';
import { shownPlace } from '../text/shown.ts';

/*
 * Somebody who is not in the organization, and whom nobody else is meant by, is mostly one who has left: one line tells
 * all entries, of whatever kind.
 */

/** So many entries of one line are told. */
const mostTold = 8;

/** What the entries of one such person have in common; `null` for every other entry. */
export function leaverKey({
  reason,
  suggestion,
  user,
}: Pick<BlockedBase, 'reason' | 'suggestion' | 'user'>): string | null {
  return reason === 'not_in_organization' && suggestion === null && user !== null ? user.toLowerCase() : null;
}

/** What to do with the entry of such a person, as a clause behind the reason; nothing for any other. */
export function leaverTodo(entry: Pick<BlockedBase, 'reason' | 'suggestion' | 'user'>): Phrase {
  return leaverKey(entry) === null ? [] : ['; if they have left, delete the entry'];
}

/** The line of one such person with several entries. */
export function leaverLine(
  entries: readonly [BlockedBase, ...BlockedBase[]],
  nameOf: NameOf,
): { readonly what: Phrase; readonly why: Phrase; readonly place: null } {
  const told = entries.slice(0, mostTold).map(({ after, group, source, via }): Phrase => {
    const asked = phrase`${word(after ?? 'removal')} in ${nameOf(group)}`;
    const from = [...(via === null ? [] : phrase`team ${word(via)}, `), place(shownPlace(source))];
    return source === null ? asked : phrase`${asked} (${from})`;
  });
  const more = entries.length - told.length;
  const list = joined(more === 0 ? told : [...told, [`${more} more`]], ', ');
  return {
    what: [word(entries[0].user ?? '')],
    why: phrase`not a member of the organization, and has ${String(entries.length)} entries: ${list}; if they have left, delete all of them`,
    place: null,
  };
}
