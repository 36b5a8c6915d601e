import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { files } from '../cli/support/scene.ts';
import { stage } from './stage.ts';

describe('the bundled action', () => {
  it('has no means to start a program', () => {
    const bundle = readFileSync(inject('action'), 'utf8');
    const modules = [...bundle.matchAll(/["'`](?:node:)?(child_process|cluster|http|https)["'`]/g)];
    const found = new Set(modules.map(([, name]) => name));
    // That it finds anything at all shows that this looks for modules as the bundle writes them.
    expect([...found].toSorted()).toEqual(['http', 'https']);
  });

  it('has no secret in its environment when it runs', async () => {
    const { push, start } = await stage(files.nothing);
    const tell = 'process.on("exit",()=>process.stderr.write(Object.keys(process.env).join("\\n")))';
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(tell)}`;
    const { stderr } = await start('validate', push(files.three), {
      env: { NODE_OPTIONS, HF_TOKEN: 'hf_ofTheStep0000' },
    }).ran;
    const names = stderr.split('\n');
    expect(names).toContain('INPUT_COMMAND');
    expect(names).not.toContain('HF_TOKEN');
    for (const secret of ['HF-TOKEN', 'GITHUB-TOKEN', 'SIGNING-KEY'])
      expect(names).not.toContain(`INPUT_${secret}`);
  });

  it('tells what nobody waited for as a fault, without a command in it', async () => {
    const { push, start } = await stage(files.nothing);
    // At the first text of the action, which is that of a mask.
    const fail = `const { write } = process.stdout;
      process.stdout.write = (...words) => {
        process.stdout.write = write;
        setTimeout(() => { throw new Error("lost\\n::set-output name=x::y"); });
        return write.apply(process.stdout, words);
      };`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(fail)}`;
    const { code, log, stderr, commands } = await start('validate', push(files.three), {
      env: { NODE_OPTIONS },
    }).ran;
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(log).toContain('This is a fault of hf-groups, not yours.');
    expect(commands.map(({ name }) => name)).toEqual(['error']);
  });

  it('plans and applies as a process of its own', async () => {
    const { propose, merge, start, writes } = await stage(files.nothing);
    const proposed = propose(files.three);
    expect(await start('plan', proposed.event).ran).toMatchObject({ code: 0, stderr: '' });
    expect(await start('apply', merge(proposed)).ran).toMatchObject({
      code: 0,
      stderr: '',
      outputs: { result: 'applied' },
    });
    expect(writes()).toHaveLength(3);
  });
});
