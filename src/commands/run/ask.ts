import { createInterface } from 'node:readline/promises';
import type { Io } from '../../run/io.ts';

/**
 * Asks for a line, on standard error.
 *
 * @returns the answer without blanks around it; an empty text also at the end of the input
 */
export async function askLine(io: Io, question: string): Promise<string> {
  const lines = createInterface({ input: io.stdin, terminal: false });
  try {
    // Listens before it asks: an answer may be there at once.
    const answered = lines.question('');
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    io.stderr.write(`${question}\n\nEnter a value: `);
    return (await Promise.race([answered, ended])).trim();
  } finally {
    lines.close();
    io.stderr.write('\n');
  }
}
