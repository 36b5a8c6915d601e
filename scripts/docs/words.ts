/** A command line as a shell reads it, as far as the documentation's examples go. */
export interface ShellLine {
  /** `NAME=value` before the command. */
  readonly variables: readonly (readonly [name: string, value: string])[];
  readonly words: readonly string[];
}

/**
 * Splits a line into words: quotes are taken off, a comment is left out, and the line ends at the first `|`, `>`, `<`,
 * `;` or `&` outside quotes.
 *
 * @throws Error when a quote is not closed
 */
export function shellLine(text: string): ShellLine {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (const character of text) {
    if (quote !== null) {
      if (character === quote) quote = null;
      else word += character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (character === ' ') {
      if (word !== null) words.push(word);
      word = null;
    } else if ('|<>;&'.includes(character) || (character === '#' && word === null)) {
      break;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== null) throw new Error(`A quote is not closed: ${text}`);
  if (word !== null) words.push(word);
  const first = words.findIndex((one) => !/^[A-Z_]+=/.test(one));
  const at = first < 0 ? words.length : first;
  return { variables: words.slice(0, at).map(assignment), words: words.slice(at) };
}

/** `NAME=value` taken apart. */
export function assignment(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
