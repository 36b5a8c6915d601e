import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import { bundle, root } from '../../scripts/bundle.ts';
import { bundledPackages, noticesText } from '../../scripts/notices.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function metafileOf(entry: string): Promise<Metafile> {
  const { metafile } = await bundle(entry, path.join(temporaryFolder(), 'out.js'));
  return metafile;
}

/** The packages that the program's own modules import, of those that are in the bundle. */
function importedBy({ inputs }: Metafile): ReadonlySet<string> {
  const own = Object.entries(inputs).filter(([file]) => file.startsWith('src/'));
  const found = own.flatMap(([, { imports }]) =>
    imports
      .filter(({ external }) => external !== true)
      .map(({ original = '' }) => /^(?![./]|node:)(?:@[^/]+\/)?[^/]+/.exec(original)?.[0]),
  );
  return new Set(found.filter((name) => name !== undefined));
}

const programs = ['src/cli.ts', 'src/action.ts'];

describe('what is bundled', () => {
  it.each(programs)('into %s has its licence beside it', async (entry) => {
    const packages = bundledPackages(await metafileOf(entry), root);
    expect(packages.length).toBeGreaterThan(10);
    const notices = noticesText(packages, '/*! formdata-polyfill. MIT License. */');
    for (const { name, version, text } of packages) {
      expect(text, name).toMatch(/copyright|permission|licen[cs]e/i);
      expect(notices).toContain(`\n${name} ${version} (`);
      expect(notices).toContain(text.trim());
    }
    expect(notices).toContain('formdata-polyfill');
  });

  it('is what an audit and updates of dependencies see, and nothing else is', async () => {
    const metafiles = await Promise.all(programs.map(metafileOf));
    const imported = new Set(metafiles.flatMap((one) => [...importedBy(one)]));
    expect([...imported].sort()).toEqual(Object.keys(manifest.dependencies).sort());
    const production = new Set(
      Object.entries(lock.packages)
        .filter(([file, entry]) => file !== '' && !('dev' in entry && entry.dev === true))
        .map(([file]) => file.slice(file.lastIndexOf('node_modules/') + 'node_modules/'.length)),
    );
    for (const one of metafiles)
      for (const { name } of bundledPackages(one, root)) expect(production).toContain(name);
  });

  it('fails without the text of a licence', () => {
    const inputs = { 'test/build/node_modules/x/index.js': { bytesInOutput: 1 } };
    const outputs = { 'x.js': { bytes: 1, inputs, imports: [], exports: [] } };
    expect(() => bundledPackages({ outputs }, root)).toThrow(/no such file/);
  });
});

describe('the package that is published', () => {
  it('installs nothing else, and has the licences', () => {
    const folder = temporaryFolder();
    const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
    execFileSync(process.execPath, [tsx, path.join(root, 'scripts/build.ts')]);
    execFileSync(process.execPath, [tsx, path.join(root, 'scripts/pack.ts'), folder]);
    const [file = '', ...others] = readdirSync(folder);
    expect([file, others]).toEqual([`${manifest.name}-${manifest.version}.tgz`, []]);
    execFileSync('tar', ['-xzf', file], { cwd: folder });
    const published: Record<string, unknown> = JSON.parse(
      readFileSync(path.join(folder, 'package/package.json'), 'utf8'),
    );
    expect(published).toMatchObject({ name: 'hf-groups', bin: { 'hf-groups': 'dist/cli.js' } });
    for (const key of ['dependencies', 'devDependencies', 'scripts', 'overrides'])
      expect(published).not.toHaveProperty(key);
    expect(readFileSync(path.join(folder, 'package/dist/cli.js.LEGAL.txt'), 'utf8')).toMatch(/\nundici \d/);
    expect(readdirSync(path.join(folder, 'package')).sort()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'dist',
        'docs',
        'groups.example.yaml',
        'package.json',
        'schemas',
      ].sort(),
    );
    const program = path.join(folder, 'package/dist/cli.js');
    expect(execFileSync(process.execPath, [program, '--version'], { encoding: 'utf8' })).toBe(
      `${manifest.version}\n`,
    );
  });
});
