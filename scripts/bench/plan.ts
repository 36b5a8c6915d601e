import { cli, fastest, measureNode } from './measure.ts';
import type { Row } from './rows.ts';
import { writeSample } from './sample.ts';

/** `plan --live` against parsing the same two files alone. */
export async function benchPlan(folder: string, sizes: readonly number[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const { configuration, snapshot } = await writeSample(folder, size);
    const times = size >= 1_000_000 ? 1 : 3;
    const words = [cli, 'plan', '--file', configuration, '--live', snapshot, '--format', 'json'];
    // Half a percent of the changes are demotions at the most, which the guards allow.
    const plan = await fastest(times, () => measureNode(words, { CI: '1' }));
    const parse = await fastest(times, () =>
      measureNode(['scripts/bench/parse.mjs', configuration, snapshot]),
    );
    const what = `plan of ${size.toLocaleString('en')} memberships`;
    rows.push(
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
    );
  }
  return rows;
}
