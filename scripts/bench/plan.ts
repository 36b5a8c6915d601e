import { cli, compare, measureNode } from './measure.ts';
import type { Row } from './rows.ts';
import { type Sample, writeSample } from './sample.ts';

/** `plan --live` against parsing the same two files alone. */
export async function benchPlan(folder: string, sizes: readonly number[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) rows.push(...(await benchSample(await writeSample(folder, size))));
  for (const size of withResources)
    rows.push(...(await benchSample(await writeSample(folder, size, size / 5))));
  return rows;
}

/** So many memberships, and a fifth as many resources: the half of it shows how the time grows. */
const withResources = [50_000, 100_000];

async function benchSample({
  memberships,
  resources,
  configuration,
  snapshot,
}: Sample): Promise<readonly Row[]> {
  const times = memberships >= 1_000_000 ? 1 : 3;
  const words = [cli, 'plan', '--file', configuration, '--live', snapshot, '--format', 'json'];
  // Half a percent of the changes are demotions at the most, which the guards allow.
  const { run: plan, base: parse } = await compare(
    times,
    () => measureNode(words, { CI: '1' }),
    () => measureNode(['scripts/bench/parse.mjs', configuration, snapshot]),
  );
  const also = resources === 0 ? '' : ` and ${resources.toLocaleString('en')} resources`;
  const what = `plan of ${memberships.toLocaleString('en')} memberships${also}`;
  return [
    {
      what: `${what}: time`,
      against: 'parsing the two files',
      value: plan.seconds,
      base: parse.seconds,
      unit: 's',
    },
    {
      what: `${what}: peak memory`,
      against: 'parsing the two files',
      value: plan.mebibytes,
      base: parse.mebibytes,
      unit: 'MiB',
    },
  ];
}
