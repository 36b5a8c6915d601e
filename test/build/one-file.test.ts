import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { oneFile } from '../../scripts/one-file.ts';
import { startProcess, temporaryFolder } from '../cli/support/program.ts';

const sources: Readonly<Record<string, string>> = {
  'entry.ts': `#!/usr/bin/env node
    import { shared } from './shared.ts';
    const later = await import('./later.ts');
    console.log(shared.made, later.words('a*/b'), later.same === shared);`,
  'shared.ts': `import { platform } from 'node:os'; export const shared = { made: typeof platform() };`,
  'later.ts': `import { shared } from './shared.ts';
    export const same = shared;
    export const words = (text: string) => [text.replace(/a*/, '*' + '/'), \`*/ 'é'\`, "*/"].join();`,
  'counts.ts': `const [{ count }, { told }] = [await import('./count.ts'), await import('./told.ts')];
    count();
    told();`,
  'count.ts': `import { more } from './counter.ts'; export const count = () => more();`,
  'told.ts': `import { at } from './counter.ts'; export const told = () => console.log(at);`,
  'counter.ts': `export let at = 0; export function more() { at++; }`,
  'fails.ts': `await import('./failing.ts');`,
  'failing.ts': `throw new Error('here');`,
  'reserved.ts': `await import('./with-reserved.ts');`,
  'with-reserved.ts': `console.log('*@/');`,
};

async function packed(entry: string): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(sources)) writeFileSync(path.join(folder, name), text);
  const { metafile, outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [`${entry}.ts`],
    outdir: 'out',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    metafile: true,
    write: false,
  });
  const texts = new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
  const file = path.join(folder, 'one.mjs');
  writeFileSync(file, await oneFile(metafile.outputs, `out/${entry}.js`, texts));
  return file;
}

test('parts run, once each, whatever ends of comments they have', async () => {
  const file = await packed('entry');
  expect(await startProcess(process.execPath, [file]).ended).toMatchObject({
    code: 0,
    stdout: "string */*/b,*/ 'é',*/ true\n",
    stderr: '',
  });
});

test('what another part assigns again is as it is by then', async () => {
  const { stdout } = await startProcess(process.execPath, [await packed('counts')]).ended;
  expect(stdout).toBe('1\n');
});

test('the trace of a fault names the part', async () => {
  const file = await packed('fails');
  const { code, stderr } = await startProcess(process.execPath, [file]).ended;
  expect(code).toBe(1);
  expect(stderr).toContain(`${file}/1:1`);
});

test('what cannot stand in a comment is not built', async () => {
  await expect(packed('reserved')).rejects.toThrow('stands for the end of a comment');
});
