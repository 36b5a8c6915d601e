import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import type { Bundle } from './support/build.ts';
import { run, startProcess, temporaryFolder } from './support/program.ts';

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
    const rooms = ['action', 'apply', 'config', 'github', 'hub', 'kinds', 'live', 'model', 'plan', 'sandbox'];
    const inRooms = loaded.filter((file) => rooms.some((room) => file.startsWith(`src/${room}/`)));
    // Real time, the names of roles and guards, and what is not there at run time.
    expect(inRooms.toSorted()).toEqual(['src/hub/clock.ts', 'src/model/membership.ts', 'src/model/plan.ts']);
  });

  it('has Node read as code what every command needs, and no more', () => {
    const whole = readFileSync(inject('program'), 'utf8');
    const code = whole.replaceAll(/^\/\*\.\/\d+\n.*?\n\*\/$/gms, '');
    expect(code).toContain('--version');
    expect(code.length / whole.length).toBeLessThan(0.12);
  });

  it('does not ask Node for --version for what only a connection needs', async () => {
    const list = path.join(temporaryFolder(), 'list.cjs');
    writeFileSync(
      list,
      "process.on('exit', () => process.stderr.write(process.moduleLoadList.join('\\n')));\n",
    );
    const words = ['--require', list, inject('program'), '--version'];
    const { code, stderr } = await startProcess(process.execPath, words).ended;
    expect(code).toBe(0);
    const asked = stderr.split('\n').map((line) => line.replace('NativeModule ', ''));
    expect(asked).toContain('fs');
    const needless = ['child_process', 'crypto', 'dns', 'http', 'http2', 'https', 'tls', 'zlib'];
    expect(asked.filter((name) => needless.includes(name))).toEqual([]);
  });
});

it('prints nothing more for a variable that libraries look for', async () => {
  const words = [inject('program'), 'validate', '--file', 'groups.example.yaml'];
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const variables = { LOG_TOKENS: '1', LOG_STREAM: '1' };
  const { stdout, code } = await startProcess(process.execPath, words, { cwd, env: variables }).ended;
  expect(stdout).toMatch(/^Valid: acme-ai, .*\n$/);
  expect(code).toBe(0);
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
