import { cli, fastest, measureNode } from './measure.ts';
import type { Row } from './rows.ts';
import { writeSample } from './sample.ts';

/** `access --live` against a plan of the same two files. */
export async function benchAccess(folder: string, memberships: number): Promise<readonly Row[]> {
  const { configuration, snapshot } = await writeSample(folder, memberships);
  const files = ['--file', configuration, '--live', snapshot];
  const run = (words: readonly string[]) =>
    fastest(3, () => measureNode([cli, ...words, ...files], { CI: '1' }));
  const plan = await run(['plan', '--format', 'json']);
  const rows: Row[] = [];
  for (const format of ['text', 'json', 'csv']) {
    const access = await run(['access', '--format', format]);
    rows.push({
      what: `access of ${memberships.toLocaleString('en')} memberships, ${format}`,
      against: 'a plan of them',
      value: access.seconds,
      base: plan.seconds,
      unit: 's',
    });
  }
  return rows;
}
