import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/**
 * Compares a text with `test/golden/NAME`, byte for byte. `UPDATE_GOLDEN=1` writes the file instead, to be looked at
 * before it is committed; without it a file that is not there is a failure. In CI nothing is written, since nobody
 * would look at it.
 *
 * @param name path below `test/golden`, with `/`
 */
export function expectGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1') {
    if ((process.env['CI'] ?? '') !== '')
      throw new Error('UPDATE_GOLDEN is not for CI: it would pass whatever is shown');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  expect(text).toBe(readGolden(path, name));
}

/**
 * Expects exactly these files in a folder of `test/golden`: one that no test compares with is a leftover of a sample that
 * has another name now.
 *
 * @param names file names, without the folder
 */
export function expectGoldenFiles(folder: string, names: readonly string[]): void {
  const path = fileURLToPath(new URL(`../golden/${folder}`, import.meta.url));
  expect(readdirSync(path).toSorted()).toEqual(names.toSorted());
}

function readGolden(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(
      `test/golden/${name} is missing: run the test with UPDATE_GOLDEN=1 and look at what it wrote`,
    );
  }
}
