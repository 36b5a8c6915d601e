import { escapeHtml, type Html } from './html-escape.ts';
import { fenceFor } from './markdown-escape.ts';

/** A run of lines that can be cut after any of its items; what is around them stays whole. */
export interface Piece {
  readonly before: readonly string[];
  readonly items: readonly string[];
  readonly after: readonly string[];
  /** How many of the document's changes the items are: one each, or none. */
  readonly counted: boolean;
  /** Whether it gives its room to what stands behind it and must be read. */
  readonly yields: boolean;
}

/** Lines that stand or fall together. */
export function text(...lines: readonly string[]): Piece {
  return { before: lines, items: [], after: [''], counted: false, yields: false };
}

/** A list or other lines of Markdown below a title. */
export function list(title: string, items: readonly string[]): Piece {
  return { before: [`### ${title}`, ''], items, after: [''], counted: false, yields: false };
}

/** A diff block: GitHub colours lines by `+`, `-` and `!` in their first column. */
export function diff(caption: readonly string[], items: readonly string[]): Piece {
  const fence = fenceFor(items);
  return { before: [...caption, `${fence}diff`], items, after: [fence, ''], counted: true, yields: true };
}

/**
 * The piece behind a title that opens it.
 *
 * @param title on one line; what is not HTML already is escaped
 */
export function folded(title: string | Html, piece: Piece): Piece {
  const summary = typeof title === 'string' ? escapeHtml(title) : title.html;
  return {
    ...piece,
    before: ['<details>', `<summary>${summary}</summary>`, '', ...piece.before],
    after: [...piece.after, '</details>', ''],
    yields: true,
  };
}

/** What stands at the end of a text, whether it is cut or not. */
export interface Ending {
  /** Lines that are never cut. */
  readonly foot: readonly string[];
  /** Where the rest of a text that is cut can be found, in Markdown. */
  readonly rest: string;
}

const noEnding: Ending = { foot: [], rest: 'The rest is cut.' };

/**
 * Pieces as one text, whole if it fits, else cut after a line, with a last line that says how much is shown. Pieces that
 * yield are cut before those that do not, wherever they stand.
 *
 * @param pieces what matters most first
 * @param limit the most characters (UTF-16 code units), at least 200 and room for the ending
 */
export function assemble(
  pieces: readonly Piece[],
  limit: number = Number.POSITIVE_INFINITY,
  ending: Ending = noEnding,
): string {
  const whole = pieces.flatMap(({ before, items, after }) => [...before, ...items, ...after]);
  const wholeText = textOf(whole.concat(ending.foot));
  return wholeText.length <= limit ? wholeText : cut(pieces, limit, ending);
}

/** Room for the last line, without where the rest is. */
const noteRoom = 44;

function cut(pieces: readonly Piece[], limit: number, { foot, rest }: Ending): string {
  const total = pieces.reduce((sum, piece) => sum + countOf(piece, piece.items.length), 0);
  const lines: string[] = [];
  const all = limit - noteRoom - rest.length - (foot.length === 0 ? 0 : sizeOf(['', ...foot]));
  const needed = pieces.reduce((sum, piece) => sum + (piece.yields ? 0 : wholeSize(piece)), 0);
  // Where not even those fit, all are cut alike, in their order.
  const reserves = needed <= all;
  let room = reserves ? all - needed : all;
  let shown = 0;
  let full = false;
  for (const piece of pieces) {
    const reserved = reserves && !piece.yields;
    if (full && !reserved) continue;
    const frame = sizeOf(piece.before) + sizeOf(piece.after);
    const fits = reserved ? piece.items.length : howManyFit(piece.items, room - frame);
    if (!reserved && (frame > room || (fits === 0 && piece.items.length > 0))) {
      full = true;
      continue;
    }
    const items = piece.items.slice(0, fits);
    lines.push(...piece.before, ...items, ...piece.after);
    if (!reserved) room -= frame + sizeOf(items);
    shown += countOf(piece, fits);
    full ||= fits < piece.items.length;
  }
  return textOf([...lines, `**Changes: ${shown} of ${total} shown.** ${rest}`, '', ...foot]);
}

function wholeSize({ before, items, after }: Piece): number {
  return sizeOf(before) + sizeOf(items) + sizeOf(after);
}

function countOf({ counted }: Piece, items: number): number {
  return counted ? items : 0;
}

function howManyFit(items: readonly string[], room: number): number {
  let left = room;
  const end = items.findIndex((item) => {
    left -= item.length + 1;
    return left < 0;
  });
  return end === -1 ? items.length : end;
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n').trimEnd()}\n`;
}
