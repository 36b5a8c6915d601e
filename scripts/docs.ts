import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagesOf } from './docs/pages.ts';

/**
 * Writes the documentation that is generated. With `--check` it writes nothing, and fails when a file is not what
 * would be written.
 */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const page of pagesOf(root)) {
  const file = path.join(root, page.path);
  const text = await page.make();
  const present = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : null;
  if (present === text) continue;
  stale.push(page.path);
  if (check) continue;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (stale.length === 0) {
  console.log('The documentation is up to date.');
} else if (check) {
  console.error(`Not what \`npm run docs\` writes: ${stale.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log(`Written: ${stale.join(', ')}`);
}
