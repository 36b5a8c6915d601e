import { type CST, Lexer, Parser } from 'yaml';

/** No configuration nests deeper than this: the format itself has seven levels. */
export const maxDepth = 64;

/**
 * How many words, signs, spaces and line ends a file may have; a comma counts twice. The library keeps 140 to 370 bytes
 * for each, so this keeps a run within an ordinary heap. A file of 16 MiB has about 3,500,000 in lines of
 * `  user-name: role`.
 */
export const maxTokens = 4_000_000;

/**
 * How many lines without a word may follow one another. Before a comment the library looks through all of them again,
 * for every comment line, so an endless run of them would take time with the square of its length.
 */
export const maxBlankLines = 1_000;

/** What of a text is bounded. */
export type Bound = 'depth' | 'tokens' | 'blank-lines';

/** The tokens of a text, or the bound that it breaks and where. */
export type Scan =
  | { readonly ok: true; readonly tokens: readonly CST.Token[] }
  | { readonly ok: false; readonly bound: Bound; readonly offset: number };

/**
 * Splits a text into the library's syntax tree, and stops at the first bound that it breaks. The library itself has
 * none: it descends and climbs by recursion, and a deep file would end the process.
 *
 * @param afterLine is given, after every line with a word, what has begun and not ended, the outermost first. Of a collection among it
 *   the library still looks at the last two items, and at none before them
 */
export function scan(text: string, afterLine?: (open: readonly CST.Token[]) => void): Scan {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let left = maxTokens;
  let blankLines = 0;
  for (const lexeme of new Lexer().lex(text)) {
    switch (lexeme.charCodeAt(0)) {
      case scalarMark:
        // Stands before the scalar, and is none itself.
        blankLines = 0;
        break;
      case lineFeed:
      case carriageReturn:
        left--;
        blankLines++;
        break;
      case space:
      case tab:
        left--;
        break;
      case comma:
        left -= 2;
        blankLines = 0;
        break;
      default:
        left--;
        blankLines = 0;
    }
    if (left < 0) return { ok: false, bound: 'tokens', offset: parser.offset };
    if (blankLines > maxBlankLines) return { ok: false, bound: 'blank-lines', offset: parser.offset };
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (blankLines === 1 && afterLine !== undefined) afterLine(parser.stack);
    const open = parser.stack.length;
    if (open > maxDepth + 1) {
      const top = parser.stack[open - 1];
      if (top !== undefined && 'items' in top) return { ok: false, bound: 'depth', offset: top.offset };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { ok: true, tokens };
}

const scalarMark = 0x1f;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;
const comma = 0x2c;
