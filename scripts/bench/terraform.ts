import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cli, measureNode } from './measure.ts';
import type { Row } from './rows.ts';
import { writeSample } from './sample.ts';

const memberships = 2000;

/**
 * `plan` against `terraform plan` over as many built-in `terraform_data` resources, in both cases from files alone.
 *
 * @returns no rows where there is no `terraform` on the PATH
 */
export async function benchTerraform(folder: string): Promise<readonly Row[]> {
  const version = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8' });
  if (version.status !== 0) return [];
  const { terraform_version: number } = JSON.parse(version.stdout);
  const work = path.join(folder, 'terraform');
  await mkdir(work, { recursive: true });
  const resources = Array.from(
    { length: memberships },
    (_, at) => `resource "terraform_data" "m${at}" {\n  input = { user = "user-${at}", role = "read" }\n}\n`,
  );
  await writeFile(path.join(work, 'main.tf'), resources.join('\n'));
  await terraform(work, ['init', '-input=false']);
  await terraform(work, ['apply', '-auto-approve', '-input=false']);
  const started = performance.now();
  await terraform(work, ['plan', '-input=false']);
  const theirs = (performance.now() - started) / 1000;
  const { configuration, snapshot } = await writeSample(folder, memberships);
  const { seconds: ours } = await measureNode(
    [cli, 'plan', '--file', configuration, '--live', snapshot],
    {},
    [0, 3],
  );
  const what = `plan of ${memberships.toLocaleString('en')} memberships`;
  return [
    {
      what,
      against: `\`terraform plan\` ${number} of as many resources, nothing to do`,
      value: ours,
      base: theirs,
      unit: 's',
    },
  ];
}

function terraform(folder: string, words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('terraform', [...words, '-no-color'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`terraform ${words[0]} ended with ${code}`)),
    );
  });
}
