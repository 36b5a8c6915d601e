import { createInterface } from 'node:readline/promises';
import type { Io } from '../../run/io.ts';

/** How somebody answered. */
export type Approval = 'yes' | 'no' | 'interrupted';

/**
 * Asks whether to go on, on standard error. Only `yes` is yes.
 *
 * @param stop ends the question, as an interruption does
 */
export async function askApproval(io: Io, question: string, stop: AbortSignal): Promise<Approval> {
  io.stderr.write(`\n${question}\n  Only \`yes\` goes on.\n\n`);
  const lines = createInterface({ input: io.stdin, terminal: false });
  try {
    // Listens before it asks: an answer may be there at once.
    const answered = lines.question('', { signal: stop });
    // The end of the input is an answer too, and not yes.
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    io.stderr.write('Enter a value: ');
    const answer = await Promise.race([answered, ended]);
    return answer.trim() === 'yes' ? 'yes' : 'no';
  } catch (error) {
    if (stop.aborted) return 'interrupted';
    throw error;
  } finally {
    lines.close();
    io.stderr.write('\n');
  }
}
