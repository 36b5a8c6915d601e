import type { CST } from 'yaml';

/** What stands before a node: the indicator that leads to it, and what matters of the rest. */
export interface Trivia {
  readonly indicator: CST.SourceToken | null;
  readonly comma: boolean;
  readonly newline: boolean;
}

/**
 * Reads the tokens before a node.
 *
 * @param indicator the one that may be among them, once
 * @param space whether a comment may follow at once, as it may at the start of a line
 * @returns `null` when anything else is there: a tab, an anchor, a tag, a comment that touches a word, a second comma
 */
export function triviaOf(
  tokens: readonly CST.SourceToken[],
  indicator: CST.SourceToken['type'] | null,
  space: boolean,
): Trivia | null {
  let found: CST.SourceToken | null = null;
  let comma = false;
  let newline = false;
  let spaced = space;
  for (const token of tokens) {
    switch (token.type) {
      case 'space':
        if (token.source.includes('\t')) return null;
        spaced = true;
        break;
      case 'newline':
        newline = true;
        spaced = true;
        break;
      case 'comment':
        if (!spaced) return null;
        break;
      case 'comma':
        if (comma || found !== null) return null;
        comma = true;
        spaced = false;
        break;
      default:
        if (token.type !== indicator || found !== null) return null;
        found = token;
        spaced = false;
    }
  }
  return { indicator: found, comma, newline };
}

/** Where the tokens end; `otherwise` when there are none. */
export function endOf(tokens: readonly CST.SourceToken[], otherwise: number): number {
  const last = tokens.at(-1);
  return last === undefined ? otherwise : last.offset + last.source.length;
}
