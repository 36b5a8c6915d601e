import { cli, fastest, measureNode } from './measure.ts';
import type { Row } from './rows.ts';

/** How long the program takes to start, against Node alone. */
export async function benchStartup(): Promise<readonly Row[]> {
  const times = 15;
  const node = await fastest(times, () => measureNode(['-e', '0']));
  const version = await fastest(times, () => measureNode([cli, '--version']));
  const validate = await fastest(times, () =>
    measureNode([cli, 'validate', '--file', 'groups.example.yaml']),
  );
  const row = (what: string, value: number): Row => ({
    what,
    against: '`node -e 0`',
    value,
    base: node.seconds,
    unit: 's',
  });
  return [
    row('`hf-groups --version`', version.seconds),
    row('`hf-groups validate` of the example', validate.seconds),
  ];
}
