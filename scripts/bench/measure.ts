import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const cli = path.join(root, 'dist/cli.js');

/** What one run of a program took. */
export interface Measured {
  readonly seconds: number;
  /** Peak resident memory, MiB. */
  readonly mebibytes: number;
}

/** Runs Node with the given words and measures it. @throws Error when it ends with another code than `expected` */
export function measureNode(
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  expected: readonly number[] = [0],
): Promise<Measured> {
  const watch = path.join(root, 'scripts/bench/rss.mjs');
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--max-old-space-size=8192', '--import', watch, ...words], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    });
    let kibibytes = '';
    const pipe = child.stdio[3];
    if (pipe !== null && pipe !== undefined && 'on' in pipe)
      pipe.on('data', (chunk: Buffer) => (kibibytes += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      if (code === null || !expected.includes(code))
        reject(new Error(`node ${words.join(' ')} ended with ${code}`));
      else resolve({ seconds, mebibytes: Number(kibibytes) / 1024 });
    });
  });
}

/** A run and what it is compared with. */
export interface Compared {
  readonly run: Measured;
  readonly base: Measured;
}

/**
 * The fastest of several runs of both: what is left when the machine was least busy with other things. They take turns,
 * so that a machine that gets slower meanwhile does so for both.
 *
 * @param times at least 1
 */
export async function compare(
  times: number,
  run: () => Promise<Measured>,
  base: () => Promise<Measured>,
): Promise<Compared> {
  let best: Compared = { run: await run(), base: await base() };
  for (let time = 1; time < times; time++)
    best = { run: faster(best.run, await run()), base: faster(best.base, await base()) };
  return best;
}

function faster(one: Measured, other: Measured): Measured {
  return other.seconds < one.seconds ? other : one;
}
