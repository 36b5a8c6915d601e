import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cli, fastest, measureNode } from './measure.ts';
import type { Row } from './rows.ts';
import { writeSample } from './sample.ts';

const once = 5;

/** `import` against reading the same organization, and `grant` against `validate` of the same files. */
export async function benchEdit(folder: string, size: number): Promise<readonly Row[]> {
  const { configuration, snapshot } = await writeSample(folder, size);
  const nothing = path.join(folder, 'nothing.yaml');
  await writeFile(nothing, 'version: 1\norganization: acme-ai\n');
  const run = (...words: readonly string[]) => fastest(once, () => measureNode([cli, ...words], { CI: '1' }));
  const imported = await run('import', '--live', snapshot);
  const read = await run('plan', '--file', nothing, '--live', snapshot);
  const granted = await run(
    'grant',
    'ada',
    'admin',
    '--group',
    'Group 7',
    '--file',
    configuration,
    '--dry-run',
  );
  const validated = await run('validate', '--file', configuration);
  const many = size.toLocaleString('en');
  return [
    row(`import of ${many} memberships`, 'reading them', imported.seconds, read.seconds),
    row(`grant in ${many} entries`, 'validating them', granted.seconds, validated.seconds),
  ];
}

function row(what: string, against: string, value: number, base: number): Row {
  return { what: `${what}: time`, against, value, base, unit: 's' };
}
