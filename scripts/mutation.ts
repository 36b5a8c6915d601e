import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './bundle.ts';
import { explained } from './mutation/explained.ts';
import { mutantsOf } from './mutation/mutants.ts';
import { mutationPage } from './mutation/page.ts';

/*
 * Mutates the parts of `src` that are given, all that are covered when none is, and writes `docs/mutation.md` from what
 * the last run of each found; the page says what has not been run since it was changed. It fails when too many
 * mutants of a room survive, or when an explanation is of no use any more. A part is a folder, or a folder or file in
 * it: `config`, `kinds/membership`, `config/guess`; what is of one folder is run together. `page` runs nothing, and
 * writes the page of what was run before, on other machines too.
 */

/** The folders of the tests that exercise a folder of `src`, as a pattern. */
const testsOf: Readonly<Record<string, string>> = {
  plan: '{plan,kinds,live}',
  kinds: '{kinds,plan,render,review}',
  apply: 'apply',
  live: '{live,plan}',
  config: 'config',
  review: '{review,action}',
  action: 'action',
  hub: '{hub,doctor}',
  github: 'github',
};

/** Percent of the mutants of each room that have to be noticed. */
const leastScore = 95;

/** What only declares types and lists words has nothing that could be mutated. */
const hasCode = /^(?:export )?(?:async )?(?:function|class) |=>/m;

const given = process.argv.slice(2);
const parts = given.length === 0 ? Object.keys(testsOf) : given.filter((part) => part !== 'page');
const reports = path.join(root, 'reports/mutation');
await mkdir(reports, { recursive: true });

for (const folder of new Set(parts.map(folderOf))) {
  const tests = testsOf[folder];
  if (tests === undefined)
    throw new RangeError(`src/${folder} is none of ${Object.keys(testsOf).join(', ')}`);
  const own = parts.filter((part) => folderOf(part) === folder);
  const startedAt = Date.now();
  const report = own.join().replace(/\W+/g, '-').slice(0, 100);
  const what = own.flatMap((part) => [`src/${part}.ts`, `src/${part}/**/*.ts`]);
  mutate(what, { folder, tests, report });
  console.log(`${own.join()}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

const names = (await readdir(reports)).filter((name) => name.endsWith('.json'));
const found = await Promise.all(
  names.map(async (name) => {
    const file = path.join(reports, name);
    return { text: await readFile(file, 'utf8'), at: (await stat(file)).mtimeMs };
  }),
);
const texts = found.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
const { mutants, notRun } = mutantsOf(texts, await sourcesOf(Object.keys(testsOf)));
const { page, unexplained, problems } = mutationPage(mutants, notRun, explained, leastScore);
await writeFile(path.join(root, 'docs/mutation.md'), page);
for (const survivor of unexplained) console.log(survivor);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

interface Round {
  readonly folder: string;
  /** The folders of the tests, as a pattern. */
  readonly tests: string;
  /** The name of the report. */
  readonly report: string;
}

function mutate(what: readonly string[], { folder, tests, report }: Round): void {
  // A score below Stryker's own threshold is not looked for: a survivor has to be explained, however few there are.
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', '--mutate', what.join()],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        MUTATION_REPORT: report,
        MUTATION_TESTS: tests,
      },
    },
  );
  if (status !== 0) throw new Error(`Stryker ended with ${status} for src/${folder}.`);
}

/** The text of every file that is to be mutated, by its path in the project. */
async function sourcesOf(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = folders.map(async (folder) => {
    const names = await readdir(path.join(root, 'src', folder), { recursive: true });
    return names
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.posix.join('src', folder, name.split(path.sep).join('/')));
  });
  const files = (await Promise.all(found)).flat();
  const read = async (file: string) => [file, await readFile(path.join(root, file), 'utf8')] as const;
  const texts = (await Promise.all(files.map(read))).filter(([, text]) => hasCode.test(text));
  return new Map(texts);
}

function folderOf(part: string): string {
  return part.split('/')[0] ?? '';
}
