import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import type { Bundle } from './support/build.ts';
import { run, startProcess, temporaryFolder } from './support/program.ts';

/** Packages that are needed by some commands only. */
const heavy = ['ajv', 'undici', 'yaml', 'cli-progress', 'diff', 'fastest-levenshtein'];

/** Every input that is loaded with the program, before a command asks for more. */
function loadedAtStart(): readonly string[] {
  const { inputs }: Bundle = JSON.parse(inject('metafile'));
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path, kind } of inputs[file]?.imports ?? []) if (kind !== 'dynamic-import') visit(path);
  };
  visit('src/cli.ts');
  return [...seen];
}

describe('start-up', () => {
  it('loads nothing that only some commands need', () => {
    const loaded = loadedAtStart();
    expect(loaded).toContain('src/commands/program.ts');
    const packages = new Set(
      loaded.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
    );
    expect([...packages].toSorted()).toEqual(['commander', 'picocolors']);
    expect(heavy.filter((name) => packages.has(name))).toEqual([]);
    expect(
      loaded.filter((file) => /^src\/(config|hub|plan\/create|sandbox|apply|kinds)\//.test(file)),
    ).not.toContain('src/hub/transport.ts');
  });

  it('does not evaluate for --version what only a connection needs', async () => {
    const list = path.join(temporaryFolder(), 'list.cjs');
    writeFileSync(
      list,
      "process.on('exit', () => process.stderr.write(process.moduleLoadList.join('\\n')));\n",
    );
    const words = ['--require', list, inject('program'), '--version'];
    const { code, stderr } = await startProcess(process.execPath, words).ended;
    expect(code).toBe(0);
    expect(stderr).toContain('NativeModule fs');
    // What undici asks Node for as soon as it is evaluated.
    for (const name of ['tls', 'http2', 'zlib'])
      expect(stderr.split('\n')).not.toContain(`NativeModule ${name}`);
  });
});

it('runs from the sources as well: npx tsx src/cli.ts', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const tsx = `${root}/node_modules/tsx/dist/cli.mjs`;
  const version = await startProcess(process.execPath, [tsx, 'src/cli.ts', '--version'], { cwd: root }).ended;
  expect(version).toMatchObject({ code: 0, stdout: (await run(['--version'])).stdout });
  const words = ['validate', '-f', 'groups.example.yaml'];
  const valid = await startProcess(process.execPath, [tsx, 'src/cli.ts', ...words], { cwd: root }).ended;
  expect(valid).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Valid: acme-ai/), stderr: '' });
});
