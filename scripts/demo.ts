import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleSeed } from '../src/sandbox/example-seed.ts';
import { startSandbox } from '../src/sandbox/server.ts';

/**
 * The main job from start to end on the embedded Hub: plan, apply, plan again. It ends with 1 if any step does not do
 * what it should.
 */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = 'groups.example.yaml';

/** Slow enough to see the progress bar, fast enough not to wait for it. */
const hub = await startSandbox({ seed: exampleSeed, latencyMs: 120 });
const folder = await mkdtemp(path.join(tmpdir(), 'hf-groups-demo-'));
try {
  console.log(`An embedded Hub is on ${hub.url}. It has the organization ${exampleSeed.organization}.`);
  await step('What would change?', 0, ['plan', '--file', file, '--out', path.join(folder, 'plan.json')]);
  await step('Make exactly that.', 0, [
    'apply',
    path.join(folder, 'plan.json'),
    '--report',
    path.join(folder, 'report.json'),
  ]);
  await step('Is anything left? (Exit code 2 would say so.)', 0, [
    'plan',
    '--file',
    file,
    '--detailed-exitcode',
  ]);
  const { result, calls } = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'));
  const writes = hub.log.filter(({ method }) => method !== 'GET').length;
  if (result !== 'applied' || calls.length !== writes)
    throw new Error('The report is not what the Hub has seen.');
  console.log(`\nThe Hub has seen ${writes} writes, as the report says.`);
} finally {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
}

async function step(title: string, expected: number, words: readonly string[]): Promise<void> {
  const shown = words.map((word) => (word.startsWith(folder) ? path.basename(word) : word));
  console.log(`\n# ${title}\n$ hf-groups ${shown.join(' ')}\n`);
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...words], {
    cwd: root,
    env: { ...process.env, HF_ENDPOINT: hub.url, HF_TOKEN: hub.token },
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== expected) throw new Error(`hf-groups ${words[0]} ended with ${code}, not with ${expected}.`);
}
