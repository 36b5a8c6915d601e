import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cli, compare, measureNode } from './measure.ts';
import type { Row } from './rows.ts';
import { writeSample } from './sample.ts';

/** `import` against reading the same organization, and `grant` against `validate` of the same files. */
export async function benchEdit(folder: string, size: number): Promise<readonly Row[]> {
  const { configuration, snapshot } = await writeSample(folder, size);
  const nothing = path.join(folder, 'nothing.yaml');
  await writeFile(nothing, 'version: 1\norganization: acme-ai\n');
  const many = size.toLocaleString('en');
  const grant = ['grant', 'ada', 'admin', '--group', 'Group 7', '--file', configuration, '--dry-run'];
  return [
    await rowOf(`import of ${many} memberships`, 'reading them', {
      run: ['import', '--live', snapshot],
      base: ['plan', '--file', nothing, '--live', snapshot],
    }),
    await rowOf(`grant in ${many} entries`, 'validating them', {
      run: grant,
      base: ['validate', '--file', configuration],
    }),
  ];
}

async function rowOf(
  what: string,
  against: string,
  words: { readonly run: readonly string[]; readonly base: readonly string[] },
): Promise<Row> {
  const { run, base } = await compare(
    5,
    () => measureNode([cli, ...words.run], { CI: '1' }),
    () => measureNode([cli, ...words.base], { CI: '1' }),
  );
  return { what: `${what}: time`, against, value: run.seconds, base: base.seconds, unit: 's' };
}
