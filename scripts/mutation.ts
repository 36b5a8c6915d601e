import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './bundle.ts';
import { explained } from './mutation/explained.ts';
import { mutantsOf } from './mutation/mutants.ts';
import { mutationPage } from './mutation/page.ts';

/**
 * Mutates the folders of `src` that are given, all that are covered when none is, and writes `docs/mutation.md` once all
 * of them have been run: from what the last run of each found. It fails when a mutant survives that nobody has explained, or when an explanation is of no
 * use any more.
 */
const testsOf: Readonly<Record<string, string>> = {
  plan: '{plan,kinds,live}',
  kinds: '{kinds,plan,apply}',
  apply: '{apply,chaos}',
  live: '{live,plan}',
  config: '{config,diagnostics}',
  review: 'review',
  action: '{action,review}',
  hub: '{hub,apply,chaos}',
  github: '{github,action}',
};

const given = process.argv.slice(2);
const folders = given.length === 0 ? Object.keys(testsOf) : given;
const reports = path.join(root, 'reports/mutation');
await mkdir(reports, { recursive: true });

for (const folder of folders) {
  const tests = testsOf[folder];
  if (tests === undefined)
    throw new RangeError(`src/${folder} is none of ${Object.keys(testsOf).join(', ')}`);
  const startedAt = Date.now();
  // A score below Stryker's own threshold is not looked for: a survivor has to be explained, however few there are.
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/@stryker-mutator/core/bin/stryker.js',
      'run',
      '--mutate',
      `src/${folder}/**/*.ts,!**/types.ts`,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, MUTATION_TESTS: tests } },
  );
  if (status !== 0) throw new Error(`Stryker ended with ${status} for src/${folder}.`);
  await copyFile(path.join(root, 'reports/mutation.json'), path.join(reports, `${folder}.json`));
  console.log(`src/${folder}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

const names = (await readdir(reports)).filter((name) => name.endsWith('.json'));
const texts = await Promise.all(names.map((name) => readFile(path.join(reports, name), 'utf8')));
const isRun = (folder: string): boolean => names.includes(`${folder}.json`);
const { page, problems } = mutationPage(
  mutantsOf(texts),
  explained.filter(({ file }) => isRun(file.split('/')[1] ?? '')),
);
const missing = Object.keys(testsOf).filter((folder) => !isRun(folder));
if (missing.length === 0) await writeFile(path.join(root, 'docs/mutation.md'), page);
else console.log(`docs/mutation.md is left as it is: there is no run of ${missing.join(', ')}.`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
