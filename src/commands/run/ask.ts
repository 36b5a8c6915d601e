import { createInterface } from 'node:readline/promises';
import type { Io } from '../io.ts';

/**
 * Asks for a line, on standard error.
 *
 * @returns the answer without blanks around it; an empty text also at the end of the input
 */
export async function askLine(io: Io, question: string): Promise<string> {
  io.stderr.write(`${question}\n\nEnter a value: `);
  const lines = createInterface({ input: io.stdin, terminal: false });
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    return (await Promise.race([lines.question(''), ended])).trim();
  } finally {
    lines.close();
    io.stderr.write('\n');
  }
}
