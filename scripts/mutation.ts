import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './bundle.ts';
import { explained } from './mutation/explained.ts';
import { mutantsOf, survivorsIn } from './mutation/mutants.ts';
import { mutationPage } from './mutation/page.ts';

/**
 * Mutates the parts of `src` that are given, all that are covered when none is, and writes `docs/mutation.md` from what
 * the last run of each found; the page says what has not been run since it was changed. It fails when a mutant survives
 * that nobody has explained, or when an explanation is of no use any more. A part is a folder, or a folder or file in
 * it: `config`, `kinds/membership`, `config/guess`. What is of one folder is run together, where tests are slow in two
 * rounds: all tests that exercise it are given what its own tests let pass. `page` runs nothing, and writes the page of
 * what was run before, on other machines too.
 */
const testsOf: Readonly<Record<string, string>> = {
  plan: '{plan,kinds,live}',
  kinds: '{kinds,plan,render,review}',
  apply: '{apply,chaos}',
  live: '{live,plan}',
  config: 'config',
  review: '{review,action}',
  action: '{action,review}',
  hub: '{hub,doctor}',
  github: '{github,action}',
};

/** Rooms whose tests leave nothing behind: they are run without loading them anew for every mutant, and so in one round. */
const direct: ReadonlySet<string> = new Set(['config', 'hub', 'kinds', 'live', 'plan', 'review']);

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
  if (direct.has(folder)) mutate(what, { folder, tests, report });
  else {
    mutate(what, { folder, tests: folder, report });
    const left = survivorsIn(await readFile(path.join(reports, `${report}.json`), 'utf8'));
    if (left.length > 0) mutate(left, { folder, tests, report: `${report}-again` });
  }
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
const { page, problems } = mutationPage(mutants, notRun, explained);
await writeFile(path.join(root, 'docs/mutation.md'), page);
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
        MUTATION_FOLDER: folder,
        MUTATION_RUNNER: direct.has(folder) ? 'direct' : 'vitest',
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
  // What only declares types has nothing that could be mutated.
  const texts = (await Promise.all(files.map(read))).filter(([, text]) => hasCode.test(text));
  return new Map(texts);
}

const hasCode = /^(?:export )?(?:async )?(?:function|class|const|let) /m;

function folderOf(part: string): string {
  return part.split('/')[0] ?? '';
}
