import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/*
 * The programs that play the throw-away kinds are compiled and run by the slow tests only. That what they take from the
 * program is still there is told at once.
 */

const parts = path.join(import.meta.dirname, 'throw-away');
const root = path.resolve(import.meta.dirname, '../..');

test.each(readdirSync(parts))('what %s imports as a value is exported', async (file) => {
  const text = readFileSync(path.join(parts, file), 'utf8');
  const base = file.startsWith('play') ? root : path.join(root, 'src/kinds/spare');
  const missing: string[] = [];
  for (const [, names, from] of text.matchAll(/^import \{([^}]*)\} from '(\.[^']*)';$/gm)) {
    const exported: object = await import(path.resolve(base, from ?? ''));
    for (const name of (names ?? '').split(',').map((part) => part.trim()))
      if (name !== '' && !name.startsWith('type ') && !(name in exported)) missing.push(`${name} of ${from}`);
  }
  expect(missing).toEqual([]);
});
