import { fenceFor } from './markdown-escape.ts';

/** A run of lines that can be cut after any of them; what is around it stays whole. */
export interface Piece {
  readonly before: readonly string[];
  readonly items: readonly string[];
  readonly after: readonly string[];
  /** How many of the document's changes the items are: one each, or none. */
  readonly counted: boolean;
}

/** Lines that stand or fall together with what they say. */
export function text(...lines: readonly string[]): Piece {
  return { before: [], items: lines, after: [''], counted: false };
}

/** A list or other lines of Markdown below a title. */
export function list(title: string, items: readonly string[]): Piece {
  return { before: [`### ${title}`, ''], items, after: [''], counted: false };
}

/** A diff block: GitHub colours lines by `+`, `-` and `!` in their first column. */
export function diff(caption: readonly string[], items: readonly string[]): Piece {
  const fence = fenceFor(items);
  return { before: [...caption, `${fence}diff`], items, after: [fence, ''], counted: true };
}

/** The piece behind a title that opens it. */
export function folded(title: string, piece: Piece): Piece {
  return {
    ...piece,
    before: ['<details>', `<summary>${title}</summary>`, '', ...piece.before],
    after: [...piece.after, '</details>', ''],
  };
}

/**
 * Pieces as one text, whole if it fits, else cut after a line, with a last line that says how much is shown.
 *
 * @param pieces what matters most first
 * @param limit the most characters (UTF-16 code units), at least 200
 */
export function assemble(pieces: readonly Piece[], limit: number = Number.POSITIVE_INFINITY): string {
  const whole = pieces.flatMap(({ before, items, after }) => [...before, ...items, ...after]);
  const wholeText = textOf(whole);
  return wholeText.length <= limit ? wholeText : cut(pieces, limit);
}

/** Room for the last line. */
const noteRoom = 60;

function cut(pieces: readonly Piece[], limit: number): string {
  const total = pieces.reduce((sum, piece) => sum + countOf(piece, piece.items.length), 0);
  const lines: string[] = [];
  let room = limit - noteRoom;
  let shown = 0;
  for (const piece of pieces) {
    const frame = sizeOf(piece.before) + sizeOf(piece.after);
    const fits = howManyFit(piece.items, room - frame);
    if (fits > 0) {
      const items = piece.items.slice(0, fits);
      lines.push(...piece.before, ...items, ...piece.after);
      room -= frame + sizeOf(items);
      shown += countOf(piece, fits);
    }
    if (fits < piece.items.length) break;
  }
  return textOf([...lines, `**Changes: ${shown} of ${total} shown.** The rest is cut.`]);
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
