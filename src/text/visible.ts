/**
 * Everything that a terminal, a browser or a reader could take for something else than a character: controls (among
 * them line breaks and the escape that begins an ANSI sequence), bidirectional and other format controls, zero-width
 * and otherwise invisible characters, line separators and lone surrogates. The two variation selectors that choose
 * between the text and the emoji form of a character are left: they are common and change nothing else.
 */
const deceptive = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Text from outside made safe to show on one line.
 *
 * @param text any text, also malformed UTF-16
 * @param max the longest result in characters (code points), the closing `…` included; an escape is never cut
 * @returns the text with every deceptive character as a visible escape such as `\u{202e}`
 */
export function visible(text: string, max: number = Number.POSITIVE_INFINITY): string {
  const pieces: string[] = [];
  let length = 0;
  for (const character of text) {
    const piece = deceptive.test(character) ? escapeOf(character) : character;
    pieces.push(piece);
    length += charactersOf(piece);
    if (length > max) return cut(pieces, length, max);
  }
  return pieces.join('');
}

function escapeOf(character: string): string {
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
