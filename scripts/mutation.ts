import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './bundle.ts';
import { explained } from './mutation/explained.ts';
import { mutantsOf } from './mutation/mutants.ts';
import { mutationPage } from './mutation/page.ts';

/**
 * Writes `docs/mutation.md` from Stryker's report, and fails when a mutant survives that nobody has explained, or when
 * an explanation is of no use any more. Several reports can be given, as of runs over parts of the code: what the
 * last one says of a mutant counts.
 */
const given = process.argv.slice(2);
const files = given.length === 0 ? [path.join(root, 'reports/mutation.json')] : given;
const mutants = mutantsOf(await Promise.all(files.map((file) => readFile(file, 'utf8'))));
const { page, problems } = mutationPage(mutants, explained);
await writeFile(path.join(root, 'docs/mutation.md'), page);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
