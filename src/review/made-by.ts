import type { MadeBy } from '../model/access.ts';
import type { AccessEvent } from '../model/access-row.ts';
import { list, type Piece } from '../render/markdown-pieces.ts';
import { phraseMarkdown } from '../render/phrase.ts';
import { name, type Phrase, phrase, word } from '../text/phrase.ts';

/** So many are told one by one. */
const mostTold = 50;

/** Who made what is pending, in the words of the Hub's audit log; nothing where it was not asked, or nothing is pending. */
export function madeByPieces(made: readonly MadeBy[] | null): readonly Piece[] {
  if (made === null || made.length === 0) return [];
  const found = made.flatMap(({ event, ...one }) => (event === null ? [] : [{ ...one, event }]));
  const told = found.slice(0, mostTold).map(({ group, user, event }) => {
    return `- ${phraseMarkdown(phrase`${word(user)} in ${name(group.name)}: ${eventPhrase(event)}`)}`;
  });
  const more = found.length - told.length;
  const missing = made.length - found.length;
  const items = [
    ...told,
    ...(more === 0 ? [] : [`- … and ${more} more`]),
    ...(missing === 0 ? [] : [`- Not found in the last 100,000 events: ${missing} of ${made.length}`]),
  ];
  // What is at stake goes before who did it, where there is no room for both.
  return [{ ...list('Who made what is pending, by the audit log of the Hub', items), yields: true }];
}

function eventPhrase({ by, at, message }: AccessEvent): Phrase {
  const who: Phrase = by === null ? [] : phrase`by ${word(by)} `;
  return phrase`${who}on ${at.slice(0, 16).replace('T', ' ')} UTC: ${{ form: 'said', text: message }}`;
}
