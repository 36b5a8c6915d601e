import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchAccess } from './bench/access.ts';
import { benchAction } from './bench/action.ts';
import { benchApply } from './bench/apply.ts';
import { benchEdit } from './bench/edit.ts';
import { root } from './bench/measure.ts';
import { benchPage } from './bench/page.ts';
import { benchPlan } from './bench/plan.ts';
import { type Row, ratioOf, tableOf } from './bench/rows.ts';
import { benchStartup } from './bench/startup.ts';
import { benchTerraform } from './bench/terraform.ts';

/**
 * Measures speed as ratios within one run: prints a table and writes `reports/bench.json`. With `--write` the table goes
 * into `docs/benchmarks.md`. `--sizes 1000,10000` measures fewer sizes, `--only page,edit` only these parts.
 */
const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    only: { type: 'string' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const parts = new Map<string, (folder: string) => Promise<readonly Row[]>>([
  ['startup', benchStartup],
  ['plan', (folder) => benchPlan(folder, sizes)],
  ['apply', benchApply],
  ['action', benchAction],
  ['access', (folder) => benchAccess(folder, 100_000)],
  ['edit', (folder) => benchEdit(folder, 100_000)],
  ['terraform', benchTerraform],
  ['page', benchPage],
]);
const only = values.only?.split(',') ?? [...parts.keys()];
const unknown = only.filter((name) => !parts.has(name));
if (unknown.length > 0) throw new Error(`no part of the bench: ${unknown.join(', ')}`);
if (values.write && values.only !== undefined) throw new Error('--write needs all parts: leave out --only');

const built = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) throw new Error('the build failed');
const folder = await mkdtemp(path.join(tmpdir(), 'hf-groups-bench-'));
const rows: Row[] = [];
try {
  for (const [name, part] of parts) if (only.includes(name)) rows.push(...(await part(folder)));
} finally {
  await rm(folder, { recursive: true, force: true });
}

const machine = `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
const table = tableOf(rows);
console.log(`${machine}\n\n${table}`);
await mkdir(path.join(root, 'reports'), { recursive: true });
const data = { machine, rows: rows.map((row) => ({ ...row, ratio: Number(ratioOf(row)) })) };
await writeFile(path.join(root, 'reports/bench.json'), `${JSON.stringify(data, null, 2)}\n`);
if (values.write) await writeFile(path.join(root, 'docs/benchmarks.md'), page());

function page(): string {
  return `# Benchmarks

Written by \`npm run bench -- --write\`. Every figure is a ratio of two measurements of one run on one machine; the
absolute figures beside it are of that machine and say little elsewhere. What is compared runs in turns.
Start-up is measured fifteen times, edits and the apply five times, plans of up to 100,000 memberships, access and the
Action three times, and the fastest of each counts; a plan of 1,000,000 memberships and Terraform are measured once, so
that their last digits mean nothing.

${machine}

${table}

- *Parsing the two files* is \`parseDocument\` of the \`yaml\` library over the configuration and \`JSON.parse\` over the
  snapshot, in a process of its own, as \`scripts/bench/parse.mjs\` does it. That is the library's slow path, by document
  nodes; the program reads ordinary files by a faster one of its own, straight from the library's tokens. A ratio near 1
  therefore does not mean that planning takes no time, but that the whole takes no longer than what people would write
  first. The plan has one change in a hundred memberships.
- *Peak memory* is resident memory with \`--max-old-space-size=8192\` for both: with so much room Node collects late, and
  both would do with less.
- *access* of the same files as the plan of 100,000 memberships writes a row for each of them: 10 MiB of text, 50 MiB of
  JSON, 19 MiB of CSV. Its plan is in it.
- *The page* is \`access --format html\` of people who are in ten groups each, in Chromium: until it is painted, five
  times. *Filter* is the slowest of a name, a group and a role.
- The *lower bound* of an apply is what its calls take when 8 are always under way and nothing else takes time. The
  Hub is \`hf-groups sandbox\` in a process of its own, started anew for each run; on two cores it takes some of the time.
  *First write to last answer* goes by the times at which \`--verbose\` tells of the writes. *Reading, planning and
  writing* goes from the report's \`started_at\` to its \`finished_at\`, *the whole process* from
  the start of Node to its end, with the loading of 10,000 entries and the writing of the report.
- The *loops* are what the documentation of the Hub shows: one person after the other. They run without the pauses
  that it advises, which only flatters them.
- *Reading* is a plan of a file that declares no group, and both read a saved snapshot.
- *\`terraform plan\`* is of resources that are written out one by one and kept in a state file: its quickest form, with no
  provider to ask. The form that one would write for people in a YAML file, \`for_each\` over \`yamldecode\`, is much slower:
  2,000 took 18 s. Neither reads anything over a network, and nor does \`plan --live\`.
`;
}
