import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import description from '../../manifest.json' with { type: 'json' };
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../../scripts/bundle.ts';
import { startProcess, temporaryFolder } from '../cli/support/program.ts';

const entry = path.join(root, 'hf-groups');

/** What `hf extensions install` leaves: this one file, in a folder of its own. */
function installed(): string {
  const folder = temporaryFolder();
  copyFileSync(entry, path.join(folder, 'hf-groups'));
  chmodSync(path.join(folder, 'hf-groups'), 0o755);
  return folder;
}

/** A folder for the PATH with programs that say how they were called. */
function programs(made: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(made)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return `${folder}:/usr/bin:/bin`;
}

const node = 'echo "node $*"';
/** Installs the package into the folder that it is called in. */
const npm = `echo "npm $*" >>"$HOME/asked"
mkdir -p node_modules/hf-groups/dist && : >node_modules/hf-groups/dist/cli.js`;

describe.skipIf(process.platform === 'win32')('the extension of hf', () => {
  it('is an executable file at the root that names this version, and a description beside it', () => {
    expect(statSync(entry).mode & 0o111).toBe(0o111);
    expect(readFileSync(entry, 'utf8')).toContain(`\nversion=${manifest.version}\n`);
    expect(description).toEqual({ name: manifest.name, description: expect.stringMatching(/^[A-Z].+\.$/) });
  });

  it('runs the build of a clone', async () => {
    const folder = installed();
    mkdirSync(path.join(folder, 'dist'));
    writeFileSync(path.join(folder, 'dist/cli.js'), '');
    const words = ['plan', '--file', 'a b.yaml'];
    const { code, stdout } = await startProcess(path.join(folder, 'hf-groups'), words, {
      env: { PATH: programs({ node, npm: 'exit 9' }) },
    }).ended;
    expect([code, stdout]).toEqual([0, `node ${folder}/dist/cli.js plan --file a b.yaml\n`]);
  });

  it('installs its own version once, beside itself, and never runs what lies in the folder', async () => {
    const folder = installed();
    const home = temporaryFolder();
    const hostile = temporaryFolder();
    mkdirSync(path.join(hostile, 'node_modules/hf-groups/dist'), { recursive: true });
    writeFileSync(path.join(hostile, 'node_modules/hf-groups/dist/cli.js'), '');
    writeFileSync(path.join(hostile, '.npmrc'), 'registry=http://evil.invalid');
    const env = { PATH: programs({ node, npm }), HOME: home };
    const program = `${folder}/versions/${manifest.version}/node_modules/hf-groups/dist/cli.js`;
    for (let times = 0; times < 2; times += 1) {
      const { code, stdout } = await startProcess(path.join(folder, 'hf-groups'), ['doctor'], {
        cwd: hostile,
        env,
      }).ended;
      expect([code, stdout]).toEqual([0, `node ${program} doctor\n`]);
    }
    const asked = readFileSync(path.join(home, 'asked'), 'utf8');
    expect(asked).toMatch(new RegExp(`^npm install .*--ignore-scripts.* hf-groups@${manifest.version}\\n$`));
    expect(existsSync(path.join(hostile, 'package.json'))).toBe(false);
  });

  it('says so when npm has not this version, and leaves nothing behind', async () => {
    const folder = installed();
    const { code, stderr } = await startProcess(path.join(folder, 'hf-groups'), ['plan'], {
      env: { PATH: programs({ node, npm: 'exit 1' }) },
    }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`hf-groups ${manifest.version} could not be installed from npm.`);
    expect(existsSync(path.join(folder, 'versions', manifest.version))).toBe(false);
  });
});
