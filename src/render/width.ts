/** Characters that a terminal draws two columns wide: the common blocks of Unicode's East Asian Width W and F. */
const wide =
  /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{a960}-\u{a97f}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
/** Characters that are drawn over the one before. */
const combining = /[\p{Mn}\p{Me}]/u;

/** How many terminal columns one character (code point) takes. */
export function widthOfCharacter(character: string): number {
  if (combining.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** How many terminal columns a text without control characters takes. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += widthOfCharacter(character);
  return columns;
}

/** The text with spaces after it, so that it takes at least that many columns. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** The column width that fits the texts, at most `most`: a single long one must not push all others away. */
export function columnWidth(texts: readonly string[], most: number): number {
  return texts.reduce((columns, text) => {
    const width = widthOf(text);
    return width > most ? columns : Math.max(columns, width);
  }, 0);
}
