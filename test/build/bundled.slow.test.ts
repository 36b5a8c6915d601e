import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import { bundle, bundleInParts, root } from '../../scripts/bundle.ts';
import { bundledPackages, noticesText } from '../../scripts/notices.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { startProcess } from '../cli/support/program.ts';
import { acme, token } from '../cli/support/scene.ts';
import { selfSigned } from '../support/certificate.ts';
import { connectProxy, tlsBefore } from '../support/proxy.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function metafileOf(entry: string): Promise<Metafile> {
  const outfile = path.join(temporaryFolder(), 'out.js');
  const { metafile } = await (entry === 'src/cli.ts' ? bundleInParts : bundle)(entry, outfile);
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

describe('dist/', () => {
  it('is the same to the byte when a clone in another folder builds it, at another place and time', () => {
    const clone = temporaryFolder();
    const parts = ['src', 'schemas', 'scripts', 'package.json', 'tsconfig.json', 'LICENSE'];
    for (const name of parts) cpSync(path.join(root, name), path.join(clone, name), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'), 'junction');
    const build = (folder: string, env: Readonly<Record<string, string>>) => {
      const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
      execFileSync(process.execPath, [tsx, path.join(folder, 'scripts/build.ts')], {
        cwd: tmpdir(),
        env: { ...process.env, ...env },
      });
      const dist = path.join(folder, 'dist');
      return Object.fromEntries(
        readdirSync(dist)
          .filter((name) => !name.endsWith('.tgz'))
          .map((name) => [
            name,
            createHash('sha256')
              .update(readFileSync(path.join(dist, name)))
              .digest('hex'),
          ]),
      );
    };
    const first = build(root, { TZ: 'UTC', LANG: 'C' });
    expect(Object.keys(first)).toContain('action.js');
    expect(build(clone, { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', USER: 'somebody' })).toEqual(first);
  }, 300_000);
});

describe('the package that is published', () => {
  const packed = mkdtempSync(path.join(tmpdir(), 'hf-groups-test-'));
  const tarball = `${manifest.name}-${manifest.version}.tgz`;

  // Building and packing takes longer than a test may.
  beforeAll(() => {
    const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
    execFileSync(process.execPath, [tsx, path.join(root, 'scripts/build.ts')]);
    execFileSync(process.execPath, [tsx, path.join(root, 'scripts/pack.ts'), packed]);
  }, 300_000);
  afterAll(() => rmSync(packed, { recursive: true, force: true }));

  it('installs nothing else, and has the licences', () => {
    const folder = temporaryFolder();
    copyFileSync(path.join(packed, tarball), path.join(folder, tarball));
    expect(readdirSync(packed)).toEqual([tarball]);
    execFileSync('tar', ['-xzf', tarball], { cwd: folder });
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
        'man',
        'package.json',
        'schemas',
      ].sort(),
    );
    const program = path.join(folder, 'package/dist/cli.js');
    expect(execFileSync(process.execPath, [program, '--version'], { encoding: 'utf8' })).toBe(
      `${manifest.version}\n`,
    );
  });

  // On Windows npm's commands are no programs of their own.
  it.skipIf(process.platform === 'win32')(
    'leads to a plan by the lines of the README, with Node.js alone and through a proxy',
    async () => {
      const lines = readFileSync(path.join(root, 'README.md'), 'utf8').split('\n');
      const commands = lines.filter((line) => line.startsWith('npx hf-groups '));
      expect(commands).toHaveLength(2);

      const certificate = selfSigned({ name: 'hub.test' });
      const hub = await startSandbox({ seed: acme });
      const secure = await tlsBefore(hub.url, certificate);
      const proxy = await connectProxy(() => secure.port, { credentials: 'ada:of-the-proxy' });
      onTestFinished(async () => {
        await proxy[Symbol.asyncDispose]();
        await secure[Symbol.asyncDispose]();
        await hub.close();
      });
      const folder = temporaryFolder();
      copyFileSync(path.join(packed, tarball), path.join(folder, tarball));
      writeFileSync(path.join(folder, 'ca.pem'), certificate.cert);
      const env = {
        PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: folder,
        npm_config_update_notifier: 'false',
        HF_TOKEN: token,
        HF_ENDPOINT: 'https://hub.test',
        HTTPS_PROXY: `http://ada:of-the-proxy@127.0.0.1:${proxy.port}`,
        NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem'),
      };
      const said: string[] = [];
      // What a registry would give.
      for (const line of [`npm install --offline --no-audit --no-fund ./${tarball}`, ...commands]) {
        const { code, stdout, stderr } = await startProcess('/bin/sh', ['-c', line], { cwd: folder, env })
          .ended;
        expect([line, code, stderr]).toEqual([line, 0, expect.not.stringContaining('rror')]);
        said.push(stdout);
      }
      expect(said.at(-1)).toContain('No changes. acme-ai matches groups.yaml.');
      expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(new Set(['hub.test:443']));
      expect(proxy.seen()).not.toContain(token);
    },
  );

  it('does the demo’s steps where it is installed into an empty folder, with nothing from the network', async () => {
    const folder = temporaryFolder();
    copyFileSync(path.join(packed, tarball), path.join(folder, tarball));
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
    const words = ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${tarball}`];
    execFileSync('npm', words, { cwd: folder, shell: process.platform === 'win32' });
    const installed = path.join(folder, 'node_modules/hf-groups');
    copyFileSync(path.join(installed, 'groups.example.yaml'), path.join(folder, 'groups.yaml'));
    expect(readFileSync(path.join(installed, 'man/hf-groups.1'), 'utf8')).toMatch(/^\.TH HF/m);

    const program = path.join(installed, 'dist/cli.js');
    const sandbox = startProcess(process.execPath, [program, 'sandbox'], { cwd: folder });
    await sandbox.said('until Ctrl-C');
    await sandbox.said('HF_TOKEN=');
    const env = Object.fromEntries(
      [...sandbox.text().matchAll(/(HF_\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const step = async (...given: readonly string[]) =>
      (await startProcess(process.execPath, [program, ...given], { cwd: folder, env }).ended).code;
    expect(await step('plan', '--out', 'plan.json')).toBe(0);
    expect(await step('apply', 'plan.json', '--report', 'report.json')).toBe(0);
    expect(JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8'))).toMatchObject({
      result: 'applied',
    });
    expect(await step('plan', '--detailed-exitcode')).toBe(0);
    sandbox.kill('SIGTERM');
    await sandbox.ended;
  });
});
