import { withStarsForTokens } from '../text/secret.ts';
import { visiblePieces } from '../text/visible.ts';
import { widthOf } from './width.ts';

/** The most columns of a line that are shown. */
const widest = 100;
/** How many columns of context stay before what is underlined when the line is cut. */
const context = 40;
/** How much of a line is looked at on either side, in UTF-16 code units: a line may be as long as a file. */
const near = 1000;

/** A token of many parts has some thousand characters. */
const longestToken = 5000;

/** One line of a file with a part of it underlined. */
export interface Excerpt {
  readonly text: string;
  /** Spaces and carets, to stand below `text` from the same column. */
  readonly underline: string;
}

interface Piece {
  readonly text: string;
  readonly width: number;
}

/**
 * A line of a file made safe to show, cut around what is underlined.
 *
 * @param text the line as it stands in the file; tokens in it are blotted out
 * @param column where the underlined part begins, from 1, in UTF-16 code units
 * @param length of the underlined part, in UTF-16 code units; what goes beyond the line is not underlined
 */
export function excerptOf(text: string, column: number, length: number): Excerpt {
  // What is far away is not shown, but a token may begin there. A line may be as long as a file.
  const skipped = Math.max(0, column - 1 - longestToken);
  const line = withStarsForTokens(text.slice(skipped, column + length + longestToken));
  const from = Math.max(0, column - 1 - skipped);
  const to = from + Math.max(1, length);
  const before = pieces(line.slice(Math.max(0, from - near), from));
  const marked = pieces(line.slice(from, Math.min(to, from + near)));
  const after = pieces(line.slice(to, to + near));
  const whole = from <= near && line.length <= to + near;
  if (whole && total(before) + total(marked) + total(after) <= widest) return laid(before, marked, after);

  const left =
    from > near || total(before) > context ? [ellipsis, ...lastWithin(before, context - 1)] : before;
  const middle = firstWithin(marked, widest - total(left) - 1);
  if (middle.length < marked.length) return laid(left, middle, [ellipsis]);
  const room = widest - total(left) - total(middle);
  const right = total(after) > room ? [...firstWithin(after, room - 1), ellipsis] : after;
  return laid(left, middle, right);
}

const ellipsis: Piece = { text: '…', width: 1 };

/** A tab is as wide as four spaces, whatever the terminal makes of it. */
function pieces(text: string): readonly Piece[] {
  const characters = Array.from(text);
  return visiblePieces(text).map((shown, index) => pieceOf(characters[index] === '\t' ? '    ' : shown));
}

function pieceOf(text: string): Piece {
  return { text, width: widthOf(text) };
}

function laid(before: readonly Piece[], marked: readonly Piece[], after: readonly Piece[]): Excerpt {
  const all = withoutCommands([...before, ...marked, ...after]);
  const end = before.length + marked.length;
  return {
    text: all.map(({ text }) => text).join(''),
    underline:
      ' '.repeat(total(all.slice(0, before.length))) +
      '^'.repeat(Math.max(1, total(all.slice(before.length, end)))),
  };
}

/** The GitHub runner takes `##[name]` for a command wherever it stands in a line, so its second character is shown. */
function withoutCommands(parts: readonly Piece[]): readonly Piece[] {
  const is = (at: number, text: string): boolean => parts[at]?.text === text;
  return parts.map((part, at) =>
    is(at - 1, '#') && is(at, '#') && is(at + 1, '[') ? pieceOf('\\u{23}') : part,
  );
}

function total(parts: readonly Piece[]): number {
  return parts.reduce((sum, { width }) => sum + width, 0);
}

function firstWithin(parts: readonly Piece[], columns: number): readonly Piece[] {
  let used = 0;
  const end = parts.findIndex(({ width }) => {
    used += width;
    return used > columns;
  });
  return end === -1 ? parts : parts.slice(0, end);
}

function lastWithin(parts: readonly Piece[], columns: number): readonly Piece[] {
  return firstWithin(parts.toReversed(), columns).toReversed();
}
