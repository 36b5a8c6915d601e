/** A piece of text and how a terminal shows it. */
export interface Span {
  readonly text: string;
  /** In columns from 0. */
  readonly column: number;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly color: 'red' | 'green' | 'yellow' | null;
}

const colors = { 31: 'red', 32: 'green', 33: 'yellow', 39: null } as const;

/**
 * Reads the few ANSI sequences that the program writes: bold, dim, three colours, and their ends.
 *
 * @returns the spans of each line
 * @throws Error for any other sequence
 */
export function readAnsi(text: string): readonly (readonly Span[])[] {
  return text.split('\n').map(readLine);
}

function readLine(line: string): readonly Span[] {
  const spans: Span[] = [];
  let style: Pick<Span, 'bold' | 'dim' | 'color'> = { bold: false, dim: false, color: null };
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what an ANSI sequence begins with
  for (const [index, piece] of line.split(/\u001b\[(\d+)m/).entries()) {
    if (index % 2 === 1) {
      style = { ...style, ...styleOf(Number(piece)) };
    } else if (piece !== '') {
      spans.push({ text: piece, column, ...style });
      column += piece.length;
    }
  }
  return spans;
}

function styleOf(sequence: number): Partial<Pick<Span, 'bold' | 'dim' | 'color'>> {
  switch (sequence) {
    case 0:
      return { bold: false, dim: false, color: null };
    case 1:
      return { bold: true };
    case 2:
      return { dim: true };
    case 22:
      return { bold: false, dim: false };
    case 31:
    case 32:
    case 33:
    case 39:
      return { color: colors[sequence] };
    default:
      throw new Error(`The picture does not know the ANSI sequence ${sequence}.`);
  }
}
