import { folded } from './fold.ts';
import { type Fence, fencesIn } from './markdown.ts';
import { prompt, Session } from './session.ts';

/** Stands for the beginning of an output of which only the end is shown. */
const left = '…';

/** A command in an HTML comment: run like the others, and not seen. */
const unseen = /^<!-- \$ (.+) -->$/;

/**
 * Runs every ```console block of a Markdown text and puts what the program prints below each command line, in place of
 * what stands there. The blocks of one text are one session from its beginning; a block with `fresh` in its first line
 * begins another. A block with `file=NAME` there is written to that file of the session.
 *
 * Below a command, a line `Enter a value: yes` says what to type when the program asks. Where the output begins with a
 * line `…`, only as many lines of its end are shown as stand there; where it ends with one, so many of its beginning. In a block with `folded` JSON has short values on
 * one line.
 *
 * @param root the folder of the project
 */
export async function refreshTranscripts(text: string, root: string): Promise<string> {
  const fences = new Map(fencesIn(text).map((fence) => [fence.start, fence]));
  const lines = text.split('\n');
  const result: string[] = [];
  let session = new Session(root);
  try {
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      result.push(line);
      const fence = fences.get(at);
      const hidden = unseen.exec(line)?.[1];
      if (hidden !== undefined) await session.run(hidden, null);
      if (fence === undefined) continue;
      if (fence.info.includes('fresh')) {
        await session.close();
        session = new Session(root);
      }
      const file = fence.info.find((word) => word.startsWith('file='));
      if (file !== undefined) session.writeFile(file.slice('file='.length), `${fence.lines.join('\n')}\n`);
      result.push(...(fence.info[0] === 'console' ? await rerun(session, fence) : fence.lines), '```');
      at = fence.end;
    }
  } finally {
    await session.close();
  }
  return result.join('\n');
}

/** As much of an output as is shown: its end, its beginning, or all of it. */
function shortened(output: readonly string[], below: readonly string[]): readonly string[] {
  if (below[0] === left) return [left, ...output.slice(1 - below.length)];
  return below.at(-1) === left ? [...output.slice(0, below.length - 1), left] : output;
}

async function rerun(session: Session, { lines: body, info }: Fence): Promise<readonly string[]> {
  const result: string[] = [];
  const starts = body.flatMap((line, at) => (line.startsWith('$ ') ? [at] : []));
  if (starts[0] !== 0) throw new Error(`A console block begins with a command: ${body[0] ?? 'nothing'}`);
  for (const [index, at] of starts.entries()) {
    const line = body[at] ?? '';
    const below = body.slice(at + 1, starts[index + 1]);
    const typed = below.find((one) => one.startsWith(prompt));
    const printed = await session.run(line.slice(2), typed === undefined ? null : typed.slice(prompt.length));
    const text = info.includes('folded') ? folded(printed) : printed;
    const output = text === '' ? [] : text.replace(/\n+$/, '').split('\n');
    if (output.some((one) => one.startsWith('```') || one.startsWith('$ ')))
      throw new Error(`The output would be taken for a fence or a command: ${line}`);
    result.push(line, ...shortened(output, below));
  }
  return result;
}
