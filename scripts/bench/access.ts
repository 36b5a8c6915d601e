import { cli, compare, measureNode } from './measure.ts';
import type { Row } from './rows.ts';
import { writeSample } from './sample.ts';

/** `access --live` against a plan of the same two files. */
export async function benchAccess(folder: string, memberships: number): Promise<readonly Row[]> {
  const { configuration, snapshot } = await writeSample(folder, memberships);
  const files = ['--file', configuration, '--live', snapshot];
  const timed = (...words: readonly string[]) => measureNode([cli, ...words, ...files], { CI: '1' });
  const rows: Row[] = [];
  for (const format of ['text', 'json', 'csv']) {
    const { run, base } = await compare(
      3,
      () => timed('access', '--format', format),
      () => timed('plan', '--format', 'json'),
    );
    rows.push({
      what: `access of ${memberships.toLocaleString('en')} memberships, ${format}`,
      against: 'a plan of them',
      value: run.seconds,
      base: base.seconds,
      unit: 's',
    });
  }
  return rows;
}
