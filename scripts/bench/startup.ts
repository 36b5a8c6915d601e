import { cli, compare, measureNode } from './measure.ts';
import type { Row } from './rows.ts';

/** How long the program takes to start, against Node alone. */
export async function benchStartup(): Promise<readonly Row[]> {
  return [
    await rowOf('`hf-groups --version`', '--version'),
    await rowOf('`hf-groups validate` of the example', 'validate', '--file', 'groups.example.yaml'),
  ];
}

async function rowOf(what: string, ...words: readonly string[]): Promise<Row> {
  const { run, base } = await compare(
    15,
    () => measureNode([cli, ...words]),
    () => measureNode(['-e', '0']),
  );
  return { what, against: '`node -e 0`', value: run.seconds, base: base.seconds, unit: 's' };
}
