import { spawn } from 'node:child_process';
import { cli } from './measure.ts';

/** An embedded Hub in a process of its own. */
export interface BenchHub {
  readonly url: string;
  readonly token: string;
  close(): void;
}

/**
 * Starts `hf-groups sandbox`, so that the Hub's work is not done on the core of the one who measures.
 *
 * @param seed path of the seed file
 * @throws Error when it ends before it has told its address
 */
export function startHub(seed: string, latencyMs: number): Promise<BenchHub> {
  const words = [cli, 'sandbox', '--quiet', '--seed', seed, '--latency', String(latencyMs)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [, url, token] = /^HF_ENDPOINT=(.*)\nHF_TOKEN=(.*)\n/.exec(text) ?? [];
      if (url !== undefined && token !== undefined) resolve({ url, token, close: () => child.kill() });
    });
  });
}
