import { withoutTokens } from './secret.ts';

/**
 * Everything that a terminal, a browser or a reader could take for something else than a character: controls (among
 * them line breaks and the escape that begins an ANSI sequence), bidirectional and other format controls, tags and
 * variation selectors, everything that is drawn as nothing or as a blank (zero-width characters, fillers, the empty
 * braille pattern, every space but the plain one), line separators, private use and lone surrogates.
 */
const deceptive =
  /(?! )[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Variation_Selector}\u2800\ufffc\u{1d159}]/u;
/** The same but for line breaks, which JSON that is laid out has between its values and never in them; for replacing. */
export const deceptiveUnits = new RegExp(`(?!\\n)${deceptive.source}`, 'gu');
/** Most text: nothing in it needs a look. */
const plain = /^[ -~]*$/;
/** Characters that are drawn over the one before. */
const combining = /\p{M}/u;
/** So many of them in a row are writing (Vietnamese needs two, Hebrew three); more cover what stands around them. */
const mostCombining = 3;

/**
 * Text from outside made safe to show on one line. What has the form of a token is blotted out, before anything is cut.
 *
 * @param text any text, also malformed UTF-16
 * @param max the longest result in characters (code points), the closing `…` included; an escape is never cut
 * @returns the text with every deceptive character as a visible escape such as `\u{202e}`; what is drawn over another
 *   character is an escape where it would be drawn over something else than this text, or is one of too many
 */
export function visible(text: string, max: number = Number.POSITIVE_INFINITY): string {
  if (text.length <= max && plain.test(text)) return withoutTokens(text);
  const pieces: string[] = [];
  let length = 0;
  for (const piece of piecesOf(withoutTokens(text))) {
    pieces.push(piece);
    length += charactersOf(piece);
    if (length > max) return cut(pieces, length, max);
  }
  return pieces.join('');
}

/** The same, a piece for each character (code point) of the text: it, or its escape. */
export function visiblePieces(text: string): readonly string[] {
  return [...piecesOf(text)];
}

function* piecesOf(text: string): Generator<string> {
  // Before the text stands something of this program, which no mark may be drawn over.
  let marks = mostCombining;
  for (const character of text) {
    marks = combining.test(character) ? marks + 1 : 0;
    yield marks > mostCombining || deceptive.test(character) ? escapeOf(character) : character;
  }
}

/** One character as a visible escape. */
export function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** An escape is ASCII; anything else is one character. */
function charactersOf(piece: string): number {
  return piece.startsWith('\\u{') ? piece.length : 1;
}

/** Drops pieces from the end until the mark fits. */
function cut(pieces: readonly string[], length: number, max: number): string {
  let [kept, left] = [pieces.length, length];
  while (kept > 0 && left > max - 1) {
    kept -= 1;
    left -= charactersOf(pieces[kept] ?? '');
  }
  return max < 1 ? '' : `${pieces.slice(0, kept).join('')}…`;
}
