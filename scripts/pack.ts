import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Packs what is published into a folder: the built files, and a package.json without dependencies. They are in the
 * bundle, so that whoever installs the package installs nothing else; the repository's own package.json names them,
 * so that audits and updates see what users run.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const destination = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
const {
  dependencies,
  devDependencies,
  overrides,
  scripts,
  ...published
}: Record<string, unknown> & {
  readonly files: readonly string[];
} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-pack-'));
try {
  for (const name of [...published.files, 'README.md', 'LICENSE']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  mkdirSync(destination, { recursive: true });
  const words = ['pack', '--ignore-scripts', '--pack-destination', destination];
  execFileSync('npm', words, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'ignore'],
    shell: process.platform === 'win32',
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
